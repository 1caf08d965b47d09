/** What becomes of signed bytes: taken up after a crash, followed to the end, sent again. Rule by rule, on a desk of paper. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { http } from "#shared/contract/http.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { AppError, type ErrorCode } from "#shared/errors.ts";
import type { Mined, Observation } from "#main/chain/observe.ts";
import { rebroadcastRefund } from "#main/refunds/rebroadcastRefund.ts";
import { resumeJournal } from "#main/refunds/resumeJournal.ts";
import { createTracking, type Tracking } from "#main/refunds/trackRefunds.ts";
import { codeOf, paperDesk, type PaperDesk, settled } from "./paperDesk.ts";
import {
  contentOf,
  NETWORK,
  PAID,
  paper,
  paperAttempt,
  paperRefund,
  PAYEE,
  PAYER,
  REFUND_ID,
  SLOT,
  STRANGER_ID,
  TOKEN,
} from "./paperRefund.ts";

let desk: PaperDesk;
let tracking: Tracking;
let sent: string[];
function open(refund: Refund = paperRefund({ status: "BROADCAST", slot: SLOT, attempts: [paperAttempt(PAID)] })): void {
  desk = paperDesk(refund);
  tracking = createTracking(desk.rooms);
  sent = [];
  desk.chain.broadcast = async (_network, raw) => (sent.push(raw), [{ node: "n", result: "ACCEPTED", error: null }]);
}
beforeEach(() => open());
afterEach(() => {
  tracking.stop();
  desk.journal.close();
});

const failing = (code: ErrorCode) => async () => {
  throw new AppError(code, "No");
};
const stateOf = (txHash = PAID) => desk.journal.attempt(txHash)?.state;
const registered = () => {
  const stored = desk.store();
  desk.journal.markRegistered(stored.txHash);
  return stored;
};
const broadcast = () => {
  const stored = registered();
  desk.journal.recordBroadcast(stored.txHash, [{ node: "n", result: "ACCEPTED", error: null }]);
  for (const { id } of desk.journal.unreported(stored.txHash)) desk.journal.markReported(id);
  return stored;
};

const SECOND = `0x${"2".repeat(64)}`;
/** Bytes of another refund, on a slot of its own. */
const secondRefund = () => {
  const { intent, intentHash, refundNo } = desk.live.refund;
  desk.journal.pinSlot({ refundId: STRANGER_ID, refundNo, slot: { ...SLOT, nonce: "8" } }, intentHash);
  desk.journal.recordForeign({
    ...{ txHash: SECOND, refundId: STRANGER_ID, kind: "PAYMENT", intent, intentHash },
    signedTx: paper.signed(contentOf(intent, { nonce: "8" }), SECOND),
  });
  desk.journal.recordBroadcast(SECOND, []);
};

