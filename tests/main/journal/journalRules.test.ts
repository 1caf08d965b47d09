/** The journal, rule by rule: every line that a change writes, every state from which it is allowed. In memory, with the product's own tables. */
import { createHash } from "node:crypto";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createJournal, type Journal } from "#main/store/journal.ts";
import { emptyJournal } from "#tests/main/refunds/paperDesk.ts";
import {
  AT,
  EXECUTOR,
  INTENT,
  LATER,
  PAYEE,
  PAYER,
  REFUND_ID,
  SLOT,
  STRANGER_ID,
} from "#tests/main/refunds/paperRefund.ts";

const HASH = `0x${"1".repeat(64)}`;
const OTHER = `0x${"2".repeat(64)}`;
const INTENT_HASH = "cd".repeat(32);
const LEASE = { leaseId: "lease", fencingToken: 3 };
const EXECUTION = { refundId: REFUND_ID, refundNo: INTENT.refundNo, slot: SLOT };
const BYTES = {
  ...{ txHash: HASH, refundId: REFUND_ID, kind: "PAYMENT" as const, intent: INTENT, intentHash: INTENT_HASH },
  signedTx: "0x02aa",
};
const SIGNED = { ...BYTES, executorId: EXECUTOR.id, lease: LEASE };

let sqlite: Database.Database;
let journal: Journal;
let changes: number;
let closed: number;
let instant: string;
beforeEach(() => {
  sqlite = emptyJournal();
  changes = 0;
  closed = 0;
  instant = AT;
  let serial = 0;
  journal = createJournal(
    { file: "journal", sqlite, close: () => void (closed += 1) },
    {
      clock: { now: () => Date.parse(instant) },
      random: { uuid: () => `uuid-${(serial += 1)}`, fraction: () => 0, bytes: (length) => Buffer.alloc(length) },
      changed: () => void (changes += 1),
    },
  );
});
afterEach(() => sqlite.close());

const lines = () =>
  (sqlite.prepare("SELECT * FROM audit_lines ORDER BY seq").all() as Record<string, unknown>[]).map(
    ({ at, action, refund_id, tx_hash, detail }) => [at, action, refund_id, tx_hash, JSON.parse(detail as string)],
  );
const stateOf = () => journal.attempt(HASH)?.state;
const answer = (result: "ACCEPTED" | "ALREADY_KNOWN" | "UNKNOWN" | "REJECTED", node = "n") => ({
  ...{ node, result, error: null },
});

describe("I9 one slot for each refund, and one refund for each slot", () => {
  test("remembered once, with its line", () => {
    journal.pinSlot(EXECUTION, INTENT_HASH);
    journal.pinSlot(EXECUTION, INTENT_HASH);
    expect(journal.execution(REFUND_ID)).toEqual(EXECUTION);
    expect(journal.execution(STRANGER_ID)).toBeNull();
    expect(lines()).toEqual([[AT, "slot.pinned", REFUND_ID, null, SLOT]]);
    expect(changes).toBe(1);
    expect(sqlite.prepare("SELECT created_at FROM executions").get()).toEqual({ created_at: AT });
  });
  test("the same number of another chain or of another key is another slot", () => {
    journal.pinSlot(EXECUTION, INTENT_HASH);
    const second = { ...EXECUTION, refundId: STRANGER_ID };
    expect(() => journal.pinSlot(second, INTENT_HASH)).toThrow(
      expect.objectContaining({
        code: "SIGNER_REFUSED",
        message: `This payment slot belongs to refund ${INTENT.refundNo} already`,
      }),
    );
    expect(changes).toBe(1);
    journal.pinSlot({ ...second, slot: { ...SLOT, chainId: 1 } }, INTENT_HASH);
    journal.pinSlot({ ...second, refundId: "3", slot: { ...SLOT, from: PAYEE } }, INTENT_HASH);
    journal.pinSlot({ ...second, refundId: "4", slot: { ...SLOT, nonce: "8" } }, INTENT_HASH);
    expect(changes).toBe(4);
  });
  test("what the central service named wrongly is said", () => {
    journal.pinSlot(EXECUTION, INTENT_HASH);
    expect(() => journal.pinSlot({ ...EXECUTION, slot: { ...SLOT, nonce: "8" } }, INTENT_HASH)).toThrow(
      "named a second payment slot for",
    );
    journal.recordSigned(SIGNED);
    expect(() => journal.pinSlot(EXECUTION, "ee".repeat(32))).toThrow("named another content for");
    expect(() =>
      journal.pinSlot({ ...EXECUTION, slot: { ...SLOT, from: SLOT.from.toUpperCase() } }, INTENT_HASH),
    ).not.toThrow();
  });
});

