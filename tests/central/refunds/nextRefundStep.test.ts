/** What the chain's word means for a refund, one reading at a time: the row and the facts go in, one step comes out. */
import { describe, expect, test } from "vitest";
import type { MinedAttempt, RefundFacts } from "#central/refunds/refundFacts.ts";
import { DROPPED_AFTER_MS, nextRefundStep, type RefundStep, WATCH_WINDOW } from "#central/refunds/nextRefundStep.ts";
import type { AttemptRow, RefundRow } from "#central/refunds/toRefund.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import { REFUND_STATUSES } from "#shared/domain/statuses.ts";

const NOW = "2026-11-22T10:00:00.000Z";
const EARLIER = "2026-11-22T09:00:00.000Z";
const HASH = `0x${"e1".repeat(32)}`;
const OTHER_HASH = `0x${"e2".repeat(32)}`;
const BLOCK = `0x${"b1".repeat(32)}`;
const OTHER_BLOCK = `0x${"b2".repeat(32)}`;
const EXECUTOR = { kind: "PERSON", permissions: new Set(["Refund.Execute"]) };

const seen = (more: object = {}) => ({
  current: 2,
  required: 3,
  blockNumber: "40",
  blockHash: BLOCK,
  observedAt: EARLIER,
  orphanedAt: null,
  ...more,
});
const row = (status: string, more: Partial<RefundRow> = {}): RefundRow =>
  ({
    status,
    txHash: HASH,
    confirmations: null,
    broadcastAt: null,
    finalAt: null,
    failure: null,
    notification: null,
    lockReleased: false,
    ...more,
  }) as RefundRow;
const mined = (more: Partial<MinedAttempt> = {}, kind: AttemptRow["kind"] = "PAYMENT"): MinedAttempt => ({
  attempt: { kind, txHash: HASH } as AttemptRow,
  receipt: { blockNumber: 40n, blockHash: BLOCK, feeWei: 21n, status: 1 } as MinedAttempt["receipt"],
  effect: { kind: "PAID" },
  confirmations: 2,
  blockAt: EARLIER,
  ...more,
});
const facts = (more: Partial<RefundFacts> = {}): RefundFacts => ({
  head: 41n,
  required: 3,
  attempts: [],
  mined: null,
  known: false,
  nonceTaken: false,
  final: false,
  ...more,
});
const minedFacts = (more: Partial<MinedAttempt> = {}, rest: Partial<RefundFacts> = {}, kind?: AttemptRow["kind"]) =>
  facts({ mined: mined(more, kind), known: true, ...rest });
const step = (refund: RefundRow, found: RefundFacts, absentMs = 0): RefundStep | null =>
  nextRefundStep(refund, found, NOW, absentMs);
const move = (id: string, guards: string[], more: object = {}) =>
  expect.objectContaining({ kind: "MOVE", id, guards, mover: SYSTEM, ...more });

const HERE = {
  confirmations: { ...seen(), observedAt: NOW },
  txHash: HASH,
  feeWei: "21",
};
const GONE = {
  feeWei: null,
  confirmations: {
    current: 0,
    required: 3,
    blockNumber: null,
    blockHash: null,
    observedAt: NOW,
    orphanedAt: NOW,
  },
};

test("I7 nothing is read out of the chain before a signature, nor after an end without a slot", () => {
  const ended = ["WITHDRAWN", "REJECTED", "EXPIRED"];
  for (const status of REFUND_STATUSES.filter((one) => !["COMPLETED", "CONFIRMING"].includes(one)))
    expect(step(row(status), facts()), status).toBeNull();
  for (const status of ["PENDING_APPROVAL", "APPROVED", "ON_HOLD", "SIGNING", "DRAFT", "DISCARDED"])
    expect(step(row(status), minedFacts({ confirmations: 99 }, { nonceTaken: true, final: true }), 1e9)).toBeNull();
  for (const status of ended) expect(step(row(status), facts({ nonceTaken: true })), status).toBeNull();
});

