/** What sync keeps ready for searches and the dashboard: refunds counted by who may not decide on them, records that hold remarks; also in files of the version before. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { createCache } from "#main/store/Cache.ts";
import { openCacheReader } from "#main/store/cacheReader.ts";
import { openCacheWriter } from "#main/store/cacheWriter.ts";
import { openEncrypted } from "#main/store/openEncrypted.ts";
import { CACHE_MIGRATIONS, FEED, fillCache, packedPage, TEST_KEY } from "#tests/main/support/openCache.ts";
import { randomDeposit, randomEvent, randomRefund, timeAt } from "#tests/main/support/rows.ts";
import { createDice } from "#tests/main/support/seededRandom.ts";

/** When the migration was made that brought the counts: what came later is taken back with it. */
const COUNTS_MADE_AT = (
  JSON.parse(readFileSync(join(CACHE_MIGRATIONS, "meta/_journal.json"), "utf8")) as {
    entries: { tag: string; when: number }[];
  }
).entries.find(({ tag }) => tag === "0003_search_counts")?.when;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "deposit-desk-counts-"));
  file = join(folder, "cache.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function opened() {
  const writer = openCacheWriter({ file, key: TEST_KEY, migrationsFolder: CACHE_MIGRATIONS });
  const reader = openCacheReader({ file, key: TEST_KEY });
  const close = () => {
    reader.close();
    writer.close();
  };
  return { writer, reader, cache: createCache(reader), close };
}

/** The rules of the guide in plain words: nobody approves what he asked for or has approved; with two approvals no approver executes. */
function expectedCounts(refunds: readonly Refund[], userId: string) {
  const pending = refunds.filter(({ status }) => status === "PENDING_APPROVAL");
  const approved = refunds.filter(({ status }) => status === "APPROVED");
  const approvedBy = (refund: Refund) => refund.approvals.some(({ by }) => by.id === userId);
  return {
    approvalsWaiting: pending.length,
    approvalsForMe: pending.filter((refund) => refund.requestedBy.id !== userId && !approvedBy(refund)).length,
    toExecute: approved.filter(
      (refund) => refund.requestedBy.id !== userId && (refund.requiredApprovals < 2 || !approvedBy(refund)),
    ).length,
    noticesOpen: refunds.filter(({ notification }) => notification?.status === "OPEN").length,
  };
}

function world() {
  const dice = createDice(23);
  const deposits = Array.from({ length: 60 }, (_, number) => randomDeposit(dice, number));
  const refunds = deposits.flatMap((row, number) => [
    randomRefund(dice, number, row, { status: dice.pick(["PENDING_APPROVAL", "APPROVED"]), requiredApprovals: 2 }),
    randomRefund(dice, 1_000 + number, row),
  ]);
  return { dice, deposits, refunds };
}

const people = (refunds: readonly Refund[]): string[] => [
  ...new Set(refunds.flatMap((refund) => [refund.requestedBy.id, ...refund.approvals.map(({ by }) => by.id)])),
];

test("what waits for whom is counted right through rows that come, change, come again and go", () => {
  const { dice, deposits, refunds } = world();
  const { writer, cache, close } = opened();
  fillCache(writer, { deposits, refunds });
  const now = new Map(refunds.map((refund) => [refund.id, refund]));
  let seq = 0;
  const change = (items: readonly object[]) => {
    seq += items.length;
    const page = { feedId: FEED, items, nextCursor: `c${seq}`, headSeq: seq, hasMore: false };
    writer.applyChanges(packedPage(page), 1);
  };
  for (let round = 0; round < 8; round += 1) {
    const before = dice.pick([...now.values()]);
    const deposit = deposits.find(({ id }) => id === before.depositId) as Deposit;
    const { id, refundNo, version } = before;
    const after = randomRefund(dice, 2_000 + round, deposit, { id, refundNo, version: version + 1 });
    now.set(id, after);
    const gone = dice.pick([...now.values()].filter((refund) => refund.id !== id));
    now.delete(gone.id);
    const [first, again] = [seq + 1, seq + 2];
    change([
      { seq: first, at: timeAt(1), entity: "refunds", id, op: "upsert", version: after.version, data: after },
      { seq: again, at: timeAt(1), entity: "refunds", id, op: "upsert", version: after.version, data: after },
      {
        seq: seq + 3,
        at: timeAt(1),
        entity: "refunds",
        id: gone.id,
        op: "delete",
        version: gone.version + 1,
        data: null,
      },
    ]);
    for (const userId of [...people([...now.values()]), "00000000-0000-7000-a000-0000000000ff"])
      expect(cache.countDeposits({ userId, todayFrom: 0 })).toMatchObject(expectedCounts([...now.values()], userId));
  }
  close();
});

