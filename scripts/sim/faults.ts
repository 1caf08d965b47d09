/** What breaks, when: each kind of fault comes by itself, as often as the weather says. */
import type { MemoryCentral } from "#central/books/memory/MemoryCentral.ts";
import { holdRefundsTo } from "#central/refunds/holdRefunds.ts";
import type { SimChain } from "./chain/simChain.ts";
import type { SimNode } from "./chain/simNode.ts";
import { PAYMENT_KEYS } from "./cast.ts";
import type { Dice } from "./dice.ts";
import type { Scheduler } from "./scheduler.ts";
import type { Service } from "./service.ts";
import type { Weather } from "./weather.ts";
import type { Workstation } from "./workstation.ts";

const MINUTE_MS = 60_000;
const PAYERS = PAYMENT_KEYS.map(({ address }) => address.toLowerCase());

export type Faults = {
  begin(): void;
  /** From now on nothing breaks, and what is broken is mended. */
  end(): void;
  over(): boolean;
};

export function createFaults(world: {
  scheduler: Scheduler;
  dice: Dice;
  weather: Weather;
  chain: SimChain;
  nodes: readonly SimNode[];
  central: MemoryCentral;
  service: Service;
  executors: readonly Workstation[];
  attack(): void;
  /** somebody pays a refund by hand */
  payElsewhere(): void;
  /** somebody proposes or decides on limits */
  agree(): void;
  broken: (what: string, error: unknown) => void;
}): Faults {
  const { scheduler, dice, weather, chain, nodes, central, service, executors } = world;
  let over = false;

  function every(perMinute: number, label: string, happen: () => void): void {
    if (perMinute <= 0) return;
    const waitMs = (-Math.log(1 - dice.fraction()) * MINUTE_MS) / perMinute;
    scheduler.after(waitMs, label, () => {
      if (over) return;
      happen();
      every(perMinute, label, happen);
    });
  }

  /** For a while, and then it is as it was. */
  function whileOf(mostMs: number, label: string, mend: () => void): void {
    scheduler.after(dice.between(1_000, mostMs), label, mend);
  }

  function restartLater(station: Workstation): void {
    whileOf(60_000, `${station.member.name} starts again`, station.start);
  }

  function troubleNode(): void {
    const [only] = nodes;
    if (nodes.length === 1 && only !== undefined && dice.chance(weather.lies.includes("wrong chain") ? 0.8 : 0.2)) {
      // One lie after the other: each lasts for its own time.
      if (only.lie !== null) return;
      Object.assign(only, { lie: "wrong chain", lieSince: scheduler.now(), rightForService: dice.chance(0.7) });
      const mostMs = weather.lies.includes("wrong chain") ? 600_000 : 60_000;
      whileOf(mostMs, `${only.name} is the right chain again`, () => {
        only.lie = null;
      });
      return;
    }
    // Never more than one of three: the promise is about a majority of honest nodes.
    const troubled = nodes.filter(({ lie, frozen }) => lie !== null || frozen);
    const node = troubled[0] ?? dice.pick(nodes);
    if (nodes.length === 3 && dice.chance(0.4) && weather.lies.length > 0) {
      Object.assign(node, { lie: dice.pick(weather.lies), lieSince: scheduler.now() });
      whileOf(weather.lieMs, `${node.name} is honest again`, () => {
        node.lie = null;
      });
    } else if (nodes.length === 3 && dice.chance(0.3)) {
      node.frozen = true;
      whileOf(120_000, `${node.name} follows again`, () => {
        node.frozen = false;
      });
    } else if (dice.chance(0.3)) {
      const other = dice.pick(nodes);
      other.behind = dice.between(1, 4);
      whileOf(60_000, `${other.name} catches up`, () => {
        other.behind = 0;
      });
    } else if (dice.chance(0.5)) dice.pick(nodes).silentUntil = scheduler.now() + dice.between(1_000, 40_000);
    else {
      const other = dice.pick(nodes);
      other.swallows = true;
      whileOf(60_000, `${other.name} passes on again`, () => {
        other.swallows = false;
        other.passOn();
      });
    }
  }

  function raiseConcern(): void {
    const addresses = [...central.state.addresses.values()];
    if (addresses.length === 0) return;
    const address = dice.pick(addresses);
    if (address.status !== "VERIFIED") return;
    const { expiresAt } = address;
    const told = dice.chance(0.6)
      ? central.asSystem(async (context) => {
          central.put.address({ ...address, status: "REVOKED" });
          await holdRefundsTo(context, address.id, "ADDRESS_NOT_VERIFIED");
        })
      : // Its proof grows old: nobody is told, the next look finds it.
        central.asSystem(async () => {
          central.put.address({ ...address, expiresAt: new Date(scheduler.now()).toISOString() });
        });
    told.catch((error: unknown) => world.broken("a concern", error));
    whileOf(
      100_000,
      "an address is verified again",
      () => void central.put.address({ ...address, status: "VERIFIED", expiresAt }),
    );
  }

  /** A reorganisation takes a payment back, and its nonce goes to a stranger's transaction. */
  function overtake(): void {
    const deep = dice.between(1, weather.deepest);
    const fork = chain.truth.head().number - deep;
    const lost = [];
    for (let number = fork + 1; number <= fork + deep; number += 1)
      for (const { transaction } of chain.truth.blockAt(number)?.mined ?? [])
        if (PAYERS.includes(transaction.from)) lost.push(transaction);
    if (lost.length === 0) return;
    const { from, nonce } = dice.pick(lost);
    chain.offer(chain.foreign(from, nonce));
    chain.reorganise(scheduler.now(), deep, 0);
  }

  return {
    over: () => over,
    begin() {
      for (const node of nodes) node.lingers = weather.lingering;
      chain.passedOver = weather.passedOver;
      every(weather.attacks, "attack", world.attack);
      every(weather.crashes, "crash", () => {
        const station = dice.pick(executors);
        station.kill();
        restartLater(station);
      });
      every(weather.lostDisks, "lost disk", () => {
        const station = dice.pick(executors);
        station.loseDisk();
        restartLater(station);
      });
      every(weather.lostJournals * 2, "journal copied", () => dice.pick(executors).copyJournal());
      every(weather.lostJournals, "lost journal", () => {
        const station = dice.pick(executors);
        station.loseJournal(dice.pick(["GONE", "OLDER"]));
        restartLater(station);
      });
      every(weather.partitions, "no way to the service", () => {
        dice.pick(executors).cutUntilMs = scheduler.now() + dice.between(10_000, 150_000);
      });
      every(weather.pauses, "stopped process", () => dice.pick(executors).stopFor(dice.between(5_000, 150_000)));
      every(weather.serviceRestarts, "service restarts", () => service.restart());
      every(weather.reorganisations, "reorganisation", () =>
        chain.reorganise(scheduler.now(), dice.between(1, weather.deepest), dice.pick([0, 0.5, 0.9, 1])),
      );
      every(weather.evictions, "eviction", () => {
        for (const hash of chain.waiting.keys()) if (dice.chance(0.5)) chain.evict(hash);
        for (const node of nodes) if (dice.chance(0.5)) node.evictAll();
      });
      every(weather.feeSpikes, "fee spike", () => {
        chain.baseFee = BigInt(dice.pick([60, 400, 40_000])) * 1_000_000_000n;
        whileOf(60_000, "fees fall", () => {
          chain.baseFee = 10_000_000_000n;
        });
      });
      every(weather.tokenMoods, "token changes", () => {
        chain.token = dice.pick(["paused", "answers false", "keeps a part"]);
        whileOf(30_000, "token is honest again", () => {
          chain.token = "honest";
        });
      });
      every(weather.nodeFaults, "node trouble", troubleNode);
      every(weather.foreignPayments, "foreign payment", () => {
        const waiting = [...chain.waiting.values()].filter(({ from }) => PAYERS.includes(from));
        // Half of them in the place of a payment that waits.
        const from = waiting.length > 0 && dice.chance(0.5) ? dice.pick(waiting).from : (dice.pick(PAYERS) as string);
        chain.offer(chain.foreign(from));
      });
      every(weather.paidElsewhere, "paid elsewhere", world.payElsewhere);
      every(weather.overtakings, "overtaking", overtake);
      every(weather.limits, "limits", world.agree);
      every(weather.concerns, "concern", raiseConcern);
    },
    end() {
      over = true;
      chain.token = "honest";
      chain.passedOver = 0.1;
      chain.baseFee = 10_000_000_000n;
      for (const node of nodes)
        Object.assign(node, { lie: null, frozen: false, behind: 0, silentUntil: 0, swallows: false, lingers: false });
      for (const node of nodes) node.passOn();
      for (const address of central.state.addresses.values())
        central.put.address({ ...address, status: "VERIFIED", expiresAt: null });
      for (const station of executors) {
        station.stopFor(0);
        station.cutUntilMs = 0;
        station.start();
      }
      Object.assign(weather, {
        loss: 0,
        duplicates: 0,
        rpcLoss: 0,
        slowest: 50,
        slowNodes: 0,
        // What only a person can send, somebody sends now.
        byHand: weather.helping > 0 ? 0.1 : 0,
        tampering: 0,
        faultPoints: 0,
        cutPoints: 0,
        watcherLag: 0,
        withholding: 0,
        roundMs: 6_000,
      });
    },
  };
}
