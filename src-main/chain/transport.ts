/**
 * The wire to one node: JSON-RPC through an ethers provider that was stripped of everything that surprises.
 * It promises one POST per call on a connection of its own, a deadline for the whole answer, an answer of at most 8 MiB,
 * no redirect to another host, no repetition (ethers by itself repeats a 429) and no batch.
 */
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { type FetchGetUrlFunc, FetchRequest, type GetUrlResponse, JsonRpcProvider, Network } from "ethers";

export type RpcTransport = {
  send(method: string, params: readonly unknown[]): Promise<unknown>;
  close(): void;
};
/** The network edge of the chain room; a simulator gives its own. */
export type ConnectNode = (url: string, chainId: number) => RpcTransport;

const ANSWER_TIMEOUT_MS = 10_000;
const ANSWER_MAX_BYTES = 8 * 1024 * 1024;

/** A failure of the wire itself, with a word that says which. Its message never holds the address of the node. */
export class WireFault extends Error {
  override readonly name = "WireFault";
  readonly code: "TIMEOUT" | "REDIRECT" | "TOO_LARGE" | "PROTOCOL";

  constructor(code: WireFault["code"], message: string) {
    super(message);
    this.code = code;
  }
}

export function connectNode(timeoutMs: number = ANSWER_TIMEOUT_MS): ConnectNode {
  return (url, chainId) => {
    const request = new FetchRequest(url);
    request.timeout = timeoutMs;
    request.allowGzip = false;
    // ethers' own function only limits the silence between two packets, follows redirects to any host and has no size limit.
    request.getUrlFunc = postOnce;
    request.setThrottleParams({ maxAttempts: 1 });
    // staticNetwork: without it ethers looks for the network once a second for ever and writes to the console. It then never checks the chain id: nodeIdentity does.
    const provider = new JsonRpcProvider(request, chainId, {
      staticNetwork: Network.from(chainId),
      batchMaxCount: 1,
      cacheTimeout: -1,
    });
    return {
      send: (method, params) => provider.send(method, [...params]),
      close: () => provider.destroy(),
    };
  };
}

const postOnce: FetchGetUrlFunc = (request) =>
  new Promise<GetUrlResponse>((resolve, reject) => {
    const target = new URL(request.url);
    const open = { "http:": httpRequest, "https:": httpsRequest }[target.protocol];
    if (!open) return reject(new WireFault("PROTOCOL", "a node is asked over http or https"));
    const deadline = AbortSignal.timeout(request.timeout);
    const fail = (error: Error) =>
      reject(deadline.aborted ? new WireFault("TIMEOUT", "no whole answer in time") : error);
    // A connection of its own for each call: a reset can then never be about an older one.
    const outgoing = open(
      target,
      { method: request.method, headers: request.headers, signal: deadline, agent: false },
      (answer) => {
        const status = answer.statusCode ?? 0;
        if (status >= 300 && status < 400) {
          answer.destroy();
          return reject(new WireFault("REDIRECT", "the node answered with a redirect, which is not followed"));
        }
        const parts: Buffer[] = [];
        let size = 0;
        answer.on("data", (part: Buffer) => {
          size += part.length;
          if (size > ANSWER_MAX_BYTES) answer.destroy(new WireFault("TOO_LARGE", "the node's answer is too large"));
          else parts.push(part);
        });
        answer.on("error", fail);
        answer.on("end", () =>
          resolve({
            statusCode: status,
            statusMessage: answer.statusMessage ?? "",
            headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
            body: Buffer.concat(parts),
          }),
        );
      },
    );
    outgoing.on("error", fail);
    outgoing.end(request.body === null ? undefined : Buffer.from(request.body));
  });
