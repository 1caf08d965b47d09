import type { Benchmark, Measured } from "./Benchmark.ts";

/** One line of out/bench.json. */
export type Judged = {
  id: string;
  what: string;
  unit: string;
  value: number;
  floor: number | null;
  ratio: number | null;
  target: number | null;
  /** null: told, not judged */
  met: boolean | null;
  gate: boolean;
  note: string | null;
};

/** Figures beside their targets: the ratio where there is a floor, else the value itself. */
export function judge(benchmark: Pick<Benchmark, "id" | "gate">, measured: readonly Measured[]): Judged[] {
  return measured.map(({ what, unit, value, floor, target, note, ...given }) => {
    const ratio = floor === null ? null : (given.ratio ?? (floor === 0 ? null : value / floor));
    const judged = floor === null ? value : ratio;
    const met = target === null || judged === null ? null : judged <= target;
    const { id, gate } = benchmark;
    return { id, what, unit, value, floor, ratio, target, met, gate, note: note ?? null };
  });
}