describe("row 1 of the fault matrix: taken up after an interruption", () => {
  test("signed, and the service has the bytes: sent and told", async () => {
    const { txHash, signedTx } = desk.store();
    desk.service.on(http.refunds.attempts, () => ({ items: [{ txHash, signedTx }] }));
    await resumeJournal(desk.rooms);
    expect(sent).toEqual([signedTx]);
    expect(stateOf()).toBe("broadcast");
    expect(desk.service.asked(http.refunds.registerAttempt)).toEqual([]);
    expect(desk.progress()).toEqual(["BROADCAST"]);
    expect(desk.told("remember")).toEqual([["refunds", desk.live.refund]]);
    expect(desk.logged).toEqual([["info", "refunds: the stored bytes are sent", { txHash }]]);
  });
  test("signed, and the service has them not: registered under their own lease, then sent", async () => {
    desk.store();
    await resumeJournal(desk.rooms);
    expect(desk.service.asked(http.refunds.registerAttempt)).toHaveLength(1);
    expect([stateOf(), sent.length]).toEqual(["broadcast", 1]);
  });
  test("refused: never sent, and said with the refund's number", async () => {
    const { txHash } = desk.store();
    desk.service.on(http.refunds.registerAttempt, failing("LEASE_LOST"));
    await resumeJournal(desk.rooms);
    expect([stateOf(), sent]).toEqual(["orphan", []]);
    expect(desk.logged.at(-1)).toEqual([
      "warn",
      "refunds: signed before the interruption, never sent; execute the refund again",
      { refundNo: desk.live.refund.refundNo, code: "LEASE_LOST" },
    ]);
    expect(desk.logged).not.toContainEqual(["warn", "refunds: not taken up yet", expect.objectContaining({ txHash })]);
    expect(desk.service.asked(http.refunds.reportBroadcast)).toEqual([]);
  });
  test("unanswered: they wait, and that is said", async () => {
    const { txHash } = desk.store();
    desk.service.on(http.refunds.registerAttempt, failing("OFFLINE"));
    await resumeJournal(desk.rooms);
    expect([stateOf(), sent]).toEqual(["signed", []]);
    expect(desk.logged).toMatchObject([["warn", "refunds: not taken up yet", { txHash, status: "signed" }]]);
  });
  test("an error that is none of ours is not taken for a refusal", async () => {
    desk.store();
    desk.service.on(http.refunds.registerAttempt, () => {
      desk.journal.markOrphan(PAID, "x");
      throw new TypeError("broken");
    });
    await resumeJournal(desk.rooms);
    expect(desk.logged.map(([, words]) => words)).toEqual(["refunds: not taken up yet"]);
  });
  test("I13 another person's signature is not his to register", async () => {
    desk.store({ executorId: STRANGER_ID });
    await resumeJournal(desk.rooms);
    expect([stateOf(), sent]).toEqual(["signed", []]);
    expect(desk.service.asked(http.refunds.attempts)).toEqual([]);
    expect(desk.service.asked(http.refunds.registerAttempt)).toEqual([]);
  });
  test("registered: sent; sent already: only told what is not told yet", async () => {
    registered();
    await resumeJournal(desk.rooms);
    expect(sent).toHaveLength(1);
    desk.journal.recordBroadcast(PAID, [{ node: "b", result: "UNKNOWN", error: null }]);
    await resumeJournal(desk.rooms);
    expect(sent).toHaveLength(1);
    expect(desk.service.asked(http.refunds.reportBroadcast)).toHaveLength(2);
    await resumeJournal(desk.rooms);
    expect(desk.told("remember")).toHaveLength(2);
  });
  test("one that fails does not stop the next", async () => {
    registered();
    desk.store({ txHash: `0x${"2".repeat(64)}` });
    const { broadcast: real } = desk.chain;
    let calls = 0;
    desk.chain.broadcast = async (network, raw) => {
      calls += 1;
      if (calls === 1) throw new AppError("NODE_UNREACHABLE", "No");
      return real(network, raw);
    };
    await resumeJournal(desk.rooms);
    expect(sent).toHaveLength(1);
  });
});

const mined = (change: Partial<Mined> = {}): Mined => ({
  ...{ state: "MINED", blockNumber: 9n, blockHash: "0xb", confirmations: 6, receiptStatus: 1, feeWei: 21n },
  ...{ transfer: { from: PAYER, to: PAYEE, value: 5n * 10n ** 18n }, finalized: null, agree: 3, asked: 3, node: "n1" },
  ...change,
});
const sees = (observation: Observation) => {
  desk.chain.observe = async () => observation;
};
const reports = () => desk.service.asked(http.refunds.reportObservation);
const answers = (change: Partial<Refund>) =>
  desk.service.on(http.refunds.reportObservation, () => ({ ...desk.live.refund, ...change }));

