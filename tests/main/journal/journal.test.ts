import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createJournal, type Execution } from "#main/store/journal.ts";
import { openJournal } from "#main/store/openJournal.ts";
import { machineRandom } from "#main/world/thisMachine.ts";
import type { RefundIntent } from "#shared/domain/intent.ts";
import { JOURNAL_MIGRATIONS, openTestJournal, type TestJournal } from "./openTestJournal.ts";

const REFUND = "01890000-0000-7000-8000-0000000000f1";
const OTHER_REFUND = "01890000-0000-7000-8000-0000000000f2";
const EXECUTOR = "01890000-0000-7000-8000-00000000000e";
const LEASE = { leaseId: "01890000-0000-7000-8000-0000000000aa", fencingToken: 3 };
const HASH = `0x${"ab".repeat(32)}`;
const FROM = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

const intent: RefundIntent = {
  version: 1,
  refundId: REFUND,
  refundNo: "RF-20261122-000001",
  depositId: "01890000-0000-7000-8000-0000000000d1",
  recordNo: "DP-20261122-000001",
  depositVersion: 4,
  customerNo: "C-1001",
  kind: "CUSTOMER_REQUEST",
  network: "DEVNET",
  chainId: 31337,
  genesisHash: `0x${"01".repeat(32)}`,
  currency: "ETH",
  asset: "NATIVE",
  contractAddress: null,
  decimals: 18,
  to: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
  amount: "0.5",
  amountBaseUnits: "500000000000000000",
  feeCapWei: "10000000000000000",
  adjustmentReason: null,
  remainder: null,
  reason: "a reason that nobody else should read",
  identityCheckHash: "ab".repeat(32),
  requestedBy: "01890000-0000-7000-8000-00000000000a",
  requiredApprovals: 1,
  configVersion: 1,
};
const execution: Execution = {
  refundId: REFUND,
  refundNo: intent.refundNo,
  slot: { chainId: 31337, from: FROM, nonce: "7" },
};
const INTENT_HASH = "cd".repeat(32);
const signed = {
  txHash: HASH,
  refundId: REFUND,
  kind: "PAYMENT" as const,
  intent,
  intentHash: INTENT_HASH,
  signedTx: "0x02aabbccdd",
  executorId: EXECUTOR,
  lease: LEASE,
};

let now = Date.parse("2026-11-22T10:00:00.000Z");
let at: TestJournal;
beforeEach(() => {
  at = openTestJournal({ now: () => now });
});
afterEach(() => at.remove());

