/**
 * "Double-payment result" of the state machines: every order of retries, mined attempts and reorganisations of one small chain, on the product's own
 * step function and its own rule of the refund lock. How many payments of one deposit can be mined, over all branches that ever were canonical at the end?
 */
import { expect, test } from "vitest";
import { nextRefundStep } from "#central/refunds/nextRefundStep.ts";
import type { RefundFacts } from "#central/refunds/refundFacts.ts";
import type { AttemptRow, RefundRow } from "#central/refunds/toRefund.ts";
import { judge, SYSTEM } from "#shared/domain/machine.ts";
import { holdsRefundLock, refundMachine } from "#shared/domain/refundMachine.ts";

const REQUIRED = 1;
const FINAL = 3;
const MOST_REORGS = 2;
const DEPTHS = [1, 2];
const NOW = "2026-11-22T08:00:00.000Z";

/** What may be broken in the protocol around the product's own transitions. */
type Rule = {
  slot: "one per refund" | "fresh with each try";
  lock: "at finality" | "after n confirmations";
  /** something else uses a nonce of the key, and a person closes the refund as unpaid when that is final (F28) */
  stranger?: boolean;
};
const STRANGER = -1;

/** A try to pay: an attempt of one refund on one nonce; of no refund when a stranger uses the key. `mined`: in which block, and whether it paid. */
type Try = { refund: number; nonce: number; mined: { height: number; pays: boolean; block: string } | null };
type State = {
  height: number;
  /** what is this far below the tallest chain ever is final: no reorganisation reaches it */
  tallest: number;
  blocks: number;
  reorgs: number;
  /** the refunds of one deposit, one after the other; `since`: of its status, `lock` as the product keeps it */
  refunds: { status: RefundRow["status"]; lockReleased: boolean; seen: { height: number; block: string } | null }[];
  tries: Try[];
};

const BEGIN: State = {
  height: 0,
  tallest: 0,
  blocks: 0,
  reorgs: 0,
  refunds: [{ status: "BROADCAST", lockReleased: false, seen: null }],
  tries: [{ refund: 0, nonce: 0, mined: null }],
};

/** The product's own opinion of one refund, as its row and the facts of the chain are now. */
function follow(state: State, index: number, rule: Rule): State["refunds"][number] {
  let refund = state.refunds[index] as State["refunds"][number];
  const own = state.tries.filter((one) => one.refund === index);
  // With a fresh slot for each try only the newest one is known to be looked for.
  const known = rule.slot === "fresh with each try" ? own.slice(-1) : own;
  const hit = known.find(({ mined }) => mined !== null);
  const place = hit?.mined ?? null;
  const confirmations = place === null ? 0 : state.height - place.height + 1;
  const lost = place === null && depthOfStranger(state, own) >= REQUIRED;
  const facts: RefundFacts = {
    head: BigInt(state.height),
    required: REQUIRED,
    attempts: [],
    mined:
      place === null
        ? null
        : {
            attempt: { id: "attempt", kind: "PAYMENT", txHash: "0xhash" } as AttemptRow,
            receipt: {
              txHash: "0xhash",
              blockNumber: BigInt(place.height),
              blockHash: place.block,
              status: place.pays ? 1 : 0,
              from: "",
              to: "",
              feeWei: 1n,
              transfers: [],
            },
            effect: place.pays ? { kind: "PAID" } : { kind: "REVERTED" },
            confirmations,
            blockAt: NOW,
          },
    known: !lost,
    nonceTaken: lost,
    final: rule.lock === "at finality" ? confirmations >= FINAL : confirmations >= REQUIRED,
  };
  for (let steps = 0; steps < 6; steps += 1) {
    const { status, lockReleased, seen } = refund;
    const row = {
      status,
      lockReleased,
      txHash: "0xhash",
      confirmations:
        seen === null
          ? null
          : {
              current: 1,
              required: REQUIRED,
              blockNumber: String(seen.height),
              blockHash: seen.block,
              observedAt: NOW,
              orphanedAt: null,
            },
      failure: null,
      broadcastAt: NOW,
      notification: null,
      finalAt: null,
    } as unknown as RefundRow;
    const step = nextRefundStep(row, facts, NOW, 0);
    if (step === null || step.kind === "ALARM") break;
    if (step.kind === "PROGRESS" && step.patch.lockReleased !== true) break;
    const to =
      step.kind === "MOVE"
        ? judge(
            refundMachine,
            step.id,
            status,
            step.mover,
            Object.fromEntries(step.guards.map((guard) => [guard, true])),
          )
        : null;
    if (to !== null && !to.allowed) throw new Error(`the table refuses ${JSON.stringify(to)}`);
    const block = step.patch.confirmations;
    refund = {
      status: to === null ? status : to.transition.to,
      lockReleased: step.patch.lockReleased ?? lockReleased,
      seen:
        block === undefined
          ? seen
          : block === null || block.blockNumber === null
            ? null
            : { height: Number(block.blockNumber), block: block.blockHash ?? "" },
    };
    if (step.kind === "PROGRESS") break;
  }
  return refund;
}