describe("R21.6 what is seen is told, and the end is the service's", () => {
  test("every field of it", async () => {
    broadcast();
    const asked: unknown[] = [];
    desk.chain.observe = async (...of) => (asked.push(of), mined({ confirmations: 2, node: "n".repeat(120) }));
    answers({ status: "CONFIRMING" });
    await tracking.look();
    const { intent } = desk.live.refund;
    expect(asked).toEqual([
      [
        { code: NETWORK, chainId: intent.chainId, genesisHash: intent.genesisHash },
        { txHash: PAID, from: PAYER, to: PAYEE, contractAddress: null },
        "7",
      ],
    ]);
    expect(reports()).toMatchObject([
      {
        params: { id: REFUND_ID, txHash: PAID },
        body: {
          ...{ blockNumber: "9", blockHash: "0xb", confirmations: 2, receiptStatus: 1, feeWei: "21" },
          ...{ transfer: { from: PAYER, to: PAYEE, value: "5000000000000000000" }, node: "n".repeat(100) },
        },
      },
    ]);
    expect(desk.told("remember")).toMatchObject([["refunds", { status: "CONFIRMING" }]]);
    expect(stateOf()).toBe("broadcast");
  });
  test("a receipt without a transfer is told as one", async () => {
    broadcast();
    sees(mined({ transfer: null, receiptStatus: 0 }));
    answers({ status: "FAILED_ON_CHAIN" });
    await tracking.look();
    expect(reports()).toMatchObject([{ body: { transfer: null, receiptStatus: 0 } }]);
    expect(outcome()).toBe("not paid");
  });
  const outcome = () => {
    const line = desk.sqlite.prepare("SELECT detail FROM audit_lines WHERE action = 'attempt.settled'").get();
    return line === undefined ? null : (JSON.parse((line as { detail: string }).detail) as { outcome: string }).outcome;
  };

  test("told anew only when it counts enough, is final, or lies in another block", async () => {
    broadcast();
    answers({ status: "CONFIRMING" });
    for (const [confirmations, blockHash, times] of [
      [1, "0xb", 1],
      [2, "0xb", 1],
      [3, "0xb", 2],
      [5, "0xb", 2],
      [5, "0xc", 3],
    ] as const) {
      sees(mined({ confirmations, blockHash }));
      await tracking.look();
      expect(reports()).toHaveLength(times);
    }
  });
  test.each(["COMPLETED", "FAILED_ON_CHAIN", "VOID", "WITHDRAWN", "REJECTED", "EXPIRED"] as const)(
    "final and %s: settled; not before both",
    async (status) => {
      broadcast();
      sees(mined({ confirmations: 5 }));
      answers({ status });
      await tracking.look();
      expect(stateOf()).toBe("broadcast");
      sees(mined({ confirmations: 6 }));
      answers({ status: "CONFIRMING" });
      await tracking.look();
      expect(stateOf()).toBe("broadcast");
      answers({ status });
      await tracking.look();
      expect([stateOf(), outcome()]).toEqual(["settled", "paid"]);
      expect(reports()).toHaveLength(3);
    },
  );
  test("paid is what moved exactly the amount; a void never is", async () => {
    broadcast();
    answers({ status: "COMPLETED" });
    sees(mined({ transfer: { from: PAYER, to: PAYEE, value: 1n } }));
    await tracking.look();
    expect(outcome()).toBe("not paid");
    open();
    desk.store({ kind: "VOID" });
    desk.journal.markRegistered(PAID);
    answers({ status: "VOID" });
    sees(mined());
    await tracking.look();
    expect(outcome()).toBe("not paid");
  });
  test("I8 where the network calls blocks finalized, their word counts and not the depth", async () => {
    Object.assign(desk.network, { finality: "FINALIZED" });
    broadcast();
    answers({ status: "COMPLETED" });
    for (const [finalized, state] of [
      [null, "broadcast"],
      [false, "broadcast"],
      [true, "settled"],
    ] as const) {
      sees(mined({ confirmations: 99, finalized }));
      await tracking.look();
      expect(stateOf()).toBe(state);
    }
  });
  test.each(["CONFIRMATIONS_INSUFFICIENT", "REORG_DETECTED", "CHAIN_UNAVAILABLE"] as const)(
    "%s: the service is behind; told again at the next look",
    async (code) => {
      broadcast();
      sees(mined());
      desk.service.on(http.refunds.reportObservation, failing(code));
      await tracking.look();
      expect(desk.logged).toEqual([]);
      expect(desk.told("remember")).toEqual([]);
      await tracking.look();
      expect(reports()).toHaveLength(2);
      expect(stateOf()).toBe("broadcast");
    },
  );
  test("any other refusal is said, and the others are followed all the same", async () => {
    broadcast();
    sees(mined());
    desk.service.on(http.refunds.reportObservation, failing("OFFLINE"));
    await tracking.look();
    expect(desk.logged).toMatchObject([["warn", "refunds: not observed", { txHash: PAID }]]);
  });
  test("a refusal before it is final is no report either: told again at the next look", async () => {
    broadcast();
    sees(mined({ confirmations: 3 }));
    desk.service.on(http.refunds.reportObservation, failing("CONFIRMATIONS_INSUFFICIENT"));
    await tracking.look();
    answers({ status: "COMPLETED" });
    await tracking.look();
    await tracking.look();
    expect(reports()).toHaveLength(2);
  });
  test("each of several refunds is looked at once", async () => {
    broadcast();
    secondRefund();
    const asked: string[] = [];
    desk.chain.observe = async (_network, { txHash }) => (asked.push(txHash), { state: "WAITING" });
    await tracking.look();
    expect(asked).toEqual([PAID, SECOND]);
  });
});

