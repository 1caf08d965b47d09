/** F25: what one person asked to withhold is found for the second person, by an index, whatever has ended since. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Refund } from "#shared/contract/refund.ts";
import { createCache } from "#main/store/Cache.ts";
import { VOID_ASKED } from "#main/store/voidAsked.ts";
import { fillCache, openCache, type OpenedCache } from "#tests/main/support/openCache.ts";
import { randomDeposit, randomRefund } from "#tests/main/support/rows.ts";
import { createDice } from "#tests/main/support/seededRandom.ts";

const ASKED: NonNullable<Refund["voiding"]> = {
  requestedBy: { id: "01890a5d-ac96-774b-bcce-b302099a8057", name: "Ng Tsz Kit" },
  requestedAt: "2026-11-22T06:00:00.000Z",
  reason: "The key is needed",
  approval: null,
};
let cache: OpenedCache;
let asked: Refund[];
beforeAll(() => {
  cache = openCache();
  const dice = createDice(7);
  const deposits = Array.from({ length: 40 }, (_, number) => randomDeposit(dice, number));
  const refunds = deposits.map((row, number) =>
    randomRefund(dice, number, row, { voiding: number % 20 === 3 ? ASKED : null, status: "EXPIRED" }),
  );
  asked = refunds.filter(({ voiding }) => voiding !== null);
  fillCache(cache.writer, { deposits, refunds });
});
afterAll(() => cache.close());

test("F25 I3 what waits for the second person is found among everything that ended", () => {
  const { items, total } = createCache(cache.reader).searchRefunds({ voidAsked: true }, ASKED.requestedBy.id);
  expect(items.map(({ id }) => id).toSorted()).toEqual(asked.map(({ id }) => id).toSorted());
  expect(total).toBe(2);
});

test("F25 an index answers it", () => {
  const plan = cache.reader.all<{ detail: string }>(
    `EXPLAIN QUERY PLAN SELECT data FROM refunds WHERE ${VOID_ASKED} ORDER BY requested_at ASC, id ASC LIMIT 50`,
  );
  expect(plan.map(({ detail }) => detail).join()).toContain("refunds_void_asked");
});
