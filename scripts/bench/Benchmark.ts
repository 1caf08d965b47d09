/** What a benchmark is, and what it answers. */
import type { BenchWorld } from "./BenchWorld.ts";

export type Benchmark = {
  /** B01 ... B21 of the list in docs/benchmarks.md */
  id: string;
  what: string;
  /** a figure that stays the same on a busy machine: missing it fails the run */
  gate: boolean;
  run(world: BenchWorld): Promise<Measured[]>;
};

export type Measured = {
  /** what exactly was measured, when a benchmark has several figures */
  what: string;
  unit: string;
  value: number;
  /** the least that the same work can cost, in the same unit, measured in the same run; null when there is none */
  floor: number | null;
  /** of `value` to `floor`; where both were measured in rounds, the middle one of the rounds' ratios. Default: value / floor */
  ratio?: number;
  /** highest ratio (or, without a floor, highest value) that counts as met; null: only told */
  target: number | null;
  /** wall clock, spread or size beside the figure, for people */
  note?: string;
};