test("I8 facts older than what is recorded decide nothing; as old as it they do", () => {
  const refund = row("CONFIRMING", { confirmations: seen() });
  expect(step(refund, facts({ head: 39n }))).toBeNull();
  expect(step(refund, facts({ head: 40n }))).toMatchObject({ id: "F30" });
  expect(step(row("BROADCAST", { confirmations: seen({ blockNumber: null, blockHash: null }) }), minedFacts())).toEqual(
    move("F20", ["minedWithEffect"]),
  );
});

describe("sent, and not mined", () => {
  test.each([
    ["SIGNED", "F16", "nodeAccepted", SYSTEM],
    ["BROADCAST_UNKNOWN", "F18", "hashFound", SYSTEM],
    ["DROPPED", "F26", "sameBytes", EXECUTOR],
  ])("F16 F18 F26 %s: a node knows it", (status, id, guard, mover) => {
    expect(step(row(status), facts({ known: true, nonceTaken: true }))).toEqual({
      kind: "MOVE",
      id,
      guards: [guard],
      mover,
      patch: { broadcastAt: NOW },
      detail: { txHash: HASH, head: "41" },
    });
    const before = step(row(status, { broadcastAt: EARLIER }), facts({ known: true }));
    expect(before).toMatchObject({ patch: { broadcastAt: EARLIER } });
  });
  test.each([
    ["SIGNED", "F17", "answerLost"],
    ["BROADCAST_UNKNOWN", "F19", "nonceTaken"],
    ["BROADCAST", "F23", "nonceTaken"],
    ["DROPPED", "F27", "nonceTaken"],
  ])("F17 F19 F23 F27 %s: another transaction used its nonce", (status, id, guard) => {
    expect(step(row(status), facts({ nonceTaken: true }), DROPPED_AFTER_MS)).toEqual(move(id, [guard], { patch: {} }));
    expect(step(row(status), facts())).toBeNull();
  });
  test("F22 in no pool for ten minutes, and not a millisecond less", () => {
    expect(DROPPED_AFTER_MS).toBe(600_000);
    expect(step(row("BROADCAST"), facts(), DROPPED_AFTER_MS)).toEqual(move("F22", ["notInAnyPool"], { patch: {} }));
    expect(step(row("BROADCAST"), facts(), DROPPED_AFTER_MS - 1)).toBeNull();
    expect(step(row("BROADCAST"), facts({ known: true }), DROPPED_AFTER_MS)).toBeNull();
  });
  test("F30 a payment that waits again has no block any more", () => {
    const refund = row("BROADCAST", { confirmations: seen() });
    expect(step(refund, facts({ known: true }), DROPPED_AFTER_MS)).toEqual({ kind: "PROGRESS", patch: GONE });
    const marked = row("BROADCAST", { confirmations: seen({ blockHash: null, blockNumber: null }) });
    expect(step(marked, facts({ known: true }))).toBeNull();
  });
});