/** How deep what a stranger did with the nonce of these tries lies; 0 when nothing did. */
function depthOfStranger(state: State, own: readonly Try[]): number {
  const other = state.tries.find(({ refund, nonce }) => refund === STRANGER && nonce === own[0]?.nonce)?.mined ?? null;
  return other === null ? 0 : state.height - other.height + 1;
}

function followed(state: State, rule: Rule): State {
  return { ...state, refunds: state.refunds.map((_, index) => follow(state, index, rule)) };
}

/** Everything that can happen next. */
function* next(state: State, rule: Rule, mostAttempts: number): Generator<State> {
  const taken = new Set(state.tries.filter(({ mined }) => mined !== null).map(({ nonce }) => nonce));
  const block = `b${state.blocks}`;
  const height = state.height + 1;
  const grown = { ...state, height, tallest: Math.max(height, state.tallest), blocks: state.blocks + 1 };
  yield grown;
  // A block mines one waiting try, which pays or reverts: a token can be paused now and not after a reorganisation.
  for (const [index, one] of state.tries.entries()) {
    if (one.mined !== null || taken.has(one.nonce)) continue;
    for (const pays of one.refund === STRANGER ? [false] : [true, false]) {
      const mined = { height: grown.height, pays, block };
      yield { ...grown, tries: state.tries.with(index, { ...one, mined }) };
    }
  }
  if (state.reorgs < MOST_REORGS)
    for (const depth of DEPTHS) {
      const base = state.height - depth;
      if (base < 0 || base < state.tallest - FINAL + 1) continue;
      const tries = state.tries.map((one) =>
        one.mined !== null && one.mined.height > base ? { ...one, mined: null } : one,
      );
      yield { ...state, reorgs: state.reorgs + 1, height: base, tries };
    }
  // F28: by then no reorganisation can bring the payment back.
  for (const [index, { status }] of state.refunds.entries())
    if (
      status === "NONCE_LOST" &&
      depthOfStranger(
        state,
        state.tries.filter(({ refund }) => refund === index),
      ) >= FINAL
    )
      yield {
        ...state,
        refunds: state.refunds.with(index, { status: "FAILED_ON_CHAIN", lockReleased: true, seen: null }),
      };
  if (state.tries.length >= mostAttempts) return;
  if (rule.stranger && state.tries.every(({ refund }) => refund !== STRANGER))
    yield { ...state, tries: [...state.tries, { refund: STRANGER, nonce: 0, mined: null }] };
  const last = state.refunds.length - 1;
  const newest = state.refunds[last] as State["refunds"][number];
  // A person tries again: the same refund, while it is on its way ...
  if (newest.status === "BROADCAST") {
    const own = state.tries.filter(({ refund }) => refund === last);
    const nonce =
      rule.slot === "one per refund" ? (own[0] as Try).nonce : Math.max(...state.tries.map((one) => one.nonce)) + 1;
    yield { ...state, tries: [...state.tries, { refund: last, nonce, mined: null }] };
  }
  // ... or another refund of the deposit, as soon as the lock is free; its slot is a new one.
  if (state.refunds.every(({ status, lockReleased }) => !holdsRefundLock(status, lockReleased)))
    yield {
      ...state,
      refunds: [...state.refunds, { status: "BROADCAST", lockReleased: false, seen: null }],
      tries: [
        ...state.tries,
        { refund: last + 1, nonce: Math.max(...state.tries.map((one) => one.nonce)) + 1, mined: null },
      ],
    };
}