describe("F22 F26 sent again when no node has it", () => {
  beforeEach(() => broadcast());
  const absent = (nonceUsed = false) => sees({ state: "ABSENT", nonceUsed });

  test("at once, then every twenty seconds at most", async () => {
    absent();
    await tracking.look();
    expect(sent).toHaveLength(1);
    expect(desk.logged).toEqual([["info", "refunds: no node has the bytes; sent again", { txHash: PAID }]]);
    desk.pass(19_999);
    await tracking.look();
    expect(sent).toHaveLength(1);
    desk.pass(1);
    await tracking.look();
    expect(sent).toHaveLength(2);
  });
  test.each<Observation>([{ state: "WAITING" }, { state: "UNCERTAIN" }])("not while it is %o", async (seen) => {
    sees(seen);
    await tracking.look();
    expect(sent).toEqual([]);
  });
  test("F25 not when other bytes were registered after it, nor without the service's word", async () => {
    absent();
    desk.live.refund = { ...desk.live.refund, attempts: [paperAttempt(PAID), paperAttempt("0x2", "VOID")] };
    await tracking.look();
    desk.live.refund = { ...desk.live.refund, attempts: [] };
    await tracking.look();
    expect(desk.logged).toEqual([]);
    desk.service.on(http.refunds.get, failing("OFFLINE"));
    await tracking.look();
    expect(sent).toEqual([]);
  });
  test("I2 not while it is only signed, nor once it is refused", async () => {
    open();
    const { txHash } = desk.store({ executorId: STRANGER_ID });
    const asked: unknown[] = [];
    desk.chain.observe = async (...of) => (asked.push(of), { state: "ABSENT", nonceUsed: false });
    await tracking.look();
    expect([stateOf(), sent, asked]).toEqual(["signed", [], []]);
    desk.journal.markOrphan(txHash, "x");
    await tracking.look();
    expect(sent).toEqual([]);
  });
  test("I2 refused while it is looked at: it is not observed, let alone sent", async () => {
    open();
    desk.store();
    const asked: unknown[] = [];
    desk.chain.observe = async (...of) => (asked.push(of), { state: "ABSENT", nonceUsed: false });
    desk.service.on(http.refunds.registerAttempt, failing("LEASE_LOST"));
    await tracking.look();
    expect([stateOf(), sent, asked]).toEqual(["orphan", [], []]);
  });
  test("never while the refund is being signed or sent at this moment", async () => {
    absent();
    let finish: () => void = () => undefined;
    const busy = desk.rooms.turns.run(REFUND_ID, async () => new Promise<void>((resolve) => (finish = resolve)));
    await tracking.look();
    expect(sent).toEqual([]);
    finish();
    await busy;
    await settled();
    await tracking.look();
    expect(sent).toHaveLength(1);
  });

  describe("F23 F27 its nonce was used by another", () => {
    const outcome = () =>
      desk.sqlite.prepare("SELECT count(*) AS n FROM audit_lines WHERE detail LIKE '%slot used by another%'").get();
    test.each<[string, Partial<Refund>, Observation | null, boolean]>([
      ["lost, and nobody has decided", { status: "NONCE_LOST" }, null, false],
      ["lost, its lock free though nobody has decided", { status: "NONCE_LOST", lockReleased: true }, null, false],
      ["closed as unpaid", { status: "FAILED_ON_CHAIN", lockReleased: true }, null, true],
      ["void, not final", { status: "VOID", lockReleased: false }, null, false],
      ["void and final", { status: "VOID", lockReleased: true }, null, true],
      ["expired, its slot voided", { status: "EXPIRED" }, null, true],
      ["rejected, its slot voided", { status: "REJECTED" }, null, true],
      ["withdrawn, its slot voided", { status: "WITHDRAWN" }, null, true],
      ["completed by another attempt that is final", { status: "COMPLETED", txHash: "0x2" }, mined(), true],
      [
        "completed by one that is not final",
        { status: "COMPLETED", txHash: "0x2" },
        mined({ confirmations: 5 }),
        false,
      ],
      ["completed by one that is not seen", { status: "COMPLETED", txHash: "0x2" }, { state: "WAITING" }, false],
      ["completed by one that is not named", { status: "COMPLETED", txHash: null }, mined(), false],
    ])("%s", async (_, change, instead, over) => {
      desk.live.refund = { ...desk.live.refund, ...change };
      desk.chain.observe = async (_network, { txHash }) =>
        txHash === PAID ? { state: "ABSENT", nonceUsed: true } : (instead ?? { state: "UNCERTAIN" });
      await tracking.look();
      expect(stateOf()).toBe(over ? "settled" : "broadcast");
      expect(outcome()).toEqual({ n: over ? 1 : 0 });
      expect(desk.told("remember")).toEqual([["refunds", desk.live.refund]]);
      expect(sent).toEqual([]);
    });
  });
});

