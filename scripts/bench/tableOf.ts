import type { Judged } from "./judge.ts";

/** The results for people, a line each, in columns. */
export function tableOf(results: readonly Judged[]): string {
  const head = ["id", "what", "value", "floor", "ratio", "target", "met", ""];
  const lines = results.map((one) => [
    one.id,
    one.what,
    `${short(one.value)} ${one.unit}`,
    one.floor === null ? "-" : `${short(one.floor)} ${one.unit}`,
    one.ratio === null ? "-" : `${short(one.ratio)}x`,
    one.target === null ? "-" : `${short(one.target)}${one.ratio === null ? ` ${one.unit}` : "x"}`,
    one.met === null ? "-" : one.met ? "yes" : one.gate ? "NO (gate)" : "no",
    one.note ?? "",
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => (line[column] ?? "").length)));
  return [head, ...lines]
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Three digits that count. */
function short(value: number): string {
  if (value === 0) return "0";
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 6));
}
