/** B17. From the key that asks to the rows that answer, painted. */
import type { Page } from "@playwright/test";
import type { Benchmark } from "#scripts/bench/Benchmark.ts";
import { percentile } from "#scripts/bench/rounds.ts";
import { benchDesk } from "./BenchDesk.ts";

const SEARCHES = 60;

export const searching: Benchmark = {
  id: "B17",
  what: "search in the window",
  gate: false,
  async run(world) {
    const desk = await benchDesk(world);
    const { window } = await desk.start();
    try {
      const { page } = window;
      const waits: number[] = [];
      for (let number = 0; number < SEARCHES; number += 1) {
        const line = page.getByLabel("Add filter");
        await line.fill(`customer:C-${100_000 + number}`);
        await watchForRows(page);
        await line.press("Enter");
        waits.push(await page.evaluate(() => (globalThis as unknown as { rowsPainted: Promise<number> }).rowsPainted));
        await page.getByRole("button", { name: "Clear all", exact: true }).click();
        await page.waitForTimeout(100);
      }
      return [
        {
          what: `key to rows, p95 of ${SEARCHES}`,
          unit: "ms",
          value: percentile(waits, 95),
          floor: null,
          target: 33,
          note: `p50 ${percentile(waits, 50).toFixed(1)} ms`,
        },
      ];
    } finally {
      await window.close();
    }
  },
};

/** Listens for Enter, then for other rows in the list, then for the frame that paints them. */
async function watchForRows(page: Page): Promise<void> {
  await page.evaluate(() => {
    const grid = document.querySelector('[role="grid"]');
    const rows = (): string => grid?.querySelector('[role="rowgroup"] [role="row"]')?.textContent ?? "";
    const count = (): string | null | undefined => grid?.getAttribute("aria-rowcount");
    const before = `${count()} ${rows()}`;
    (globalThis as unknown as { rowsPainted: Promise<number> }).rowsPainted = new Promise((resolve) => {
      window.addEventListener(
        "keydown",
        (event) => {
          if (event.key !== "Enter" || grid === null) return;
          const begun = performance.now();
          const observer = new MutationObserver(() => {
            if (`${count()} ${rows()}` === before) return;
            observer.disconnect();
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun), 0));
          });
          observer.observe(grid, { subtree: true, childList: true, characterData: true, attributes: true });
        },
        { capture: true, once: true },
      );
    });
  });
}
