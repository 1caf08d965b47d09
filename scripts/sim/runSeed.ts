/** One seed from its first step to its last: the world with its faults, then calm, then the judgement. */
import { createHash } from "node:crypto";
import { setImmediate as endOfTurn } from "node:timers/promises";
import { PAYMENT_KEYS } from "./cast.ts";
import { installCheapCrypto } from "./cheapCrypto.ts";
import { type Evidence, evidenceHash, judgeWorld } from "./checks/finalJudge.ts";
import type { Finding } from "./checks/Findings.ts";
import { unsettled } from "./checks/liveness.ts";
import { FINAL_DEPTH, REQUIRED } from "./deposits.ts";
import { createDice } from "./dice.ts";
import type { Theme } from "./themes.ts";
import { createWorld, type World } from "./world.ts";

export type SeedRun = {
  seed: number;
  operations: number;
  finding: Finding | null;
  traceHash: string;
  /** refunds by how they ended, for people */
  ended: Record<string, number>;
};

export type SeedOptions = {
  seed: number;
  /** operations with faults; the calm after them comes on top */
  operations: number;
  /** Longest calm, in operations and not shorter than CALM_MS, in which faults have ended and everything must have settled, to be judged then. 0: a violation is found before, or not at all. */
  calm: number;
  /** what the world is mostly about; left out, the seed decides */
  theme?: Theme | undefined;
  trace?: (line: string) => void;
};

/** However much happens in it, the calm lasts as long as an approval may wait for its execution, and a payment for people to help it. */
const CALM_MS = 25 * 60_000;
const LOOK_EVERY = 100;

export async function runSeed({ seed, operations, calm, theme, trace }: SeedOptions): Promise<SeedRun> {
  installCheapCrypto();
  const world = createWorld(createDice(seed), createDice(~seed), theme);
  const hash = createHash("sha256");
  let done = 0;

  async function step(): Promise<boolean> {
    const label = await world.scheduler.step();
    if (label === null) return false;
    done += 1;
    hash.update(`${world.scheduler.now()} ${label}\n`);
    trace?.(`${done} ${new Date(world.scheduler.now()).toISOString().slice(11, 23)} ${label}`);
    for (const line of world.told.splice(0)) {
      hash.update(`${line}\n`);
      trace?.(`    ${line}`);
    }
    world.look();
    return world.findings.first() === null;
  }

  try {
    begin(world);
    await endOfTurn();
    let going = true;
    while (going && done < operations) going = await step();
    const calmUntilMs = world.scheduler.now() + CALM_MS;
    if (going && calm > 0)
      await calmDown(world, step, () => done < operations + calm || world.scheduler.now() < calmUntilMs);
    hash.update(evidenceHash(evidenceOf(world)));
    if (trace !== undefined) for (const line of openBusiness(world)) trace(line);
    return {
      seed,
      operations: done,
      finding: world.findings.first(),
      traceHash: hash.digest("hex"),
      ended: endings(world),
    };
  } finally {
    for (const station of world.stations) station.kill();
    // What was under way in this turn ends before its journals are closed.
    await endOfTurn();
    world.close();
  }
}

function begin(world: World): void {
  const { scheduler, weather, chain, nodes, deposits, service, faults, people, stations } = world;
  for (const station of stations) station.start();
  const mine = () => {
    scheduler.after(weather.blockMs, "block", () => {
      chain.mine(scheduler.now());
      for (const node of nodes) scheduler.after(0, `${node.name} follows`, () => node.follow(scheduler.now()));
      mine();
    });
  };
  mine();
  const arrivals = () => {
    if (!faults.over() && deposits.arrive()) scheduler.after(60_000 / weather.deposits, "deposit", arrivals);
  };
  arrivals();
  service.begin();
  faults.begin();
  people.begin();
}

/** The faults end, everybody finishes what is open; then the records are judged. */
async function calmDown(world: World, step: () => Promise<boolean>, mayGoOn: () => boolean): Promise<void> {
  const { faults, people, central, executors, findings } = world;
  faults.end();
  people.onlyFinish();
  let going = true;
  let open = unsettled(central, executors);
  while (going && open.length > 0 && mayGoOn()) {
    for (let steps = 0; going && steps < LOOK_EVERY; steps += 1) going = await step();
    open = unsettled(central, executors);
  }
  for (const { invariant, text } of open) findings.report(invariant, text);
  for (const { invariant, text } of judgeWorld(evidenceOf(world))) findings.report(invariant, text);
}

/** What is still open, in words, for who looks for the cause of a finding. */
function* openBusiness({ central, chain, nodes, scheduler }: World): Generator<string> {
  const { state } = central;
  for (const refund of state.refunds.values()) {
    if (refund.status === "COMPLETED" || refund.status === "WITHDRAWN" || refund.status === "EXPIRED") continue;
    const slot = state.slots.get(refund.id);
    const from = slot?.fromAddress.toLowerCase() ?? "";
    const attempts = [...state.attempts.values()].filter(({ refundId }) => refundId === refund.id);
    const places = attempts.map(({ txHash, kind }) => {
      const mined = chain.truth.mined(txHash);
      const pools = nodes.filter((node) => node.has(txHash)).map(({ name }) => name);
      return `${kind} ${txHash.slice(0, 10)} mined ${mined?.block.number ?? "nowhere"}, waits ${chain.waiting.has(txHash)}, known to ${pools.join()}`;
    });
    yield `${refund.refundNo} ${refund.status} nonce ${slot?.nonce} of ${from.slice(0, 8)} (next ${chain.truth.head().state.get(from)?.nonce}), ${refund.failure?.code ?? ""} ${places.join("; ")}`;
  }
  yield `${new Date(scheduler.now()).toISOString()} head ${chain.truth.head().number}`;
}

function evidenceOf({ chain, central, executors, elsewhere }: World): Evidence {
  return {
    tip: chain.truth.head(),
    payers: PAYMENT_KEYS.map(({ address }) => address.toLowerCase()),
    books: central.state,
    sentElsewhere: elsewhere.sent,
    journals: executors.map((station) => ({ owner: station.member.name, disk: station.disk() })),
    required: REQUIRED,
    final: FINAL_DEPTH,
  };
}

function endings(world: World): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of world.central.state.refunds.values()) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
