/**
 * Comma-separated values (RFC 4180) for spreadsheets: UTF-8 with a byte order mark, or Excel takes Chinese for something else, and every cell that a
 * spreadsheet would run as a formula is made text by a leading apostrophe (CWE-1236).
 */
import { stringify } from "csv-stringify/sync";
import type { RowSink, WritePart } from "./RowSink.ts";

const BYTE_ORDER_MARK = "\uFEFF";

export function csvSink(headers: readonly string[], write: WritePart): RowSink {
  let begun = false;
  async function begin(): Promise<void> {
    if (begun) return;
    begun = true;
    await write(BYTE_ORDER_MARK + lines([headers]));
  }
  return {
    async add(rows) {
      await begin();
      if (rows.length > 0) await write(lines(rows));
    },
    end: begin,
  };
}

function lines(rows: readonly (readonly (string | null)[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => cell?.replace(/\r\n?/g, "\n") ?? "")),
    { record_delimiter: "\r\n", escape_formulas: true, quoted_match: /[\n,"]/ },
  );
}
