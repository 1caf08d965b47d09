/** The bench's options, its verdicts and its invented rows. */
import { describe, expect, test } from "vitest";
import { deposit, timelineEvent } from "#shared/contract/deposit.ts";
import { refund } from "#shared/contract/refund.ts";
import { parseBenchOptions } from "#scripts/bench/benchOptions.ts";
import { BENCHMARKS } from "#scripts/bench/benchmarks.ts";
import { benchDeposit, benchEvent, benchRefund, creditedLater } from "#scripts/bench/data/benchRows.ts";
import { judge } from "#scripts/bench/judge.ts";
import { compare, percentile } from "#scripts/bench/rounds.ts";
import { tableOf } from "#scripts/bench/tableOf.ts";

describe("npm run bench --", () => {
  test("takes --only, --rows and --rounds, and says how when they make no sense", () => {
    const all = parseBenchOptions([], BENCHMARKS);
    expect(all).toMatchObject({ rows: 1_000_000, rounds: 5, benchmarks: BENCHMARKS });
    const one = parseBenchOptions(["--only", "b01", "--rows", "2000", "--rounds", "3"], BENCHMARKS);
    expect(one).toMatchObject({ rows: 2_000, rounds: 3, benchmarks: [{ id: "B01" }] });
    for (const args of [["--only", "B99"], ["--rows", "0"], ["--rounds", "many"], ["--fast"]])
      expect(parseBenchOptions(args, BENCHMARKS)).toMatchObject({ problem: expect.stringContaining("npm run bench") });
  });

  test("every benchmark has a number of its own", () => {
    const ids = BENCHMARKS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^B\d\d$/.test(id))).toBe(true);
  });
});

describe("a verdict", () => {
  const measured = { what: "a page", unit: "ms", target: 1.5 };

  test("is on the ratio where there is a floor, on the figure where there is none, and none without a target", () => {
    const [ratio, figure, told] = judge({ id: "B02", gate: true }, [
      { ...measured, value: 3, floor: 2.5 },
      { ...measured, value: 3, floor: null },
      { ...measured, value: 3, floor: null, target: null },
    ]);
    expect(ratio).toMatchObject({ ratio: 1.2, met: true, gate: true });
    expect(figure).toMatchObject({ ratio: null, met: false });
    expect(told).toMatchObject({ met: null });
    expect(tableOf([ratio, figure, told].flatMap((one) => one ?? []))).toContain("NO (gate)");
  });

  test("comes from rounds in turns: both sides meet the same neighbours, and the first round warms up", async () => {
    const turns: string[] = [];
    const costs = (name: string, cpuMs: number) => async (round: number) => {
      turns.push(`${name}${round}`);
      return { cpuMs: round < 0 ? 1_000 : cpuMs, wallMs: 1 };
    };
    const { value, floor, ratio } = await compare(3, costs("v", 6), costs("f", 4));
    expect(turns).toEqual(["f-1", "v-1", "v0", "f0", "f1", "v1", "v2", "f2"]);
    expect([value.cpuMs, floor.cpuMs, ratio]).toEqual([6, 4, 1.5]);
    expect(percentile([5, 1, 4, 2, 3], 99)).toBe(5);
  });
});

test("the invented rows fit the contract, are the same every time, and their ids are in the order of time", () => {
  const rows = Array.from({ length: 400 }, (_, index) => benchDeposit(index + 1, 400));
  for (const row of rows) {
    expect(deposit.parse(row)).toEqual(row);
    expect(deposit.parse(creditedLater(row)).version).toBe(2);
    expect(timelineEvent.parse(benchEvent(row))).toEqual(benchEvent(row));
  }
  expect(refund.safeParse(benchRefund(rows[0] ?? benchDeposit(1, 1), 20, 400)).success).toBe(true);
  expect(benchDeposit(7, 400)).toEqual(rows[6]);
  const ids = rows.map(({ id }) => id);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(rows.map(({ recordNo }) => recordNo)).size).toBe(400);
});
