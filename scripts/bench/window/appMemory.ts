/** B14. Memory of all processes of the program after a thousand searches, and what nine thousand more add. Floor: a window with one word in it. Linux counts shared pages once (PSS). */
import { readdirSync, readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { Benchmark } from "#scripts/bench/Benchmark.ts";
import { benchDesk } from "./BenchDesk.ts";

const FIRST_SEARCHES = 1_000;
const ALL_SEARCHES = 10_000;
const KIB = 1024;

export const appMemory: Benchmark = {
  id: "B14",
  what: "memory of the program",
  gate: false,
  async run(world) {
    const desk = await benchDesk(world);
    const empty = await desk.startEmpty();
    const floor = mebibytesOf(empty.app.process().pid ?? 0);
    await empty.app.close();
    const { window } = await desk.start();
    try {
      await search(window.page, 0, FIRST_SEARCHES);
      const value = mebibytesOf(window.app.process().pid ?? 0);
      await search(window.page, FIRST_SEARCHES, ALL_SEARCHES);
      const later = mebibytesOf(window.app.process().pid ?? 0);
      return [
        { what: `after ${FIRST_SEARCHES} searches`, unit: "MiB", value, floor, target: 1.45 },
        { what: `after ${ALL_SEARCHES} searches`, unit: "MiB", value: later, floor: value, target: 1.02 },
      ];
    } finally {
      await window.close();
    }
  },
};

async function search(page: Page, from: number, to: number): Promise<void> {
  await page.evaluate(
    async ([first, last]) => {
      type Search = (input: unknown) => Promise<unknown>;
      const { api } = globalThis as unknown as { api: { calls: { deposits: { search: Search } } } };
      for (let number = first as number; number < (last as number); number += 1)
        await api.calls.deposits.search({ customerNo: `C-${100_000 + (number % 5_000)}`, limit: 100 });
    },
    [from, to],
  );
}

/** Of a process and everything that it started. */
function mebibytesOf(pid: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const [, parent] = readFileSync(`/proc/${name}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      parents.set(Number(name), Number(parent));
    } catch {
      parents.delete(Number(name)); // it ended meanwhile
    }
  }
  const belongs = (one: number): boolean => one === pid || (parents.has(one) && belongs(parents.get(one) ?? 0));
  const kibibytes = [...parents.keys()].filter(belongs).map((one) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {
      return 0;
    }
  });
  return kibibytes.reduce((sum, one) => sum + one, 0) / KIB;
}
