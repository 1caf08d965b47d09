/** All pages of a first sync, compressed, in a folder: what the central service would send to a workstation that begins. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, brotliDecompressSync, constants } from "node:zlib";
import { pageText } from "#shared/contract/pageText.ts";
import { type Bootstrap, SYNC_ENTITIES, type SyncEntity } from "#shared/contract/sync.ts";
import { BENCH_FEED, benchDeposit, benchEvent, benchRefund, RECORDS_A_REFUND } from "./benchRows.ts";
import type { KeptFolder } from "./keptFolder.ts";

const ROWS_A_PAGE = { deposits: 4_000, refunds: 1_000, events: 5_000 } as const;
type Paged = keyof typeof ROWS_A_PAGE;

const compress = promisify(brotliCompress);
/** As the central service packs its answers. */
const PACKED = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

export type PageSet = {
  readonly folder: string;
  readonly rows: number;
  readonly bootstrap: Bootstrap;
  /** page `number` of an entity as it goes over the wire; entities without rows have one empty page */
  compressed(entity: SyncEntity, number: number): Buffer | null;
  page(entity: SyncEntity, number: number): Buffer | null;
  /** number of the page that follows an id; -1 when none does */
  numberAfter(entity: SyncEntity, after: string | null): number;
};

/** Of each entity, the last id of every page but the last: where the next one begins. */
type Ends = Record<string, string[]>;
const ENDS = "ends.json";

export const PAGES_MADE_BY = [
  "scripts/bench/data/benchRows.ts",
  "scripts/bench/data/pageSet.ts",
  "src-shared/contract/pageText.ts",
  "tests/main/support/rows.ts",
];

export async function makePageSet(rows: number, kept: KeptFolder, say: (line: string) => void): Promise<PageSet> {
  const folder = await kept(`pages-${rows}`, PAGES_MADE_BY, async (making) => {
    say(`making the pages of ${rows} records, once`);
    await writePages(making, rows);
  });
  return openPageSet(folder, rows);
}

export function openPageSet(folder: string, rows: number): PageSet {
  const counts: Record<string, number> = {
    deposits: rows,
    events: rows,
    refunds: Math.floor(rows / RECORDS_A_REFUND),
  };
  const compressed = (entity: SyncEntity, number: number): Buffer | null => {
    const file = join(folder, fileName(entity, number));
    return existsSync(file) ? readFileSync(file) : null;
  };
  const ends = JSON.parse(readFileSync(join(folder, ENDS), "utf8")) as Ends;
  const following = new Map(
    Object.entries(ends).flatMap(([entity, ids]) => ids.map((id, number) => [`${entity} ${id}`, number + 1] as const)),
  );
  return {
    folder,
    rows,
    numberAfter: (entity, after) => (after === null ? 0 : (following.get(`${entity} ${after}`) ?? -1)),
    bootstrap: {
      feedId: BENCH_FEED,
      cursor: `${BENCH_FEED}:0`,
      headSeq: 0,
      entities: SYNC_ENTITIES.map((name) => ({ name, count: counts[name] ?? 0 })),
    },
    compressed,
    page(entity, number) {
      const bytes = compressed(entity, number);
      return bytes === null ? null : brotliDecompressSync(bytes);
    },
  };
}

function fileName(entity: SyncEntity, number: number): string {
  return `${entity}-${number}.json.br`;
}

async function writePages(folder: string, rows: number): Promise<void> {
  const ends: Ends = {};
  for (const name of SYNC_ENTITIES) if (!(name in ROWS_A_PAGE)) await writePage(folder, name, 0, [], null);
  const waiting: Record<Paged, unknown[]> = { deposits: [], refunds: [], events: [] };
  const written: Record<Paged, number> = { deposits: 0, refunds: 0, events: 0 };
  const flush = async (entity: Paged, last: boolean): Promise<void> => {
    const items = waiting[entity];
    waiting[entity] = [];
    const number = written[entity];
    written[entity] += 1;
    const nextAfter = last ? null : ((items.at(-1) as { id: string } | undefined)?.id ?? null);
    if (nextAfter !== null) (ends[entity] ??= []).push(nextAfter);
    await writePage(folder, entity, number, items, nextAfter);
  };
  for (let number = 1; number <= rows; number += 1) {
    const deposit = benchDeposit(number, rows);
    waiting.deposits.push(deposit);
    waiting.events.push(benchEvent(deposit));
    if (number % RECORDS_A_REFUND === 0) waiting.refunds.push(benchRefund(deposit, number, rows));
    for (const entity of ["deposits", "refunds", "events"] as const)
      if (waiting[entity].length > ROWS_A_PAGE[entity]) {
        const next = waiting[entity].pop();
        await flush(entity, false);
        waiting[entity].push(next);
      }
  }
  for (const entity of ["deposits", "refunds", "events"] as const) await flush(entity, true);
  writeFileSync(join(folder, ENDS), JSON.stringify(ends));
}

async function writePage(
  folder: string,
  entity: SyncEntity,
  number: number,
  items: readonly unknown[],
  nextAfter: string | null,
): Promise<void> {
  const bytes = await compress(pageText({ items, nextAfter }), PACKED);
  writeFileSync(join(folder, fileName(entity, number)), bytes);
}