describe("R21.3 the life of signed bytes", () => {
  beforeEach(() => {
    journal.pinSlot(EXECUTION, INTENT_HASH);
    journal.recordSigned(SIGNED);
  });

  test("I2 signed: every field of it, and its line", () => {
    expect(journal.attempt(HASH)).toEqual({ ...SIGNED, state: "signed", registerKey: "uuid-1" });
    expect(journal.attempt(OTHER)).toBeNull();
    expect(lines().at(-1)).toEqual([...[AT, "attempt.signed", REFUND_ID, HASH], { ...LEASE, executorId: EXECUTOR.id }]);
    expect(sqlite.prepare("SELECT created_at, updated_at FROM attempts").get()).toEqual({
      created_at: AT,
      updated_at: AT,
    });
  });
  test("I13 the same bytes again take the new lease, as another request; once sent they do not", () => {
    instant = LATER;
    journal.recordSigned({ ...SIGNED, executorId: STRANGER_ID, lease: { leaseId: "next", fencingToken: 4 } });
    expect(journal.attempt(HASH)).toEqual({
      ...{ ...SIGNED, executorId: STRANGER_ID, lease: { leaseId: "next", fencingToken: 4 } },
      ...{ state: "signed", registerKey: "uuid-2" },
    });
    expect(sqlite.prepare("SELECT created_at, updated_at FROM attempts").get()).toEqual({
      created_at: AT,
      updated_at: LATER,
    });
    journal.markOrphan(HASH, "LEASE_LOST");
    journal.recordSigned(SIGNED);
    expect(stateOf()).toBe("signed");
    journal.markRegistered(HASH);
    expect(() => journal.recordSigned(SIGNED)).toThrow();
    expect(journal.attempt(HASH)).toMatchObject({ state: "registered", lease: LEASE });
  });
  test("registered, refused, settled: each writes its line", () => {
    journal.markOrphan(HASH, "LEASE_LOST");
    expect([stateOf(), lines().at(-1)]).toEqual([
      "orphan",
      [AT, "attempt.orphaned", null, HASH, { reason: "LEASE_LOST" }],
    ]);
    journal.recordSigned(SIGNED);
    journal.markRegistered(HASH);
    expect([stateOf(), lines().at(-1)]).toEqual(["registered", [AT, "attempt.registered", null, HASH, {}]]);
    journal.settle(HASH, "paid");
    expect([stateOf(), lines().at(-1)]).toEqual(["settled", [AT, "attempt.settled", null, HASH, { outcome: "paid" }]]);
  });
  test("each step only from the states before it", () => {
    const steps = {
      markRegistered: () => journal.markRegistered(HASH),
      markOrphan: () => journal.markOrphan(HASH, "x"),
      recordBroadcast: () => journal.recordBroadcast(HASH, [answer("UNKNOWN")]),
      settle: () => journal.settle(HASH, "x"),
    };
    const tries = (name: keyof typeof steps): boolean => {
      try {
        steps[name]();
        return true;
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
        return false;
      }
    };
    expect([tries("recordBroadcast"), tries("settle")]).toEqual([false, false]);
    expect(tries("markOrphan")).toBe(true);
    expect([tries("markOrphan"), tries("markRegistered"), tries("recordBroadcast"), tries("settle")]).toEqual([
      ...[false, false, false, false],
    ]);
    journal.recordSigned(SIGNED);
    journal.markRegistered(HASH);
    expect([tries("markOrphan"), tries("markRegistered")]).toEqual([false, false]);
    expect(tries("recordBroadcast")).toBe(true);
    expect([stateOf(), tries("markOrphan"), tries("markRegistered")]).toEqual(["unknown", false, false]);
    expect(tries("recordBroadcast")).toBe(true);
    expect(tries("settle")).toBe(true);
    expect([tries("settle"), tries("markOrphan"), tries("markRegistered")]).toEqual([false, false, false]);
    expect(tries("recordBroadcast")).toBe(true);
    journal.recordBroadcast(HASH, [answer("ACCEPTED")]);
    expect([stateOf(), tries("recordBroadcast")]).toEqual(["broadcast", true]);
    journal.recordBroadcast(HASH, [answer("ACCEPTED")]);
    expect(tries("settle")).toBe(true);
  });
  test("registered bytes that were never sent may be settled: their slot went to another", () => {
    journal.markRegistered(HASH);
    journal.settle(HASH, "slot used by another transaction");
    expect(stateOf()).toBe("settled");
  });
  test.each([
    [["ACCEPTED"], "broadcast"],
    [["ALREADY_KNOWN"], "broadcast"],
    [["REJECTED", "ACCEPTED"], "broadcast"],
    [["UNKNOWN"], "unknown"],
    [["REJECTED", "REJECTED"], "unknown"],
    [[], "unknown"],
  ] as const)("F16 F17 the nodes said %j: %s", (results, state) => {
    journal.markRegistered(HASH);
    journal.recordBroadcast(
      HASH,
      results.map((result, index) => ({ node: `n${index}`, result, error: index === 0 ? "words" : null })),
    );
    expect(stateOf()).toBe(state);
    expect(lines().at(-1)).toEqual([
      ...[AT, "attempt.broadcast", null, HASH],
      Object.fromEntries(results.map((result, index) => [`n${index}`, result])),
    ]);
    const waiting = journal.unreported(HASH);
    expect(waiting.map(({ node, result, error }) => [node, result, error])).toEqual(
      results.map((result, index) => [`n${index}`, result, index === 0 ? "words" : null]),
    );
    expect(new Set(waiting.map(({ reportKey }) => reportKey)).size).toBe(results.length);
    for (const { id } of waiting.slice(0, 1)) journal.markReported(id);
    expect(journal.unreported(HASH)).toEqual(waiting.slice(1));
    if (waiting.length > 0)
      expect(sqlite.prepare("SELECT at, reported_at FROM broadcasts ORDER BY id").get()).toEqual({
        at: AT,
        reported_at: AT,
      });
  });
  test("F18 bytes of another workstation come registered, without a lease", () => {
    journal.recordForeign({ ...BYTES, txHash: OTHER, kind: "FEE_BUMP" });
    expect(journal.attempt(OTHER)).toEqual({
      ...{ ...BYTES, txHash: OTHER, kind: "FEE_BUMP", state: "registered" },
      ...{ executorId: null, lease: null, registerKey: "uuid-2" },
    });
    expect(lines().at(-1)).toEqual([AT, "attempt.taken_over", REFUND_ID, OTHER, {}]);
    journal.markRegistered(HASH);
    journal.recordBroadcast(HASH, [answer("ACCEPTED")]);
    expect(journal.unreported(OTHER)).toEqual([]);
    expect(journal.unreported(HASH)).toHaveLength(1);
  });
  test("L4 open is whatever may still move money, oldest first; of a refund all of it", () => {
    instant = "2026-11-22T09:00:00.000Z";
    journal.recordForeign({ ...BYTES, txHash: OTHER });
    expect(journal.openAttempts().map(({ txHash }) => txHash)).toEqual([OTHER, HASH]);
    expect(journal.attemptsOf(REFUND_ID).map(({ txHash }) => txHash)).toEqual([OTHER, HASH]);
    expect(journal.attemptsOf(STRANGER_ID)).toEqual([]);
    const open = () => journal.openAttempts().some(({ txHash }) => txHash === HASH);
    expect(open()).toBe(true);
    journal.markOrphan(HASH, "x");
    expect(open()).toBe(false);
    journal.recordSigned(SIGNED);
    journal.markRegistered(HASH);
    expect(open()).toBe(true);
    journal.recordBroadcast(HASH, [answer("UNKNOWN")]);
    expect(open()).toBe(true);
    journal.recordBroadcast(HASH, [answer("ACCEPTED")]);
    expect(open()).toBe(true);
    journal.settle(HASH, "paid");
    expect(open()).toBe(false);
  });
  test("I13 half a lease is none", () => {
    for (const missing of ["lease_id = NULL", "fencing_token = NULL", "lease_id = NULL, fencing_token = NULL"]) {
      sqlite.exec(`UPDATE attempts SET lease_id = 'lease', fencing_token = 3; UPDATE attempts SET ${missing}`);
      expect(journal.attempt(HASH)?.lease).toBeNull();
    }
  });
  test("a step that is refused writes nothing, and tells nobody of a change", () => {
    const before = [lines().length, changes];
    expect(() => journal.settle(HASH, "x")).toThrow();
    expect([lines().length, changes]).toEqual(before);
  });
});

