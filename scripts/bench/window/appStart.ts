/** B13. From the start of the program to the question for the password, and from there to the first rows. Floor: a window of the same runtime with one word in it. Wall clock: a start is waited for. */
import type { Benchmark } from "#scripts/bench/Benchmark.ts";
import { middle } from "#scripts/bench/rounds.ts";
import { benchDesk } from "./BenchDesk.ts";

export const appStart: Benchmark = {
  id: "B13",
  what: "start of the program",
  gate: false,
  async run(world) {
    const desk = await benchDesk(world);
    const values: number[] = [];
    const floors: number[] = [];
    const unlocks: number[] = [];
    for (let round = 0; round < world.rounds; round += 1) {
      const { window, ms, unlockMs } = await desk.start();
      values.push(ms);
      unlocks.push(unlockMs);
      await window.close();
      const empty = await desk.startEmpty();
      floors.push(empty.ms);
      await empty.app.close();
    }
    const ratios = values.map((ms, round) => ms / (floors[round] ?? ms));
    return [
      {
        what: "to the question for the password",
        unit: "ms",
        value: middle(values),
        floor: middle(floors),
        ratio: middle(ratios),
        target: 1.35,
        note: `ratios ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)} in ${world.rounds} starts of each`,
      },
      {
        what: `from the password to the first rows of ${world.rows}`,
        unit: "ms",
        value: middle(unlocks),
        floor: null,
        target: null,
      },
    ];
  },
};
