/** Writes exactly the records that a search finds, in its order, as of one moment (R24.4, feature 65). */
import { createHash } from "node:crypto";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { DepositSearch, RecordsFormat } from "#shared/contract/ipc.ts";
import { type Zone, zonedText } from "#shared/domain/query/moments.ts";
import { AppError } from "#shared/errors.ts";
import type { Part } from "#main/world/wholeFile.ts";
import type { Cache } from "#main/store/Cache.ts";
import type { CacheReader } from "#main/store/cacheReader.ts";
import { timestampOf } from "#main/world/clock.ts";
import { csvSink } from "./csvSink.ts";
import { RECORD_COLUMNS, RECORD_HEADERS, recordCells } from "./recordColumns.ts";
import { XLSX_ROWS_MOST, xlsxSink } from "./xlsxSink.ts";

export type ExportQuestion = {
  search: Omit<DepositSearch, "cursor" | "limit">;
  format: RecordsFormat;
  zone: Zone;
  /** the filter in words, for the file itself */
  filterText: string;
  by: string;
  /** milliseconds since 1970 */
  at: number;
};
/** The cache, on a connection of the export's own. */
export type RecordSource = Pick<Cache, "searchDeposits" | "asOf"> & Pick<CacheReader, "ofOneMoment">;
export type ExportedRecords = { rows: number; sha256: string; asOf: string | null };

const ROWS_A_BLOCK = 500;

/** `told` hears the rows so far. Throws INPUT_INVALID for more rows than a workbook can hold, and what the cache and `write` throw. */
export async function exportRecords(
  source: RecordSource,
  { search, format, zone, filterText, by, at }: ExportQuestion,
  write: (part: Part) => Promise<void>,
  told: (rows: number) => void,
): Promise<ExportedRecords> {
  const hash = createHash("sha256");
  const writeHashed = async (part: Part) => {
    hash.update(part);
    await write(part);
  };
  const sink =
    format === "csv" ? csvSink(RECORD_HEADERS, writeHashed) : xlsxSink("Deposit records", RECORD_COLUMNS, writeHashed);
  return source.ofOneMoment(async () => {
    const asOfMs = source.asOf();
    const asOf = asOfMs === null ? null : timestampOf(asOfMs);
    let rows = 0;
    let cursor: string | null = null;
    do {
      const page = source.searchDeposits({ ...search, cursor, limit: ROWS_A_BLOCK });
      const deposits = JSON.parse(page.rowsJson) as Deposit[];
      rows += deposits.length;
      if (format === "xlsx" && rows > XLSX_ROWS_MOST)
        throw new AppError(
          "INPUT_INVALID",
          `A workbook holds ${XLSX_ROWS_MOST} rows. Narrow the filter, or choose CSV.`,
        );
      await sink.add(deposits.map((deposit) => recordCells(deposit, zone)));
      told(rows);
      cursor = page.nextCursor;
    } while (cursor !== null);
    await sink.end([
      { label: "Records", value: `${rows}` },
      { label: "As of", value: asOf === null ? "never synchronised" : zonedText(asOf, zone) },
      { label: "Filter", value: filterText === "" ? "none: all records" : filterText },
      { label: "Exported by", value: by },
      { label: "Exported at", value: zonedText(timestampOf(at), zone) },
    ]);
    return { rows, sha256: hash.digest("hex"), asOf };
  });
}