describe("I2 I9 the journal", () => {
  test("runs with synchronous=FULL, and refuses to write a line when it does not", () => {
    expect(at.store.sqlite.pragma("synchronous", { simple: true })).toBe(2);
    at.store.sqlite.pragma("synchronous=NORMAL");
    expect(() => at.journal.pinSlot(execution, INTENT_HASH)).toThrow(/synchronous=FULL/);
    expect(at.journal.execution(REFUND)).toBeNull();
  });

  test("remembers one slot for each refund over restarts, and refuses a second one", () => {
    at.journal.pinSlot(execution, INTENT_HASH);
    at.reopen();
    expect(at.journal.execution(REFUND)).toEqual(execution);
    at.journal.pinSlot({ ...execution, slot: { ...execution.slot, from: FROM.toLowerCase() } }, INTENT_HASH);
    for (const lie of [
      { ...execution.slot, nonce: "8" },
      { ...execution.slot, chainId: 1 },
      { ...execution.slot, from: intent.to },
    ])
      expect(() => at.journal.pinSlot({ ...execution, slot: lie }, INTENT_HASH)).toThrow(
        expect.objectContaining({ code: "SIGNER_REFUSED" }),
      );
    const refused = expect.objectContaining({ code: "SIGNER_REFUSED" });
    expect(() => at.journal.pinSlot({ ...execution, refundId: OTHER_REFUND }, INTENT_HASH)).toThrow(refused);
    // Once a content was signed, no other content of this refund is.
    at.journal.recordSigned(signed);
    at.journal.pinSlot(execution, INTENT_HASH);
    expect(() => at.journal.pinSlot(execution, "ee".repeat(32))).toThrow(refused);
  });

  test("R21.3 signed, registered, broadcast, settled: each step survives a restart", () => {
    at.journal.pinSlot(execution, INTENT_HASH);
    at.journal.recordSigned(signed);
    at.reopen();
    expect(at.journal.openAttempts()).toMatchObject([{ ...signed, state: "signed" }]);
    at.journal.markRegistered(HASH);
    at.reopen();
    expect(at.journal.attempt(HASH)).toMatchObject({ state: "registered" });
    at.journal.recordBroadcast(HASH, [{ node: "a", result: "UNKNOWN", error: "answer lost" }]);
    expect(at.journal.attempt(HASH)).toMatchObject({ state: "unknown" });
    at.journal.recordBroadcast(HASH, [
      { node: "a", result: "UNKNOWN", error: "nonce too low" },
      { node: "b", result: "ALREADY_KNOWN", error: "already known" },
    ]);
    at.reopen();
    expect(at.journal.attempt(HASH)).toMatchObject({ state: "broadcast" });
    const waiting = at.journal.unreported(HASH);
    expect(waiting.map(({ node, result }) => [node, result])).toEqual([
      ["a", "UNKNOWN"],
      ["a", "UNKNOWN"],
      ["b", "ALREADY_KNOWN"],
    ]);
    at.journal.markReported(waiting[0]!.id);
    expect(at.journal.unreported(HASH)).toHaveLength(2);
    at.journal.settle(HASH, "paid");
    at.reopen();
    expect(at.journal.openAttempts()).toEqual([]);
    expect(at.journal.attemptsOf(REFUND)).toMatchObject([{ state: "settled", signedTx: signed.signedTx }]);
    expect(at.journal.verifyAudit()).toEqual({ ok: true, checked: 6, firstBadSeq: null });
    // Taken back by a reorganisation deeper than finality: the same bytes may go out again.
    at.journal.recordBroadcast(HASH, [{ node: "a", result: "ACCEPTED", error: null }]);
    expect(at.journal.openAttempts()).toMatchObject([{ txHash: HASH, state: "broadcast" }]);
  });

  test("bytes that were not registered, or were refused, cannot be marked as sent", () => {
    at.journal.pinSlot(execution, INTENT_HASH);
    at.journal.recordSigned(signed);
    const send = () => at.journal.recordBroadcast(HASH, [{ node: "a", result: "ACCEPTED", error: null }]);
    expect(send).toThrow();
    at.journal.markOrphan(HASH, "LEASE_LOST");
    expect(send).toThrow();
    expect(() => at.journal.markRegistered(HASH)).toThrow();
    expect(at.journal.openAttempts()).toEqual([]);
    // Under a new claim the same bytes may be registered after all; a new claim is a new request.
    const before = at.journal.attempt(HASH)!.registerKey;
    at.journal.recordSigned({ ...signed, lease: { ...LEASE, fencingToken: 4 } });
    expect(at.journal.attempt(HASH)).toMatchObject({ state: "signed", lease: { fencingToken: 4 } });
    expect(at.journal.attempt(HASH)!.registerKey).not.toBe(before);
  });

  test("what was sent is not signed again under another lease", () => {
    at.journal.pinSlot(execution, INTENT_HASH);
    at.journal.recordSigned(signed);
    at.journal.markRegistered(HASH);
    expect(() => at.journal.recordSigned(signed)).toThrow();
  });

  test.each([
    ["UPDATE executions SET nonce = '9'", /never changes/],
    ["DELETE FROM executions", /never forgotten/],
    ["UPDATE attempts SET signed_tx = '0x00'", /never change/],
    ["UPDATE attempts SET state = 'broadcast'", /only after they were registered/],
    ["UPDATE attempts SET state = 'settled'", /only after they were registered/],
    ["DELETE FROM attempts", /never forgotten/],
    ["UPDATE audit_lines SET action = 'x'", /only added to/],
    ["DELETE FROM audit_lines", /only added to/],
    [
      "INSERT INTO broadcasts (tx_hash, node, result, at, report_key) SELECT tx_hash, 'n', 'ACCEPTED', '', '' FROM attempts",
      /only after they were registered/,
    ],
  ])("refuses behind the program's back: %s", (sql, words) => {
    at.journal.pinSlot(execution, INTENT_HASH);
    at.journal.recordSigned(signed);
    expect(() => at.store.sqlite.exec(sql)).toThrow(words);
  });

  test("a change and its audit line are one", () => {
    at.journal.pinSlot(execution, INTENT_HASH);
    at.store.sqlite.exec(
      "CREATE TEMP TRIGGER no_audit BEFORE INSERT ON audit_lines BEGIN SELECT RAISE(ABORT, 'no'); END",
    );
    expect(() => at.journal.recordSigned(signed)).toThrow(expect.objectContaining({ code: "JOURNAL_UNAVAILABLE" }));
    expect(at.journal.attempt(HASH)).toBeNull();
  });

  test("I10 an edited, removed or inserted audit line is found", () => {
    at.journal.pinSlot(execution, INTENT_HASH);
    for (let round = 0; round < 5; round += 1) at.journal.note({ action: "test.noted", detail: { round } });
    const { sqlite } = at.store;
    sqlite.exec("DROP TRIGGER audit_lines_fixed; DROP TRIGGER audit_lines_kept");
    const tamperings: [string, number][] = [
      ["UPDATE audit_lines SET detail = '{}' WHERE seq = 3", 3],
      ["DELETE FROM audit_lines WHERE seq = 4", 5],
      ["UPDATE audit_lines SET seq = seq + 100 WHERE seq >= 5", 105],
      ["UPDATE audit_lines SET hash = prev_hash WHERE seq = 1", 1],
    ];
    for (const [sql, seq] of tamperings) {
      sqlite.exec(`BEGIN; ${sql}`);
      expect(createJournal(at.store, { clock: { now: () => now }, random: machineRandom }).verifyAudit()).toMatchObject(
        {
          ok: false,
          firstBadSeq: seq,
        },
      );
      sqlite.exec("ROLLBACK");
    }
    expect(at.journal.verifyAudit()).toMatchObject({ ok: true, checked: 6 });
  });

  test("PIN tries and backup proofs survive a restart", () => {
    at.journal.savePinTries(FROM, { failures: 3, lastAt: now });
    at.journal.rememberBackupProof(FROM);
    at.journal.rememberBackupProof(FROM);
    at.reopen();
    expect(at.journal.pinTries(FROM)).toEqual({ failures: 3, lastAt: now });
    expect(at.journal.pinTries(intent.to)).toEqual({ failures: 0, lastAt: 0 });
    expect(at.journal.isBackupProven(FROM)).toBe(true);
    expect(at.journal.isBackupProven(intent.to)).toBe(false);
  });

  test("every table is STRICT", () => {
    const tables = at.store.sqlite
      .prepare(
        "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_drizzle%' ESCAPE '\\'",
      )
      .all();
    expect(tables).toHaveLength(6);
    for (const table of tables) expect(table).toMatchObject({ strict: 1 });
  });
});

describe("R24.3 on the disk", () => {
  test("the file holds no readable byte of a refund, and opens with no other key", () => {
    at.journal.pinSlot(execution, INTENT_HASH);
    at.journal.recordSigned(signed);
    const all = readdirSync(at.folder).map((name) => readFileSync(join(at.folder, name)).toString("latin1"));
    for (const text of all) {
      expect(text).not.toContain(intent.reason);
      expect(text).not.toContain(intent.to.slice(2));
      expect(text).not.toContain("SQLite format 3");
    }
    at.journal.close();
    const wrong = () =>
      openJournal({
        file: at.file,
        key: Buffer.alloc(32, 1),
        migrationsFolder: JOURNAL_MIGRATIONS,
        nativeBinding: undefined,
        clock: { now: () => now },
        random: machineRandom,
      });
    expect(wrong).toThrow(expect.objectContaining({ code: "JOURNAL_UNAVAILABLE" }));
    at.reopen();
    expect(at.journal.attempt(HASH)).toMatchObject({ signedTx: signed.signedTx });
    now += 1;
  });
});