describe("how often it looks", () => {
  const looks = () => {
    let count = 0;
    desk.chain.observe = async () => ((count += 1), { state: "WAITING" as const });
    return () => count;
  };
  test("at once, then every four seconds, until nothing is open or it is stopped", async () => {
    broadcast();
    const count = looks();
    tracking.wake();
    await settled();
    expect(count()).toBe(1);
    await desk.elapse(3_999);
    expect(count()).toBe(1);
    await desk.elapse(1);
    expect(count()).toBe(2);
    tracking.wake();
    await settled();
    expect([count(), desk.timers.length]).toEqual([3, 1]);
    desk.journal.settle(PAID, "x");
    await desk.elapse(4_000);
    expect([count(), desk.timers.length]).toEqual([3, 0]);
  });
  test("stopped, it never looks again", async () => {
    broadcast();
    const count = looks();
    tracking.wake();
    await settled();
    tracking.stop();
    expect(desk.timers).toEqual([]);
    tracking.wake();
    await settled();
    expect(count()).toBe(1);
  });
  test("stopped while it looks, it plans nothing", async () => {
    broadcast();
    let finish: (seen: Observation) => void = () => undefined;
    desk.chain.observe = () => new Promise((resolve) => (finish = resolve));
    tracking.wake();
    await settled();
    tracking.wake();
    tracking.stop();
    finish({ state: "WAITING" });
    await settled();
    expect(desk.timers).toEqual([]);
  });
  test("woken twice while it looks, it looks once", async () => {
    broadcast();
    let asked = 0;
    let finish: (seen: Observation) => void = () => undefined;
    desk.chain.observe = () => ((asked += 1), new Promise((resolve) => (finish = resolve)));
    tracking.wake();
    tracking.wake();
    await settled();
    finish({ state: "WAITING" });
    await settled();
    expect([asked, desk.timers.length]).toEqual([1, 1]);
  });
  test("every half a minute while only finality is waited for", async () => {
    broadcast();
    answers({ status: "COMPLETED" });
    sees(mined({ confirmations: 3 }));
    tracking.wake();
    await settled();
    await settled();
    expect(desk.timers.map(({ at }) => at - desk.rooms.clock.now())).toEqual([30_000]);
    desk.store({ txHash: `0x${"2".repeat(64)}` });
    tracking.wake();
    await settled();
    await settled();
    expect(desk.timers.map(({ at }) => at - desk.rooms.clock.now())).toEqual([30_000]);
  });
  test("four seconds again while one of them is not yet confirmed", async () => {
    broadcast();
    answers({ status: "CONFIRMING" });
    sees(mined({ confirmations: 2 }));
    tracking.wake();
    await settled();
    await settled();
    expect(desk.timers.map(({ at }) => at - desk.rooms.clock.now())).toEqual([4_000]);
  });
  test("and when only one of several waits for its finality", async () => {
    broadcast();
    secondRefund();
    desk.chain.observe = async (_network, { txHash }) => mined({ confirmations: txHash === PAID ? 3 : 2 });
    answers({ status: "CONFIRMING" });
    tracking.wake();
    await settled();
    await settled();
    expect(reports()).toHaveLength(2);
    expect(desk.timers.map(({ at }) => at - desk.rooms.clock.now())).toEqual([4_000]);
  });
  test("a look that fails as a whole is logged, and the next one comes", async () => {
    broadcast();
    const { turns } = desk.rooms;
    desk.rooms.turns = { ...turns, run: () => Promise.reject(new Error("broken")) };
    tracking.wake();
    await settled();
    expect(desk.logged).toEqual([["error", "refunds: tracking failed", { error: new Error("broken") }]]);
    expect(desk.timers).toHaveLength(1);
  });
});

