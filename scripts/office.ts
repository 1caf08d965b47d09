/**
 * `npm run office -- [--rows N] [--seed S] [--soffice COMMAND]`: does an export of N records (100,000) open in LibreOffice as it was meant? The shipped
 * exporter writes the file; LibreOffice reads it and writes it down again; every cell has to be the same. Needs LibreOffice on the computer (R24.4, feature 65).
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { convertWith, differingCells } from "./office/libreOffice.ts";
import { expectedRows, exportInvented } from "./office/inventedExport.ts";

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      rows: { type: "string", default: "100000" },
      seed: { type: "string", default: "1" },
      soffice: { type: "string", default: "soffice" },
    },
  });
  const [rows, seed] = [Number(values.rows), Number(values.seed)];
  const expected = expectedRows(rows, seed);
  const folder = await mkdtemp(join(tmpdir(), "deposit-desk-office-"));
  let faults = 0;
  try {
    for (const format of ["xlsx", "csv"] as const) {
      const startedAt = performance.now();
      const file = await exportInvented(folder, format, rows, seed);
      const written = performance.now();
      const read = await readFile(await convertWith(values.soffice, file, join(folder, `of-${format}`)), "utf8");
      const { cells, differences } = differingCells(expected, read, format);
      for (const difference of differences.slice(0, 10)) process.stderr.write(`${format}: ${difference}\n`);
      faults += differences.length;
      process.stdout.write(
        `${JSON.stringify({ format, rows, cells, different: differences.length, exportSeconds: seconds(startedAt, written), officeSeconds: seconds(written, performance.now()) })}\n`,
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return faults === 0 ? 0 : 1;
}

const seconds = (from: number, to: number): number => Math.round((to - from) / 100) / 10;

process.exitCode = await main();
