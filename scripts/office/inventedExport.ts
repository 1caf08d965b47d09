/** Invented records with amounts of many digits, Chinese, and cells that a spreadsheet would run, written by the shipped exporter. */
import { join } from "node:path";
import type { Deposit } from "#shared/contract/deposit.ts";
import { makeTranslator } from "#shared/texts/translator.ts";
import { exportRecords, type RecordSource } from "#main/exports/exportRecords.ts";
import { recordCells, recordColumns } from "#main/exports/recordColumns.ts";
import { writeWholeFile } from "#main/world/wholeFile.ts";
import { personOf, randomDeposit } from "#tests/main/support/rows.ts";
import { createDice } from "#tests/main/support/seededRandom.ts";

const ZONE = "Asia/Hong_Kong";
const LANGUAGE = "zh-Hant";
const REMARKS = [
  "=1+1",
  '=HYPERLINK("http://example.org","pay here")',
  "+852 2345 6789",
  "-1+1",
  "@SUM(A1:A9)",
  "＝1+1",
  "退款：地址錯誤，請核對「原路退回」",
  'a "quoted" word, and a comma',
  "two\nlines",
  "1e5",
  "0012",
  "2026-11-01",
];

/** The same for the same seed. */
function inventedDeposits(rows: number, seed: number): Deposit[] {
  const dice = createDice(seed);
  return Array.from({ length: rows }, (_, number) =>
    randomDeposit(dice, number, {
      status: "CANCELLED",
      cancel: { by: personOf(dice), remarks: dice.pick(REMARKS) },
      declaredAmount: `${dice.below(1_000_000_000)}${dice.below(1_000_000_000)}.${String(dice.below(1_000_000_000)).padStart(9, "0")}${String(dice.below(999_999_999) + 1).padStart(9, "0")}`,
    }),
  );
}

/** What each cell says, the headings first. */
export function expectedRows(rows: number, seed: number): string[][] {
  const columns = recordColumns(makeTranslator(LANGUAGE).t);
  return [
    columns.map(({ header }) => header),
    ...inventedDeposits(rows, seed).map((deposit) =>
      recordCells(columns, deposit, ZONE).map((cell) => cell?.replace(/\r\n?/g, "\n") ?? ""),
    ),
  ];
}

/** Answers the file. */
export async function exportInvented(
  folder: string,
  format: "csv" | "xlsx",
  rows: number,
  seed: number,
): Promise<string> {
  const deposits = inventedDeposits(rows, seed);
  const source: RecordSource = {
    asOf: () => 0,
    ofOneMoment: (work) => work(),
    searchDeposits: ({ cursor, limit = rows }) => {
      const from = Number(cursor ?? 0);
      const upTo = from + limit;
      return {
        rowsJson: JSON.stringify(deposits.slice(from, upTo)),
        nextCursor: upTo < deposits.length ? String(upTo) : null,
      } as ReturnType<RecordSource["searchDeposits"]>;
    },
  };
  const question = { search: {}, zone: ZONE, language: LANGUAGE, filterText: "", by: "Cheung Mei Yan", at: 0 } as const;
  const file = join(folder, `records.${format}`);
  await writeWholeFile(file, async (write) => {
    await exportRecords(source, { ...question, format }, write, () => undefined);
  });
  return file;
}
