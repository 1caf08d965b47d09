/** Pages of the feed as a busy day brings them: three of ten records new, the others credited since. */
import type { Deposit } from "#shared/contract/deposit.ts";
import { pageText } from "#shared/contract/pageText.ts";
import { createDice } from "#tests/main/support/seededRandom.ts";
import { BENCH_FEED, benchDeposit, creditedLater } from "./benchRows.ts";

export const CHANGES_A_PAGE = 5_000;
const NEW_ROWS = 1_500;

export type ChangePage = { added: Deposit[]; changed: Deposit[]; bytes: Uint8Array };

/** Page `number` from 0, on top of `rows` records; no record is in two pages. */
export function changePage(number: number, rows: number): ChangePage {
  const dice = createDice(97 + number);
  const first = rows + number * NEW_ROWS + 1;
  const added = Array.from({ length: NEW_ROWS }, (_, index) => benchDeposit(first + index, rows));
  const changed: Deposit[] = [];
  const taken = new Set<number>();
  // Each page has every eleventh record for itself.
  while (changed.length < Math.min(CHANGES_A_PAGE - NEW_ROWS, Math.floor(rows / 22))) {
    const chosen = 1 + dice.below(Math.floor(rows / 11)) * 11 + (number % 11);
    if (taken.has(chosen)) continue;
    taken.add(chosen);
    changed.push(creditedLater(benchDeposit(chosen, rows)));
  }
  const head = (number + 1) * CHANGES_A_PAGE;
  const items = [...added, ...changed].map((data, index) => ({
    seq: number * CHANGES_A_PAGE + index + 1,
    entity: "deposits",
    id: data.id,
    op: "upsert",
    version: data.version,
    at: data.updatedAt,
    data,
  }));
  const page = { feedId: BENCH_FEED, items, nextCursor: `${BENCH_FEED}:${head}`, headSeq: head, hasMore: false };
  return { added, changed, bytes: new TextEncoder().encode(pageText(page)) };
}
