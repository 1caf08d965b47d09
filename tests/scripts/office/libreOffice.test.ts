/** R24.4, feature 65: the check that opens an export in LibreOffice would see a cell that came out otherwise. */
import { expect, test } from "vitest";
import { differingCells } from "#scripts/office/libreOffice.ts";
import { expectedRows } from "#scripts/office/inventedExport.ts";

const EXPECTED = [
  ["Number", "Amount", "Remarks"],
  ["DP-1", "100.000000000000000001", "=1+1"],
  ["DP-2", "7", 'two "lines"\n退款'],
];
const asRead = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n") + "\n";

test("feature 65 what reads the same is no difference; a formula in CSV has its apostrophe", () => {
  expect(differingCells(EXPECTED, asRead(EXPECTED), "xlsx")).toEqual({ cells: 9, differences: [] });
  const inert = EXPECTED.map((row) => row.map((cell) => (cell.startsWith("=") ? `'${cell}` : cell)));
  expect(differingCells(EXPECTED, `\uFEFF${asRead(inert)}`, "csv").differences).toEqual([]);
  expect(differingCells(EXPECTED, "Number,Amount,Remarks\nDP-1,,x\n", "xlsx").differences).toHaveLength(6);
});

test.each([
  ["an amount that lost digits", 1, "100"],
  ["a formula that was run", 2, "2"],
])("feature 65 %s is named with its line", (_, column, shown) => {
  const read = EXPECTED.map((row, line) => row.map((cell, at) => (line === 1 && at === column ? shown : cell)));
  const { differences } = differingCells(EXPECTED, asRead(read), "xlsx");
  expect(differences).toHaveLength(1);
  expect(differences[0]).toMatch(/^line 2, /);
});

test("feature 65 a line that is missing is a difference, and the same seed invents the same records", () => {
  expect(differingCells(EXPECTED, asRead(EXPECTED.slice(0, 2)), "csv").differences[0]).toBe("2 lines of 3");
  expect(expectedRows(20, 3)).toEqual(expectedRows(20, 3));
  expect(expectedRows(20, 3)).not.toEqual(expectedRows(20, 4));
});