describe("mined while Broadcast", () => {
  const broadcast = row("BROADCAST", { failure: { code: "X", detail: "" } });
  test("F20 it paid", () => {
    expect(step(broadcast, minedFacts())).toEqual(
      move("F20", ["minedWithEffect"], {
        patch: { ...HERE, failure: null },
        detail: { txHash: HASH, head: "41", block: "40", blockHash: BLOCK, confirmations: "2", feeWei: "21" },
      }),
    );
  });
  test("F24 a replacement that paid is named from now on", () => {
    const attempt = { kind: "FEE_BUMP", txHash: OTHER_HASH } as AttemptRow;
    expect(step(broadcast, minedFacts({ attempt }))).toMatchObject({
      patch: { txHash: OTHER_HASH },
      detail: { txHash: OTHER_HASH },
    });
  });
  test("F21 it reverted: an end at the required confirmations, progress before", () => {
    const reverted = { effect: { kind: "REVERTED" } as const };
    expect(step(broadcast, minedFacts(reverted))).toEqual({ kind: "PROGRESS", patch: HERE });
    expect(step(broadcast, minedFacts({ ...reverted, confirmations: 3 }))).toEqual(
      move("F21", ["minedReverted"], {
        patch: {
          ...HERE,
          confirmations: { ...HERE.confirmations, current: 3 },
          failure: { code: "REVERTED", detail: "The payment failed on the chain; its fee of 21 wei is lost" },
        },
      }),
    );
  });
  test("F25 the void: the executor's act ends with it, and it is never called the payment", () => {
    const withheld = { effect: { kind: "WITHHELD" } as const };
    const { txHash: _payment, ...withoutHash } = HERE;
    expect(step(broadcast, minedFacts(withheld, {}, "VOID"))).toEqual({ kind: "PROGRESS", patch: withoutHash });
    expect(step(broadcast, minedFacts({ ...withheld, confirmations: 3 }, {}, "VOID"))).toEqual(
      move("F25", ["voidApproved", "voidMined"], {
        mover: EXECUTOR,
        patch: { ...withoutHash, confirmations: { ...HERE.confirmations, current: 3 }, failure: null },
      }),
    );
  });
  test("I8 it did something else: one alarm, and no second one of the same", () => {
    const different = minedFacts({ effect: { kind: "DIFFERENT", detail: "less" } });
    expect(step(broadcast, different)).toEqual({ kind: "ALARM", code: "PAID_DIFFERENTLY", words: "less" });
    const alarmed = row("BROADCAST", { failure: { code: "PAID_DIFFERENTLY", detail: "less" } });
    expect(step(alarmed, different)).toBeNull();
  });
  test("F29 a node that lags takes no confirmation away; another block counts anew", () => {
    const reverted = (more: Partial<MinedAttempt>) => minedFacts({ effect: { kind: "REVERTED" }, ...more });
    const known = (current: number, blockHash = BLOCK) =>
      row("BROADCAST", { confirmations: seen({ current, blockHash }) });
    expect(step(known(2), reverted({ confirmations: 2 }))).toBeNull();
    expect(step(known(2), reverted({ confirmations: 1 }))).toBeNull();
    expect(step(known(1), reverted({ confirmations: 2 }))).toMatchObject({ kind: "PROGRESS" });
    expect(step(known(2, OTHER_BLOCK), reverted({ confirmations: 1 }))).toMatchObject({ kind: "PROGRESS" });
  });
});

describe("Confirming", () => {
  const confirming = (more: object = {}, rest: Partial<RefundRow> = {}) =>
    row("CONFIRMING", { confirmations: seen(more), ...rest });
  test("F30 its block is gone, or it pays no more there", () => {
    expect(step(confirming(), facts())).toEqual(
      move("F30", ["blockOrphaned"], {
        patch: GONE,
        detail: { txHash: HASH, head: "41", lostBlock: "40", lostBlockHash: BLOCK },
      }),
    );
    expect(step(confirming(), minedFacts({ effect: { kind: "REVERTED" } }))).toMatchObject({ id: "F30" });
    expect(step(row("CONFIRMING"), facts())).toMatchObject({ patch: { confirmations: { required: 1 } } });
  });
  test("F29 it is in another block, or another attempt of it is", () => {
    const receipt = { ...mined().receipt, blockHash: OTHER_BLOCK };
    const elsewhere = step(confirming(), minedFacts({ receipt, confirmations: 9 }));
    expect(elsewhere).toEqual(
      move("F29", ["progressed"], {
        patch: { ...HERE, confirmations: { ...HERE.confirmations, current: 9, blockHash: OTHER_BLOCK } },
      }),
    );
    expect(elsewhere).toMatchObject({ detail: { lostBlock: "40", lostBlockHash: BLOCK, blockHash: OTHER_BLOCK } });
    const other = { kind: "FEE_BUMP", txHash: OTHER_HASH } as AttemptRow;
    expect(step(confirming(), minedFacts({ attempt: other, confirmations: 9 }))).toMatchObject({ id: "F29" });
    expect(step(row("CONFIRMING"), minedFacts({ confirmations: 9 }))).toMatchObject({ id: "F29" });
  });
  test("F31 at the required confirmations it is completed and the client is to be told", () => {
    expect(step(confirming(), minedFacts({ confirmations: 3 }))).toEqual(
      move("F31", ["confirmationsReached"], {
        patch: {
          ...HERE,
          confirmations: { ...HERE.confirmations, current: 3 },
          completedAt: NOW,
          notification: { status: "OPEN", openedAt: NOW, attempts: [] },
        },
      }),
    );
    const told = { status: "DONE", openedAt: EARLIER, attempts: [] } as unknown as RefundRow["notification"];
    expect(step(confirming({}, { notification: told }), minedFacts({ confirmations: 4 }))).toMatchObject({
      patch: { notification: told },
    });
  });
  test("F29 one confirmation less is progress, the same count is nothing", () => {
    expect(step(confirming({ current: 1 }), minedFacts())).toEqual({ kind: "PROGRESS", patch: HERE });
    expect(step(confirming(), minedFacts())).toBeNull();
  });
});