describe("PIN tries and proven backups", () => {
  test("the newest count of each key", () => {
    journal.savePinTries(PAYER, { failures: 1, lastAt: 10 });
    journal.savePinTries(PAYER, { failures: 2, lastAt: 20 });
    journal.savePinTries(PAYEE, { failures: 7, lastAt: 70 });
    expect(journal.pinTries(PAYER)).toEqual({ failures: 2, lastAt: 20 });
    expect(journal.pinTries(STRANGER_ID)).toEqual({ failures: 0, lastAt: 0 });
  });
  test("a proof is kept once, with its line", () => {
    expect(journal.isBackupProven(PAYER)).toBe(false);
    journal.rememberBackupProof(PAYER);
    instant = LATER;
    journal.rememberBackupProof(PAYER);
    expect([journal.isBackupProven(PAYER), journal.isBackupProven(PAYEE)]).toEqual([true, false]);
    expect(sqlite.prepare("SELECT address, at FROM proven_backups").all()).toEqual([{ address: PAYER, at: AT }]);
    expect(lines()).toEqual([
      [AT, "backup.proven", null, null, {}],
      [LATER, "backup.proven", null, null, {}],
    ]);
  });
});

describe("I10 the chain of audit lines", () => {
  test("empty, then its newest line; a line it never had is not its own", () => {
    expect(journal.auditTip()).toBeNull();
    expect(journal.verifyAudit()).toEqual({ ok: true, checked: 0, firstBadSeq: null });
    journal.note({ action: "one", refundId: REFUND_ID, txHash: HASH, detail: { b: 1, a: null } });
    const first = journal.auditTip();
    journal.note({ action: "two" });
    const second = journal.auditTip();
    expect([first?.seq, second?.seq]).toEqual([1, 2]);
    if (!first || !second) throw new Error("there are two lines");
    expect(journal.hasAuditLine(first)).toBe(true);
    expect(journal.hasAuditLine(second)).toBe(true);
    expect(journal.hasAuditLine({ seq: 1, hash: second.hash })).toBe(false);
    expect(journal.hasAuditLine({ seq: 3, hash: second.hash })).toBe(false);
    const stored = sqlite.prepare("SELECT * FROM audit_lines").all() as Record<string, unknown>[];
    expect(stored[0]).toMatchObject({ detail: '{"a":null,"b":1}', prev_hash: "0".repeat(64), hash: first.hash });
    expect(stored[1]).toMatchObject({ detail: "{}", prev_hash: first.hash, refund_id: null, tx_hash: null });
    expect(journal.verifyAudit()).toEqual({ ok: true, checked: 2, firstBadSeq: null });
  });
  test.each([
    "at = 'x'",
    "action = 'x'",
    "refund_id = 'x'",
    "tx_hash = 'x'",
    "detail = 'x'",
    "prev_hash = 'x'",
    "hash = 'x'",
  ])("an edit of its %s is found at its place", (edit) => {
    for (const action of ["one", "two", "three"]) journal.note({ action });
    sqlite.exec(`DROP TRIGGER audit_lines_fixed; UPDATE audit_lines SET ${edit} WHERE seq = 2`);
    expect(journal.verifyAudit()).toEqual({ ok: false, checked: 1, firstBadSeq: 2 });
  });
  test("a line that was taken out of its place is missed, though the hashes were made anew", () => {
    journal.note({ action: "one" });
    journal.note({ action: "two" });
    sqlite.exec("DROP TRIGGER audit_lines_kept; DELETE FROM audit_lines WHERE seq = 1");
    expect(journal.verifyAudit()).toEqual({ ok: false, checked: 0, firstBadSeq: 2 });
  });
  test.each([
    ["that follows no line that there is", { seq: 2, prev_hash: "ab".repeat(32) }],
    ["that skips a number", { seq: 3, prev_hash: null }],
  ])("a line %s is found, though its hash was made anew", (_, { seq, prev_hash }) => {
    journal.note({ action: "one" });
    const previous = prev_hash ?? journal.auditTip()?.hash ?? "";
    const hash = hashOf(previous, seq, "two");
    sqlite
      .prepare("INSERT INTO audit_lines (seq, at, action, detail, prev_hash, hash) VALUES (?, ?, 'two', '{}', ?, ?)")
      .run(seq, AT, previous, hash);
    expect(journal.verifyAudit()).toEqual({ ok: false, checked: 1, firstBadSeq: seq });
  });
  test("the hash is of all that the line says, after the one before it", () => {
    journal.note({ action: "one" });
    expect(journal.auditTip()?.hash).toMatch(/^[0-9a-f]{64}$/);
    const [{ hash } = { hash: "" }] = sqlite.prepare("SELECT hash FROM audit_lines").all() as { hash: string }[];
    expect(hash).toBe(hashOf("0".repeat(64), 1, "one"));
  });
  /** Of a line that speaks of nothing but its action. */
  function hashOf(previous: string, seq: number, action: string): string {
    const body = `{"action":"${action}","at":"${AT}","detail":"{}","refundId":null,"txHash":null}`;
    return createHash("sha256").update(`\0${previous}${seq}${body}`).digest("hex");
  }
});

test("I9 a change takes the lock of writing before it reads anything", () => {
  const statements: unknown[] = [];
  const observed = new Database(sqlite.serialize(), { verbose: (sql) => statements.push(sql) });
  observed.pragma("synchronous=FULL");
  createJournal(
    { file: "journal", sqlite: observed, close: () => undefined },
    {
      clock: { now: () => Date.parse(AT) },
      random: { uuid: () => "uuid", fraction: () => 0, bytes: (length) => Buffer.alloc(length) },
    },
  ).pinSlot(EXECUTION, INTENT_HASH);
  observed.close();
  expect(statements.filter((sql) => String(sql).startsWith("BEGIN"))).toEqual(["BEGIN IMMEDIATE"]);
});

test("closing closes the file", () => {
  journal.close();
  expect(closed).toBe(1);
});
