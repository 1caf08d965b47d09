/** LibreOffice without a window: it reads a file, and writes down what it understood. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
/** Comma, double quote, UTF-8, from the first line; every cell in quotes and as it is shown, no formula written out. */
const AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false";
/** Comma, double quote, UTF-8, from the first line; a cell in quotes is text, nothing else is guessed: as the import dialog's "Text" does. */
const COLUMNS_MOST = 64;
const TEXT_COLUMNS = Array.from({ length: COLUMNS_MOST }, (_, index) => `${index + 1}/2`).join("/");
const READ_AS_TEXT = `--infilter=CSV:44,34,76,1,${TEXT_COLUMNS},0,false,false,false`;

/** Answers the file that LibreOffice wrote. Throws when it cannot be started, or wrote nothing. */
export async function convertWith(soffice: string, file: string, target: string): Promise<string> {
  const reading = file.endsWith(".csv") ? [READ_AS_TEXT] : [];
  const profile = `-env:UserInstallation=file://${target}-profile`;
  await run(soffice, [profile, "--headless", ...reading, "--convert-to", AS_SHOWN, "--outdir", target, file]);
  return join(target, "records.csv");
}

/** Cells that do not say what was expected, in words. In CSV a cell that would be run has an apostrophe before it. */
export function differingCells(
  expected: readonly (readonly string[])[],
  text: string,
  format: "csv" | "xlsx",
): { cells: number; differences: string[] } {
  const read = cellsOf(text.replace(/^\uFEFF/, ""));
  const differences: string[] = [];
  let cells = 0;
  if (read.length !== expected.length) differences.push(`${read.length} lines of ${expected.length}`);
  for (const [row, wanted] of expected.entries())
    for (const [column, cell] of wanted.entries()) {
      cells += 1;
      const found = read[row]?.[column];
      const inert = format === "csv" && /^[=+\-@＝＋－＠\t\r]/.test(cell) ? `'${cell}` : cell;
      if (found !== inert)
        differences.push(
          `line ${row + 1}, ${expected[0]?.[column]}: ${JSON.stringify(cell)} became ${JSON.stringify(found)}`,
        );
    }
  return { cells, differences };
}

/** RFC 4180, with every cell in quotes or none. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^,"\n\r]*))(,|\r?\n|$)/y;
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (found === null) throw new Error(`no cell begins at ${cell.lastIndex}`);
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "");
    if (found[3] !== ",") {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