/** Most payments that stand on one chain, over every order of events. */
function worst(
  rule: Rule,
  mostAttempts: number,
  mostHeight: number,
): { payments: number; states: number; reopened: number } {
  const seen = new Set<string>();
  const stack: State[] = [BEGIN];
  let payments = 0;
  let reopened = 0;
  while (stack.length > 0) {
    const before = stack.pop() as State;
    const state = followed(before, rule);
    // Paid as well in the same look: one confirmation is enough here.
    if (state.refunds.some(({ status }, at) => status === "COMPLETED" && before.refunds[at]?.status === "NONCE_LOST"))
      reopened += 1;
    const { blocks: _blocks, ...shape } = state;
    const names = new Map<string, number>();
    const key = JSON.stringify(shape, (name, value: unknown) => {
      if (name !== "block" || typeof value !== "string") return value;
      // Blocks are the same as long as they are told apart in the same way.
      if (!names.has(value)) names.set(value, names.size);
      return names.get(value);
    });
    if (seen.has(key)) continue;
    seen.add(key);
    payments = Math.max(payments, state.tries.filter(({ mined }) => mined?.pays === true).length);
    if (state.height >= mostHeight) continue;
    for (const after of next(state, rule, mostAttempts)) stack.push(after);
  }
  return { payments, states: seen.size, reopened };
}

test("I1: a fresh nonce with each try pays up to 3 times and more", { timeout: 120_000 }, () => {
  const { payments } = worst({ slot: "fresh with each try", lock: "at finality" }, 3, 5);
  expect(payments).toBeGreaterThanOrEqual(3);
});

test(
  "I1: one slot per refund, its lock freed after n confirmations, still pays more than once",
  { timeout: 120_000 },
  () => {
    const { payments } = worst({ slot: "one per refund", lock: "after n confirmations" }, 3, 6);
    expect(payments).toBeGreaterThanOrEqual(2);
  },
);

test(
  "I1, I9: one slot per refund and the lock kept until finality pay once, in every order of events",
  { timeout: 120_000 },
  () => {
    const { payments, states } = worst({ slot: "one per refund", lock: "at finality" }, 4, 6);
    expect(payments).toBe(1);
    expect(states).toBeGreaterThan(1_000);
  },
);

test(
  "I1, I8, F28, F35: with a stranger on the key too, a lost nonce that was mined after all is reopened and paid once",
  {
    timeout: 120_000,
  },
  () => {
    const { payments, reopened } = worst({ slot: "one per refund", lock: "at finality", stranger: true }, 3, 6);
    expect(payments).toBe(1);
    expect(reopened).toBeGreaterThan(0);
  },
);

test("I7: the table allows what the product's steps do, to the service itself alone", () => {
  for (const id of ["F20", "F21", "F30", "F31", "F32", "F33", "F35"] as const) {
    const transition = refundMachine.transitions.find((one) => one.id === id);
    expect(transition?.permission).toBeNull();
    expect(judge(refundMachine, id, transition?.from ?? null, SYSTEM, {})).toMatchObject({
      allowed: false,
      why: "GUARD",
    });
  }
});
