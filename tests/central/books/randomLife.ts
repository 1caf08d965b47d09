/** Whatever people, clocks and chains may do to refunds, in an order that a seed decides. Answers what came of each step, in words that can be compared. */
import type { Claim, Refund } from "#shared/contract/refund.ts";
import { http } from "#shared/contract/http.ts";
import { isAppError } from "#shared/errors.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#central/clock.ts";
import { PAPER_NETWORK, type paperWorld, seededRandom } from "./paperWorld.ts";

type World = ReturnType<typeof paperWorld>;
type Signed = { claimed: Claim; bytes: { txHash: string; signedTx: string } };

export async function randomLife(world: World, seed: number, steps: number): Promise<string[]> {
  const { below } = seededRandom(seed * 7919);
  const log: string[] = [];
  const ids: string[] = [];
  const claims: Claim[] = [];
  const signed: Signed[] = [];
  const pick = <T>(from: readonly T[]): T | undefined => from[below(Math.max(1, from.length))];
  const current = async (): Promise<Refund | undefined> => {
    const id = pick(ids.slice(-3));
    return id === undefined ? undefined : world.refund(id);
  };
  const { people, chain, clock, central } = world;
  const person = () => pick([people.maker, people.approver, people.second, people.executor]) ?? people.maker;

  const dearer = () => String(11 + below(40));

  /** A second transaction on the slot: claimed, signed and registered, or with something left out. */
  async function replace(about: Refund, kind: "FEE_BUMP" | "VOID"): Promise<unknown> {
    const claimed = await world.claim(about, people.executor, kind);
    claims.push(claimed);
    const nothing = { to: below(8) === 0 ? about.refundAddress : claimed.slot.from, value: "0" };
    const bytes = world.sign(claimed, { fee: dearer(), ...(kind === "VOID" && nothing) });
    const attempt = await world.register(claimed, bytes, kind);
    signed.push({ claimed, bytes });
    return attempt;
  }

  /** Both people and the executor, one after the other, as far as they come. */
  async function withhold(about: Refund): Promise<unknown> {
    const wanted = about.voiding === null ? await world.requestVoid(about) : about;
    const agreed = wanted.voiding?.approval ? wanted : await world.approveVoid(wanted);
    await replace(agreed, "VOID");
    const { bytes } = signed.at(-1) as Signed;
    if (below(3) > 0) chain.evict();
    chain.send(bytes.signedTx);
    return world.refund(about.id);
  }

  const acts: [weight: number, name: string, act: () => Promise<unknown>][] = [
    [
      8,
      "request",
      async () => {
        const amount = below(5) === 0 ? pick(["1", "9000000", "0.000000000000000001"]) : undefined;
        const asked = await world.request(below(3), {
          ...(amount !== undefined && { amount }),
          ...(below(20) === 0 && { version: 99 }),
          ...(below(20) === 0 && { by: people.approver }),
        });
        ids.push(asked.id);
        return asked;
      },
    ],
    [
      10,
      "approve",
      async () =>
        ifAny(await current(), (one) =>
          world.approve(one, below(6) === 0 ? person() : pick([people.approver, people.second])),
        ),
    ],
    [1, "reject", async () => ifAny(await current(), (one) => world.reject(one))],
    [1, "withdraw", async () => ifAny(await current(), (one) => world.withdraw(one))],
    [1, "stale", async () => ifAny(await current(), (one) => world.approve({ ...one, version: one.version - 1 }))],
    [
      16,
      "claim",
      async () =>
        ifAny(await current(), async (one) => {
          const claimed = await world.claim(one, below(10) === 0 ? person() : people.executor);
          claims.push(claimed);
          return claimed;
        }),
    ],
    [2, "renew", async () => ifAny(claims.at(-1), world.renew)],
    [1, "release", async () => ifAny(claims.at(-1), world.release)],
    [
      16,
      "register",
      async () =>
        ifAny(below(4) === 0 ? pick(claims) : claims.at(-1), async (claimed) => {
          const change =
            below(8) === 0 ? { to: `0x${"c3".repeat(20)}` } : below(8) === 0 ? { fee: "9".repeat(30) } : {};
          const bytes = world.sign(claimed, change);
          const attempt = await world.register(claimed, bytes, below(8) === 0 ? "FEE_BUMP" : "PAYMENT");
          signed.push({ claimed, bytes });
          return attempt;
        }),
    ],
    [
      3,
      "bump unclaimed",
      async () =>
        ifAny(signed.at(-1), async ({ claimed }) => {
          const bytes = world.sign(claimed, { fee: dearer() });
          const attempt = await world.register(claimed, bytes, "FEE_BUMP");
          signed.push({ claimed, bytes });
          return attempt;
        }),
    ],
    [5, "bump", async () => ifAny(await current(), (one) => replace(one, "FEE_BUMP"))],
    [5, "void", async () => ifAny(await current(), (one) => replace(one, "VOID"))],
    [
      4,
      "ask to void",
      async () => ifAny(await current(), (one) => world.requestVoid(one, below(5) === 0 ? person() : people.executor)),
    ],
    [
      6,
      "approve the void",
      async () => ifAny(await current(), (one) => world.approveVoid(one, below(5) === 0 ? person() : people.second)),
    ],
    [4, "withhold", async () => ifAny(await current(), withhold)],
    [1, "drop the void", async () => ifAny(await current(), (one) => world.dropVoid(one))],
    [4, "close unpaid", async () => ifAny(await current(), (one) => world.closeUnpaid(one))],
    [
      6,
      "report",
      async () =>
        ifAny(below(3) === 0 ? pick(signed) : signed.at(-1), ({ claimed, bytes }) =>
          world.report(
            claimed.refund.id,
            bytes.txHash,
            pick(["ACCEPTED", "UNKNOWN", "REJECTED"] as const) ?? "UNKNOWN",
          ),
        ),
    ],
    [8, "send", async () => ifAny(signed.at(-1), async ({ bytes }) => chain.send(bytes.signedTx))],
    [10, "mine", async () => chain.mine(1 + below(4))],
    [3, "revert", async () => ifAny(signed.at(-1), async ({ bytes }) => chain.spoil(bytes.txHash, { status: 0 }))],
    [
      1,
      "differ",
      async () => ifAny(signed.at(-1), async ({ bytes }) => chain.spoil(bytes.txHash, { to: people.maker.userId })),
    ],
    [2, "reorganise", async () => chain.reorganise(1 + below(5), below(2) === 0 ? "WAITS" : "FORGOTTEN")],
    [2, "spend", async () => below(3) === 0 && chain.spend(world.rows.signer.address)],
    [1, "evict", async () => chain.evict()],
    [14, "track", world.track],
    [4, "seconds", async () => clock.advance((1 + below(90)) * SECOND_MS)],
    [2, "minutes", async () => clock.advance((1 + below(30)) * MINUTE_MS)],
    [1, "hours", async () => clock.advance((1 + below(26)) * HOUR_MS)],
    [4, "expire", () => central.expireRefunds()],
    [2, "concerned", () => central.holdConcerned()],
    [1, "restart", async () => central.restart()],
    [
      2,
      "notify",
      async () =>
        ifAny(await current(), (one) =>
          central.call(people.watcher, http.refunds.notify, {
            params: { id: one.id },
            ifMatch: one.version,
            body: {
              channel: "PHONE",
              outcome: below(2) === 0 ? "REACHED" : "NOT_REACHED",
              notifiedAt: clock.now(),
              remarks: "Called",
            },
          }),
        ),
    ],
    [
      2,
      "release hold",
      async () =>
        ifAny(await current(), (one) =>
          central.call(people.approver, http.refunds.releaseHold, {
            params: { id: one.id },
            ifMatch: one.version,
            body: { remarks: "The cause is over" },
          }),
        ),
    ],
  ];
  const total = acts.reduce((sum, [weight]) => sum + weight, 0);
  for (let step = 0; step < steps; step += 1) {
    let at = below(total);
    const [, name, act] = acts.find(([weight]) => (at -= weight) < 0) ?? acts[0]!;
    log.push(`${step} ${name}: ${await outcome(act)}`);
  }
  log.push(`watched: ${JSON.stringify([...central.watchOf(PAPER_NETWORK).absent])}`);
  return log;
}

async function ifAny<T>(one: T | undefined, act: (one: T) => Promise<unknown>): Promise<unknown> {
  return one === undefined ? "nothing there" : act(one);
}

async function outcome(act: () => Promise<unknown>): Promise<string> {
  try {
    return inWords(await act());
  } catch (error) {
    if (!isAppError(error)) throw error;
    return `${error.code}: ${error.message} ${inWords(error.extra)}`;
  }
}

function inWords(value: unknown): string {
  return (
    JSON.stringify(value, (_key, one: unknown) => (typeof one === "bigint" ? one.toString() : sorted(one))) ?? "done"
  );
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