describe("F18 F26 the same bytes again, by any executor", () => {
  const items = (...list: object[]) => desk.service.on(http.refunds.attempts, () => ({ items: list }));
  const signed = (change: object = {}, txHash = PAID, from = PAYER) =>
    paper.signed(contentOf(desk.live.refund.intent, change), txHash, from);
  const again = () => rebroadcastRefund(desk.rooms, { id: REFUND_ID });

  test("bytes of another workstation: into the journal, then out, then told", async () => {
    items(
      { txHash: "0x00", kind: "PAYMENT", signedTx: "0x00" },
      { txHash: PAID, kind: "FEE_BUMP", signedTx: signed() },
    );
    const asked: unknown[] = [];
    const { verify } = desk.chain;
    desk.chain.verify = async (network) => (asked.push(network), verify(network));
    expect(await again()).toBe(desk.live.refund);
    expect(asked).toMatchObject([{ code: NETWORK, chainId: 31337 }]);
    expect(desk.service.asked(http.refunds.attempts)).toEqual([{ params: { id: REFUND_ID } }]);
    expect(sent).toEqual([signed()]);
    const { intent, intentHash } = desk.live.refund;
    expect(desk.journal.attempt(PAID)).toMatchObject({
      ...{ state: "broadcast", kind: "FEE_BUMP", intent, intentHash, signedTx: signed(), lease: null },
    });
    expect(desk.journal.execution(REFUND_ID)?.slot).toEqual(SLOT);
    expect(desk.progress()).toEqual(["BROADCAST"]);
    expect(desk.service.asked(http.refunds.reportBroadcast)).toHaveLength(1);
  });
  test("with nothing to tell, the refund is read anew", async () => {
    items({ txHash: PAID, kind: "PAYMENT", signedTx: signed() });
    desk.service.on(http.refunds.reportBroadcast, failing("REFUND_STATE"));
    expect(await again()).toBe(desk.live.refund);
    expect(desk.service.asked(http.refunds.get)).toHaveLength(2);
  });
  test("I2 one's own bytes that the service has are registered; refused ones never leave", async () => {
    const { signedTx } = desk.store();
    items({ txHash: PAID, kind: "PAYMENT", signedTx });
    await again();
    expect([stateOf(), sent]).toEqual(["broadcast", [signedTx]]);
    open();
    const stored = desk.store();
    desk.journal.markOrphan(PAID, "x");
    items({ txHash: PAID, kind: "PAYMENT", signedTx: stored.signedTx });
    expect(await codeOf(again())).toBe("SIGNED_TX_MISMATCH");
    expect([stateOf(), sent]).toEqual(["orphan", []]);
  });
  test("bytes that were sent before go out once more", async () => {
    const { signedTx } = broadcast();
    items({ txHash: PAID, kind: "PAYMENT", signedTx });
    await again();
    expect(sent).toEqual([signedTx]);
  });
  test("other bytes under a hash that the journal has are refused", async () => {
    broadcast();
    items({ txHash: PAID, kind: "PAYMENT", signedTx: "0x00" });
    expect(await codeOf(again())).toBe("SIGNED_TX_MISMATCH");
    expect(sent).toEqual([]);
  });
  test.each<[string, () => void]>([
    ["there is none", () => items()],
    ["it is decided", () => (desk.live.refund = { ...desk.live.refund, status: "COMPLETED" })],
    ["it is Approved", () => (desk.live.refund = { ...desk.live.refund, status: "APPROVED" })],
  ])("nothing is sent when %s", async (_, change) => {
    items({ txHash: PAID, kind: "PAYMENT", signedTx: signed() });
    change();
    expect(await codeOf(again())).toBe("REFUND_STATE");
    items();
    expect(await codeOf(again())).toBe("REFUND_STATE");
    expect(sent).toEqual([]);
  });
  test("L2 of one that ended unsigned only the void of its slot is sent", async () => {
    const own = { to: PAYER, amountBaseUnits: "0", contractAddress: null };
    desk.live.refund = paperRefund({ status: "EXPIRED", slot: SLOT, attempts: [paperAttempt(PAID, "VOID")] });
    items({ txHash: PAID, kind: "VOID", signedTx: signed(own) });
    await again();
    expect(sent).toHaveLength(1);
    expect(desk.journal.attempt(PAID)?.kind).toBe("VOID");
    items({ txHash: PAID, kind: "PAYMENT", signedTx: signed() });
    expect(await codeOf(again())).toBe("REFUND_STATE");
    desk.live.refund = { ...desk.live.refund, slot: null };
    items({ txHash: PAID, kind: "VOID", signedTx: signed(own) });
    expect(await codeOf(again())).toBe("REFUND_STATE");
  });
  test("no node of the right chain: nothing is written, nothing is sent", async () => {
    items({ txHash: PAID, kind: "PAYMENT", signedTx: signed() });
    desk.chain.verify = failing("NODE_WRONG_CHAIN");
    expect(await codeOf(again())).toBe("NODE_WRONG_CHAIN");
    expect(desk.journal.attempt(PAID)).toBeNull();
  });
  test.each<[string, () => string]>([
    ["another hash", () => signed({}, `0x${"2".repeat(64)}`)],
    ["another chain", () => signed({ chainId: 1 })],
    ["another nonce", () => signed({ nonce: "8" })],
    ["another sender", () => signed({}, PAID, PAYEE)],
    ["another payee", () => signed({ to: PAYER })],
    ["another amount", () => signed({ amountBaseUnits: "1" })],
    ["another asset", () => signed({ contractAddress: TOKEN })],
  ])("I5 bytes with %s are not this payment", async (_, bytes) => {
    items({ txHash: PAID, kind: "PAYMENT", signedTx: bytes() });
    expect(await codeOf(again())).toBe("SIGNED_TX_MISMATCH");
    expect([sent, desk.journal.attempt(PAID), desk.journal.execution(REFUND_ID)]).toEqual([[], null, null]);
  });
  test.each<[string, object]>([
    ["pays somebody", { to: PAYEE, amountBaseUnits: "0", contractAddress: null }],
    ["moves an amount", { to: PAYER, amountBaseUnits: "1", contractAddress: null }],
    ["calls a token", { to: PAYER, amountBaseUnits: "0", contractAddress: TOKEN }],
  ])("F25 a void that %s is none", async (_, change) => {
    items({ txHash: PAID, kind: "VOID", signedTx: signed(change) });
    expect(await codeOf(again())).toBe("SIGNED_TX_MISMATCH");
  });
  test("I4 a refund without a slot, or whose content has another hash, is not paid", async () => {
    const { refund } = desk.live;
    for (const change of [{ slot: null }, { intentHash: "0".repeat(64) }]) {
      desk.live.refund = { ...refund, ...change };
      items({ txHash: PAID, kind: "PAYMENT", signedTx: signed() });
      expect(await codeOf(again())).toBe("SIGNED_TX_MISMATCH");
    }
  });
  test("a token's payment is one by its contract, however that is written", async () => {
    const of = { asset: "ERC20", contractAddress: TOKEN, currency: "USDT", decimals: 6, amountBaseUnits: "5000000" };
    desk.live.refund = paperRefund({ status: "BROADCAST", slot: SLOT }, of as never);
    items({ txHash: PAID, kind: "PAYMENT", signedTx: signed({ contractAddress: `0x${"70".repeat(19)}71` }) });
    expect(await codeOf(again())).toBe("SIGNED_TX_MISMATCH");
    items({ txHash: PAID, kind: "PAYMENT", signedTx: signed({ contractAddress: null }) });
    expect(await codeOf(again())).toBe("SIGNED_TX_MISMATCH");
    items({ txHash: PAID, kind: "PAYMENT", signedTx: signed() });
    expect(await codeOf(again())).toBeNull();
  });
});