test("a file of the version before gets its counts and marks from its rows", () => {
  const { deposits, refunds } = world();
  const today = opened();
  fillCache(today.writer, { deposits, refunds });
  const [userId = ""] = people(refunds);
  const kept = (from: ReturnType<typeof opened>) => [
    from.cache.countDeposits({ userId, todayFrom: 0 }),
    marked(from.reader),
    from.reader.all("SELECT * FROM refund_counts WHERE count <> 0 ORDER BY status, person"),
    from.reader.values("SELECT sql FROM sqlite_master WHERE name LIKE 'deposits_%' ORDER BY name"),
  ];
  const expected = kept(today);
  expect(marked(today.reader).length).toBeGreaterThan(10);
  today.close();

  const { sqlite, close } = openEncrypted({
    ...{ kind: "cache", file, key: TEST_KEY, synchronous: "NORMAL", migrationsFolder: null },
  });
  sqlite.exec(`
    DROP TABLE refund_counts;
    DROP INDEX deposits_remarked;
    DROP INDEX deposits_customer_time;
    ALTER TABLE deposits DROP COLUMN remarked;
    DROP TABLE export_reports;
    DROP INDEX refunds_void_asked;
    DELETE FROM __drizzle_migrations WHERE created_at >= ${COUNTS_MADE_AT};
    INSERT INTO parked_indexes VALUES ('deposits_customer_time', 'CREATE INDEX deposits_customer_time ON deposits (customer_no)');
  `);
  close();

  const after = opened();
  expect(kept(after)).toEqual(expected);
  after.writer.finishLoading();
  expect(kept(after)).toEqual(expected);
  after.close();
});

function marked(reader: ReturnType<typeof openCacheReader>): number[] {
  return reader.values<number>("SELECT n FROM deposits WHERE remarked = 1 ORDER BY n");
}

test("feature 11 R10.2 words that thousands of remarks hold are found newest first, with the right count", () => {
  const dice = createDice(29);
  const common = {
    by: { id: "00000000-0000-7000-a000-0000000000c1", name: "Cheung Mei Yan" },
    remarks: "重複 wrong wallet",
  };
  const deposits = Array.from({ length: 12_000 }, (_, number) =>
    randomDeposit(dice, number, { cancel: number % 12 === 0 ? null : common }),
  );
  const { writer, cache, reader, close } = opened();
  fillCache(writer, { deposits });
  const expected = deposits
    .filter((row) => row.cancel !== null)
    .toSorted((a, b) => (a.requestedAt + a.id < b.requestedAt + b.id ? 1 : -1))
    .slice(0, 100);
  for (const text of ["wallet", "重複"]) {
    const { rowsJson, total, capped } = cache.searchDeposits({ text });
    expect({ text, total, capped }).toEqual({ text, total: 10_000, capped: true });
    expect((JSON.parse(rowsJson) as Deposit[]).map(({ recordNo }) => recordNo)).toEqual(
      expected.map(({ recordNo }) => recordNo),
    );
  }
  expect(marked(reader)).toHaveLength(11_000);
  close();
});

test("R10.2 a remark that came before its record, and words of the record's log, are found", () => {
  const dice = createDice(31);
  const deposit = randomDeposit(dice, 1, { cancel: null });
  const { writer, cache, reader, close } = opened();
  fillCache(writer, {});
  const step = randomEvent(dice, deposit, {
    remarks: null,
    detail: { finding: "The sender is not the declared one", block: "1000001" },
  });
  writer.remember("events", [step]);
  expect(marked(reader)).toEqual([]);
  writer.remember("deposits", [deposit]);
  expect(marked(reader)).toHaveLength(1);
  expect(cache.searchDeposits({ text: "declared ONE" }).total).toBe(1);
  expect(cache.searchDeposits({ text: "1000001" }).total).toBe(0);
  close();
});
