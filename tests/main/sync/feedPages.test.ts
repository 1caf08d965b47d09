/** Pages of the feed as a bad network or a service that went back in time may bring them (R7.5, fault matrix 11 and 12). */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Deposit } from "#shared/contract/deposit.ts";
import { pageText } from "#shared/contract/pageText.ts";
import { isAppError } from "#shared/errors.ts";
import { cacheDigest, rowsDigest } from "#tests/main/support/cacheDigest.ts";
import {
  bytesOf,
  FEED,
  fillCache,
  openCache,
  type OpenedCache,
  packedPage,
  plainBytes,
} from "#tests/main/support/openCache.ts";
import { randomDeposit } from "#tests/main/support/rows.ts";
import { createDice } from "#tests/main/support/seededRandom.ts";

const ROWS = 12;
let opened: OpenedCache;
let rows: Deposit[];

beforeEach(() => {
  const dice = createDice(11);
  rows = Array.from({ length: ROWS }, (_, number) => randomDeposit(dice, number, { version: 1 }));
  opened = openCache();
  fillCache(opened.writer, { deposits: rows });
});
afterEach(() => opened.close());

type Item = { row: Deposit; gone?: boolean };

function pageOf(items: readonly Item[], seq: number, over: Record<string, unknown> = {}) {
  return {
    feedId: FEED,
    items: items.map(({ row, gone }, index) => ({
      seq: Math.max(1, seq - items.length + 1 + index),
      entity: "deposits",
      id: row.id,
      op: gone === true ? "delete" : "upsert",
      version: row.version,
      at: row.updatedAt,
      data: gone === true ? null : row,
    })),
    nextCursor: `c${seq}`,
    headSeq: seq,
    hasMore: false,
    ...over,
  };
}

const digest = () => `${cacheDigest(opened.reader)} ${JSON.stringify(opened.writer.state())}`;
const counts = () =>
  opened.reader.all(
    "SELECT status, sum(count) AS count FROM deposit_counts GROUP BY 1 HAVING sum(count) <> 0 ORDER BY 1",
  );

/** What the service did to its rows, a page each: which record gets a new version, or goes. */
const history = fc.array(
  fc.array(fc.record({ of: fc.nat(ROWS - 1), gone: fc.boolean() }), { minLength: 1, maxLength: 4 }),
  { minLength: 1, maxLength: 6 },
);
/** What becomes of a page on its way; "old" is one that was applied before and comes once more. */
const fate = fc.constantFrom("whole", "twice", "cut", "foreign", "old", "swapped");
/** As the reference service lays a page out, and in one piece. */
const layout = fc.constantFrom(bytesOf, (page: { items: readonly unknown[] }) =>
  new TextEncoder().encode(pageText(page)),
);

