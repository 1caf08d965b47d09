/** B17. From the key that asks to the rows that answer, painted. Told beside it: the engine's answer alone, asked by the same page, and one frame. */
import type { Page } from "@playwright/test";
import type { Benchmark } from "#scripts/bench/Benchmark.ts";
import { percentile } from "#scripts/bench/rounds.ts";
import { benchDesk } from "./BenchDesk.ts";

const SEARCHES = 60;
const PATIENCE_MS = 20_000;
/** customers of the seeded records begin here, and are 5,000 */
const FIRST_CUSTOMER = 100_000;

export const searching: Benchmark = {
  id: "B17",
  what: "search in the window",
  gate: false,
  async run(world) {
    const desk = await benchDesk(world);
    const { window } = await desk.start();
    try {
      const waits: number[] = [];
      const alone: number[] = [];
      for (let number = 0; number < SEARCHES; number += 1) {
        waits.push(await searchFor(window.page, `C${FIRST_CUSTOMER + number * 7}`));
        alone.push(await answerAndFrame(window.page, `C${FIRST_CUSTOMER + number * 7 + 1}`));
      }
      return [
        {
          what: `key to painted rows, p95 of ${SEARCHES} searches by customer`,
          unit: "ms",
          value: percentile(waits, 95),
          floor: null,
          target: 33,
          note: `p50 ${percentile(waits, 50).toFixed(1)} ms; the answer alone and one frame: p50 ${percentile(alone, 50).toFixed(1)}, p95 ${percentile(alone, 95).toFixed(1)} ms`,
        },
      ];
    } finally {
      await window.close();
    }
  },
};

async function searchFor(page: Page, customerNo: string): Promise<number> {
  const line = page.getByLabel("Add filter");
  await line.fill(`customer:${customerNo}`);
  await watchForRows(page, customerNo);
  await line.press("Enter");
  const ms = await page.evaluate(() => (globalThis as unknown as { rowsPainted: Promise<number> }).rowsPainted);
  const clear = page.getByRole("button", { name: "Clear all", exact: true });
  await clear.click();
  await clear.waitFor({ state: "hidden", timeout: PATIENCE_MS });
  return ms;
}

function answerAndFrame(page: Page, customerNo: string): Promise<number> {
  return page.evaluate(async (wanted) => {
    type Call = (input: unknown) => Promise<unknown>;
    const { api } = globalThis as unknown as { api: { calls: Record<string, Record<string, Call>> } };
    const begun = performance.now();
    await api.calls["deposits"]?.["search"]?.({ customerNo: wanted, limit: 100 });
    await new Promise((resolve) => {
      requestAnimationFrame(() => setTimeout(resolve, 0));
    });
    return performance.now() - begun;
  }, customerNo);
}

/** Listens for Enter, then for a list of this customer's records alone, then for the frame that paints it. */
async function watchForRows(page: Page, customerNo: string): Promise<void> {
  await page.evaluate(
    ({ wanted, patience }) => {
      const answered = (): boolean => {
        const rows = [...document.querySelectorAll('[role="grid"] [role="row"]')].filter(
          (row) => row.querySelector('[role="gridcell"]') !== null,
        );
        return rows.length > 0 && rows.every((row) => row.textContent.includes(wanted));
      };
      (globalThis as unknown as { rowsPainted: Promise<number> }).rowsPainted = new Promise((resolve, reject) => {
        globalThis.addEventListener(
          "keydown",
          () => {
            const begun = performance.now();
            const look = (): void => {
              if (performance.now() - begun > patience) reject(new Error(`no records of ${wanted} came`));
              else if (answered()) setTimeout(() => resolve(performance.now() - begun), 0);
              else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
          },
          { capture: true, once: true },
        );
      });
    },
    { wanted: customerNo, patience: PATIENCE_MS },
  );
}