describe("Completed", () => {
  const completed = (more: Partial<RefundRow> = {}) => row("COMPLETED", { confirmations: seen(), ...more });
  const reopened = move("F32", ["blockOrphaned"], { patch: { ...GONE, completedAt: null } });
  test("I8 F32 it is opened again when its block is gone, pays no more, or is another one", () => {
    expect(step(completed(), facts())).toEqual(reopened);
    expect(step(completed(), minedFacts({ effect: { kind: "DIFFERENT", detail: "" } }))).toEqual(reopened);
    const receipt = { ...mined().receipt, blockHash: OTHER_BLOCK };
    expect(step(completed(), minedFacts({ receipt }))).toEqual(reopened);
    expect(step(row("COMPLETED"), minedFacts())).toMatchObject({ id: "F32" });
  });
  test("F32 a task that nobody began is taken back, one that was begun stays", () => {
    const task = (attempts: unknown[]) =>
      ({ status: "OPEN", openedAt: EARLIER, attempts }) as unknown as RefundRow["notification"];
    expect(step(completed({ notification: task([]) }), facts())).toMatchObject({ patch: { notification: null } });
    const begun = step(completed({ notification: task([{}]) }), facts());
    expect(begun?.kind === "MOVE" && "notification" in begun.patch).toBe(false);
  });
  test("F32 it is watched ten times as long as it needed", () => {
    expect(WATCH_WINDOW).toBe(10);
    expect(step(completed(), minedFacts({ confirmations: 29 }))).toBeNull();
    expect(step(completed(), minedFacts({ confirmations: 30 }))).toEqual({
      kind: "PROGRESS",
      patch: { ...HERE, confirmations: { ...HERE.confirmations, current: 30 }, finalAt: NOW },
    });
    expect(step(completed({ finalAt: EARLIER }), minedFacts({ confirmations: 31 }))).toBeNull();
  });
});

describe.each(["FAILED_ON_CHAIN", "VOID"])("%s", (status) => {
  const ended = (more: Partial<RefundRow> = {}) => row(status, { confirmations: seen(), ...more });
  test("F33 F34 a reorganisation mined the payment after all", () => {
    const id = status === "VOID" ? "F34" : "F33";
    expect(step(ended(), minedFacts({}, { final: true }))).toEqual(
      move(id, ["reminedAfterAll"], { patch: { ...HERE, failure: null } }),
    );
  });
  test("I8 it did something else: an alarm, once", () => {
    const different = minedFacts({ effect: { kind: "DIFFERENT", detail: "more" } }, { final: true });
    expect(step(ended(), different)).toEqual({ kind: "ALARM", code: "PAID_DIFFERENTLY", words: "more" });
    expect(step(ended({ failure: { code: "PAID_DIFFERENTLY", detail: "" } }), different)).toBeNull();
  });
  const reverted = { effect: { kind: "REVERTED" } as const };
  test("R17.3 the lock opens when the end is final, once, and not before", () => {
    expect(step(ended(), minedFacts(reverted, { final: true }))).toEqual({
      kind: "PROGRESS",
      patch: { ...HERE, lockReleased: true, finalAt: NOW },
    });
    expect(step(ended(), minedFacts(reverted))).toBeNull();
    expect(step(ended(), facts({ final: true }))).toEqual({ kind: "PROGRESS", patch: GONE });
    expect(step(ended({ finalAt: EARLIER }), minedFacts(reverted, { final: true }))).toBeNull();
  });
  test("its block is followed until then", () => {
    const receipt = { ...mined().receipt, blockHash: OTHER_BLOCK };
    expect(step(ended(), minedFacts({ ...reverted, receipt }))).toEqual({
      kind: "PROGRESS",
      patch: { ...HERE, confirmations: { ...HERE.confirmations, blockHash: OTHER_BLOCK } },
    });
    expect(step(ended({ finalAt: EARLIER }), minedFacts({ ...reverted, receipt }))).toBeNull();
    expect(step(ended({ finalAt: EARLIER }), facts())).toBeNull();
    expect(step(ended({ confirmations: null }), facts())).toBeNull();
    expect(step(ended({ confirmations: null }), minedFacts(reverted))).toEqual({ kind: "PROGRESS", patch: HERE });
  });
});