test("R7.5 pages that come twice, late, cut or out of shape leave the cache as the service has it", () => {
  fc.assert(
    fc.property(
      history,
      fc.array(fate, { minLength: 6, maxLength: 6 }),
      fc.nat(),
      layout,
      (pages, fates, cutAt, inBytes) => {
        opened.close();
        opened = openCache();
        fillCache(opened.writer, { deposits: rows });
        const service = new Map(rows.map((row) => [row.id, row]));
        const gone = new Set<string>();
        const sent: Uint8Array[] = [];
        const versions = new Map(rows.map((row) => [row.id, 1]));
        for (const [index, changes] of pages.entries()) {
          const items: Item[] = [];
          for (const change of changes) {
            const before = rows[change.of] as Deposit;
            if (gone.has(before.id) || items.some(({ row }) => row.id === before.id)) continue;
            const version = (versions.get(before.id) ?? 1) + 1;
            versions.set(before.id, version);
            const row = { ...before, version, customerName: `Edition ${version}` };
            items.push(change.gone ? { row, gone: true } : { row });
            if (change.gone) gone.add(before.id);
            if (change.gone) service.delete(before.id);
            else service.set(before.id, row);
          }
          const page = pageOf(items, (index + 1) * 10);
          const bytes = inBytes(page);
          const way = fates[index] ?? "whole";
          const bad =
            way === "cut"
              ? bytes.subarray(0, cutAt % (bytes.length - 1))
              : way === "foreign"
                ? inBytes({ ...page, items: [...page.items, { ...page.items[0], data: { id: 7 }, op: "upsert" }] })
                : way === "old"
                  ? sent.at(-1)
                  : undefined;
          if (bad !== undefined) {
            const held = digest();
            try {
              opened.writer.applyChanges(plainBytes(bad), 10);
            } catch (error) {
              expect(isAppError(error, "RESPONSE_INVALID") || isAppError(error, "SYNC_RESET_REQUIRED")).toBe(true);
            }
            expect(digest()).toBe(held);
          }
          const arrived = way === "swapped" ? inBytes({ ...page, items: page.items.toReversed() }) : bytes;
          opened.writer.applyChanges(plainBytes(arrived), 10);
          if (way === "twice") opened.writer.applyChanges(plainBytes(arrived), 10);
          sent.push(bytes);
        }
        expect(cacheDigest(opened.reader)).toBe(
          rowsDigest((entity) => (entity === "deposits" ? [...service.values()] : [])),
        );
        expect(counts()).toEqual(
          opened.reader.all("SELECT status, count(*) AS count FROM deposits GROUP BY 1 ORDER BY 1"),
        );
      },
    ),
    { numRuns: 40 },
  );
});

describe("fault 12: a service that went back in time is refused, and nothing of its page is taken", () => {
  const [newer, other] = [2, 3];
  const expectRefused = (page: unknown) => {
    const held = digest();
    expect(() => opened.writer.applyChanges(packedPage(page), 9)).toThrow(
      expect.objectContaining({
        code: "SYNC_RESET_REQUIRED",
        extra: expect.objectContaining({ resetReason: "FEED_CHANGED" }),
      }),
    );
    expect(digest()).toBe(held);
  };
  const edition = (index: number, version: number): Item => ({ row: { ...(rows[index] as Deposit), version } });

  test("a row whose version is lower than before", () => {
    opened.writer.applyChanges(packedPage(pageOf([edition(newer, 5)], 10)), 8);
    expectRefused(pageOf([edition(other, 2), edition(newer, 4)], 20));
  });

  test("a head that is lower than before, also when the page brings nothing", () => {
    opened.writer.applyChanges(packedPage(pageOf([edition(newer, 5)], 10)), 8);
    expectRefused(pageOf([], 9));
  });

  test("another feed under the same cursor", () => {
    expectRefused(pageOf([], 10, { feedId: "00000000-0000-7000-a000-0000000000ff" }));
  });

  test("R10.6 but a page that was under way while one's own action was answered is no such thing", () => {
    const own = { ...(rows[newer] as Deposit), version: 5 };
    opened.writer.remember("deposits", [own]);
    opened.writer.applyChanges(packedPage(pageOf([edition(newer, 4)], 10)), 8);
    expect(opened.cache.depositByRecordNo(own.recordNo)).toEqual(own);
    opened.writer.applyChanges(packedPage(pageOf([edition(newer, 6)], 20)), 8);
    expectRefused(pageOf([edition(newer, 5)], 30));
  });
});

test("R10.6 one's own action that the feed brings in another spelling changes nothing", () => {
  const own = { ...(rows[2] as Deposit), version: 5, customerName: "陳大文" };
  opened.writer.remember("deposits", [own]);
  const held = cacheDigest(opened.reader);
  const spelled = Object.fromEntries(Object.entries(own).toReversed()) as Deposit;
  const text = pageText(pageOf([{ row: spelled }], 10));
  expect(opened.writer.applyChanges(plainBytes(new TextEncoder().encode(text)), 8).entities).toEqual([]);
  expect(cacheDigest(opened.reader)).toBe(held);
});
