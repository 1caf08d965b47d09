/** An Excel workbook (ISO/IEC 29500): one sheet of rows, one about the file. Every cell is text, so that no digit is lost and no formula runs. */
import writeWorkbook from "write-excel-file/node";
import type { RecordColumn } from "./recordColumns.ts";
import type { Cells, RowSink, WritePart } from "./RowSink.ts";
import { xlsxText } from "./xlsxText.ts";

/** A sheet of Excel ends there; the first row holds the headers. */
export const XLSX_ROWS_MOST = 1_048_575;

export function xlsxSink(
  sheets: { rows: string; about: string },
  columns: readonly RecordColumn[],
  write: WritePart,
): RowSink {
  const kept: Cells[] = [];
  return {
    async add(rows) {
      for (const row of rows) kept.push(row);
    },
    async end(facts) {
      const header = columns.map((column) => ({ value: column.header, fontWeight: "bold" as const }));
      const rows = kept.map((row) =>
        row.map((cell, index) =>
          cell === null
            ? null
            : columns[index]?.end === true
              ? { type: String, value: xlsxText(cell), align: "right" as const }
              : { type: String, value: xlsxText(cell) },
        ),
      );
      const workbook = writeWorkbook([
        {
          sheet: sheets.rows,
          data: [header, ...rows],
          columns: columns.map(({ width }) => ({ width })),
          stickyRowsCount: 1,
          stickyColumnsCount: 1,
        },
        {
          sheet: sheets.about,
          data: facts.map(({ label, value }) => [
            { value: label, fontWeight: "bold" as const },
            { type: String, value: xlsxText(value) },
          ]),
          columns: [{ width: 24 }, { width: 100 }],
        },
      ]);
      await write(await workbook.toBuffer());
    },
  };
}