describe.each(["EXPIRED", "REJECTED", "WITHDRAWN"])("L2 %s, with a slot that is being voided", (status) => {
  const ended = (more: Partial<RefundRow> = {}) => row(status, { confirmations: seen(), txHash: null, ...more });
  const { txHash: _none, ...withoutHash } = HERE;
  const withheld = (rest: Partial<RefundFacts> = {}) => minedFacts({ effect: { kind: "WITHHELD" } }, rest, "VOID");
  test("the slot is free when the void is final, once; no lock is touched", () => {
    expect(step(ended(), withheld({ final: true }))).toEqual({
      kind: "PROGRESS",
      patch: { ...withoutHash, finalAt: NOW },
    });
    expect(step(ended(), withheld())).toBeNull();
    expect(step(ended(), facts({ final: true }))).toEqual({ kind: "PROGRESS", patch: GONE });
    expect(step(ended({ finalAt: EARLIER }), withheld({ final: true }))).toBeNull();
    expect(step(ended({ confirmations: null }), withheld())).toEqual({ kind: "PROGRESS", patch: withoutHash });
  });
});

describe("Nonce lost", () => {
  const lost = row("NONCE_LOST");
  test("F35 I8 a payment that was mined after all is followed again, like any other", () => {
    expect(step(lost, minedFacts())).toMatchObject({
      kind: "MOVE",
      id: "F35",
      guards: ["reminedAfterAll"],
      mover: { kind: "SYSTEM" },
      patch: { ...HERE, failure: null },
    });
    expect(step(row("NONCE_LOST", { failure: { code: "MINED_AFTER_ALL", detail: "" } }), minedFacts())).toMatchObject({
      id: "F35",
    });
  });
  test("I1 what paid somebody else raises one alarm; what paid nobody raises none", () => {
    const differently = minedFacts({ effect: { kind: "DIFFERENT", detail: "another sum" } });
    expect(step(lost, differently)).toEqual({ kind: "ALARM", code: "PAID_DIFFERENTLY", words: "another sum" });
    expect(step(row("NONCE_LOST", { failure: { code: "PAID_DIFFERENTLY", detail: "" } }), differently)).toBeNull();
    expect(step(lost, minedFacts({ effect: { kind: "REVERTED" } }))).toBeNull();
    expect(step(lost, minedFacts({ effect: { kind: "WITHHELD" } }, {}, "VOID"))).toBeNull();
    expect(step(lost, facts({ nonceTaken: true }))).toBeNull();
  });
});

test("I10 what is written down names the lost block only where one was lost, and a hash only where there is one", () => {
  const noHash = step(row("SIGNED", { txHash: null }), facts({ known: true }));
  expect(noHash).toMatchObject({ detail: { head: "41" } });
  expect(noHash?.kind === "MOVE" && Object.keys(noHash.detail)).toEqual(["head"]);
  const sameBlock = step(row("CONFIRMING", { confirmations: seen() }), minedFacts({ confirmations: 3 }));
  expect(sameBlock?.kind === "MOVE" && "lostBlock" in sameBlock.detail).toBe(false);
  const noBlock = row("CONFIRMING", { confirmations: seen({ blockNumber: null, blockHash: null }) });
  const found = step(noBlock, minedFacts({ confirmations: 3 }));
  expect(found?.kind === "MOVE" && Object.keys(found.detail)).not.toContain("lostBlock");
  expect(found).toMatchObject({ kind: "MOVE", detail: { blockHash: BLOCK } });
  const halfKnown = row("CONFIRMING", { confirmations: seen({ blockNumber: null }) });
  expect(step(halfKnown, facts())).toMatchObject({ detail: { lostBlock: "", lostBlockHash: BLOCK } });
});
