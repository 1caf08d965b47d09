/** Writes exactly the records that a search finds, in its order, as of one moment (R24.4, feature 65). */
import { createHash } from "node:crypto";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { DepositSearch, RecordsFormat } from "#shared/contract/ipc.ts";
import { type Zone, zonedText } from "#shared/domain/query/moments.ts";
import type { Language } from "#shared/texts/languages.ts";
import { makeTranslator } from "#shared/texts/translator.ts";
import { AppError } from "#shared/errors.ts";
import type { Part } from "#main/world/wholeFile.ts";
import type { Cache } from "#main/store/Cache.ts";
import type { CacheReader } from "#main/store/cacheReader.ts";
import { timestampOf } from "#main/world/clock.ts";
import { csvSink } from "./csvSink.ts";
import { recordCells, recordColumns } from "./recordColumns.ts";
import { XLSX_ROWS_MOST, xlsxSink } from "./xlsxSink.ts";

export type ExportQuestion = {
  search: Omit<DepositSearch, "cursor" | "limit">;
  format: RecordsFormat;
  zone: Zone;
  /** of the headings, the statuses and the sheet about the file */
  language: Language;
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
  { search, format, zone, language, filterText, by, at }: ExportQuestion,
  write: (part: Part) => Promise<void>,
  told: (rows: number) => void,
): Promise<ExportedRecords> {
  const hash = createHash("sha256");
  const writeHashed = async (part: Part) => {
    hash.update(part);
    await write(part);
  };
  const { t } = makeTranslator(language);
  const columns = recordColumns(t);
  const sink =
    format === "csv"
      ? csvSink(
          columns.map(({ header }) => header),
          writeHashed,
        )
      : xlsxSink({ rows: t("native:sheet.name"), about: t("native:sheet.about") }, columns, writeHashed);
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
      await sink.add(deposits.map((deposit) => recordCells(columns, deposit, zone)));
      told(rows);
      cursor = page.nextCursor;
    } while (cursor !== null);
    await sink.end([
      { label: t("native:sheet.records"), value: `${rows}` },
      { label: t("native:sheet.asOf"), value: asOf === null ? t("native:sheet.never") : zonedText(asOf, zone) },
      { label: t("native:sheet.filter"), value: filterText === "" ? t("native:sheet.noFilter") : filterText },
      { label: t("native:sheet.by"), value: by },
      { label: t("native:sheet.at"), value: zonedText(timestampOf(at), zone) },
    ]);
    return { rows, sha256: hash.digest("hex"), asOf };
  });
}
