/** What carries messages: slow, forgetful, repeating. Nothing here knows what it carries. */
import { NodeRefusal } from "#central/chain/nodeRefusal.ts";
import type { ChainNode } from "#central/chain/chainNode.ts";
import { AppError } from "#shared/errors.ts";
import { WireFault, type ConnectNode } from "#main/chain/transport.ts";
import { type Transport, TransportFault, type WireAnswer, type WireRequest } from "#main/remote/transport.ts";
import { RpcRefusal, type SimNode } from "./chain/simNode.ts";
import type { Dice } from "./dice.ts";
import type { Owner, Scheduler } from "./scheduler.ts";
import type { Weather } from "./weather.ts";

const RPC_TIMEOUT_MS = 10_000;

export type Wires = {
  /** of one process on one workstation */
  toNodes(owner: Owner, who: string, sent: (raw: string, node: SimNode) => void): ConnectNode;
  /** of the central service */
  serviceToNodes(owner: () => Owner, sent: (raw: string, node: SimNode) => void): (url: string) => ChainNode;
  toService(owner: Owner, who: string, serve: (request: WireRequest) => Promise<WireAnswer>): Transport;
};

export function createWires(world: {
  scheduler: Scheduler;
  dice: Dice;
  weather: Weather;
  nodes: ReadonlyMap<string, SimNode>;
}): Wires {
  const { scheduler, dice, weather } = world;
  const way = (slowest = weather.slowest) => 1 + dice.below(slowest);
  const nodeOf = (url: string) => world.nodes.get(url.replace("http://", "")) as SimNode;

  function ask(
    node: SimNode,
    owner: Owner,
    who: string,
    method: string,
    params: readonly unknown[],
    sent: (raw: string, node: SimNode) => void,
  ): Promise<unknown> {
    const slowest =
      who === "service" && weather.slowNodes > 0 && dice.chance(0.2) ? weather.slowNodes : weather.slowest;
    return new Promise((resolve, reject) => {
      const forget = scheduler.after(RPC_TIMEOUT_MS, `${who} ${method} times out`, () => reject(timeout()), owner);
      if (method === "eth_sendRawTransaction") sent(String(params[0]), node);
      if (dice.chance(weather.rpcLoss)) return;
      scheduler.after(way(slowest), `${who} ${method} ${node.name}`, () => {
        if (node.silentUntil > scheduler.now()) return;
        let answer: () => void;
        try {
          const value = node.answer(method, params, who === "service");
          answer = () => resolve(value);
        } catch (error) {
          answer = () => reject(error as Error);
        }
        if (dice.chance(weather.rpcLoss)) return;
        // On a fast network the answer is there with the question.
        if (slowest <= 50 && !owner.dead && owner.stoppedUntil <= scheduler.now()) {
          forget();
          answer();
          return;
        }
        scheduler.after(
          way(slowest),
          `${who} hears ${node.name}`,
          () => {
            forget();
            answer();
          },
          owner,
        );
      });
    });
  }

  return {
    toNodes: (owner, who, sent) => (url) => ({
      async send(method, params) {
        try {
          return await ask(nodeOf(url), owner, who, method, params, sent);
        } catch (error) {
          throw error instanceof RpcRefusal ? asEthersError(error) : error;
        }
      },
      close: () => undefined,
    }),
    serviceToNodes: (owner, sent) => (url) => ({
      name: nodeOf(url).name,
      async ask(method, params) {
        try {
          return await ask(nodeOf(url), owner(), "service", method, params, sent);
        } catch (error) {
          if (error instanceof RpcRefusal) throw new NodeRefusal(error.code, error.message, error.data);
          throw new AppError("CHAIN_UNAVAILABLE", `Node ${nodeOf(url).name} gave no answer to ${method}: timeout`);
        }
      },
      close: () => undefined,
    }),
    toService(owner, who, serve) {
      const post = (request: WireRequest, label: string, back: (answer: WireAnswer) => void) => {
        if (dice.chance(weather.loss)) return;
        scheduler.after(way(), `${who} ${label}`, () => {
          void serve(request).then((answer) => {
            if (dice.chance(weather.loss)) return;
            scheduler.after(way(), `${who} hears ${label} ${answer.status}`, () => back(answer), owner);
          });
        });
      };
      return {
        send: (request) =>
          new Promise((resolve, reject) => {
            const label = `${request.method} ${request.url.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|0x[0-9a-f]{64}/g, "*")}`;
            const forget = scheduler.after(
              request.timeoutMs,
              `${who} ${label} times out`,
              () => reject(new TransportFault("TIMEOUT", "no answer in time")),
              owner,
            );
            const done = (answer: WireAnswer) => {
              forget();
              resolve(answer);
            };
            post(request, label, done);
            // The same bytes arrive twice: late, and possibly after everything else.
            if (dice.chance(weather.duplicates))
              scheduler.after(dice.below(weather.slowest * 30), `${who} repeats`, () => post(request, label, done));
          }),
        stream: () => Promise.reject(new TransportFault("NETWORK", "no stream in this world")),
        certificate: () => null,
        close: () => undefined,
      };
    },
  };
}

function timeout(): Error {
  return new WireFault("TIMEOUT", "no whole answer in time");
}

/** The shape in which ethers gives a node's own words. */
function asEthersError({ code, message, data }: RpcRefusal): Error {
  const error = { code, message, ...(data !== null && { data }) };
  return Object.assign(new Error("could not coalesce error"), { code: "UNKNOWN_ERROR", error });
}
