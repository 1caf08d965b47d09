/** B16. Frames that come late while the list is scrolled by 5,000 pixels a second. Floor: frames of a window that does nothing. */
import type { Page } from "@playwright/test";
import type { Benchmark } from "#scripts/bench/Benchmark.ts";
import { benchDesk } from "./BenchDesk.ts";

const PIXELS_A_SECOND = 5_000;
const SECONDS = 6;
/** a frame of 60 a second takes 16.7 ms */
const LATE_MS = 20;

export const scrolling: Benchmark = {
  id: "B16",
  what: "scrolling",
  gate: false,
  async run(world) {
    const desk = await benchDesk(world);
    const empty = await desk.startEmpty();
    const floor = await lateFrames(empty.page, null);
    await empty.app.close();
    const { window } = await desk.start();
    try {
      const value = await lateFrames(window.page, '[role="grid"]');
      return [
        {
          what: `frames over ${LATE_MS} ms of ${value.frames}`,
          unit: "%",
          value: value.percent,
          floor: null,
          target: 1,
          note: `a window that does nothing: ${floor.percent.toFixed(1)} % of ${floor.frames}; rows missing on ${value.blank.toFixed(1)} % of the frames`,
        },
      ];
    } finally {
      await window.close();
    }
  },
};

/** `grid`: what is scrolled; null: nothing. `blank`: per cent of frames in which the middle of the list showed no row. */
function lateFrames(page: Page, grid: string | null): Promise<{ percent: number; frames: number; blank: number }> {
  return page.evaluate(
    async ({ selector, speed, seconds, late }) => {
      const found = selector === null ? null : document.querySelector(selector);
      let scroller: Element | null = found;
      while (scroller !== null && scroller.scrollHeight <= scroller.clientHeight + 100)
        scroller = scroller.parentElement;
      const inner = found?.querySelector('[role="rowgroup"]')?.parentElement ?? null;
      const moved = scroller ?? inner;
      const frames: number[] = [];
      let blank = 0;
      const begun = performance.now();
      let last = begun;
      for (;;) {
        const now = await new Promise<number>((resolve) => {
          requestAnimationFrame(() => resolve(performance.now()));
        });
        frames.push(now - last);
        if (moved !== null) {
          moved.scrollTop += ((now - last) / 1_000) * speed;
          const box = moved.getBoundingClientRect();
          const middle = document.elementFromPoint(box.left + 60, box.top + box.height / 2);
          if (middle?.closest('[role="row"]') === null) blank += 1;
        }
        last = now;
        if (now - begun > seconds * 1_000) break;
      }
      const lateOnes = frames.filter((ms) => ms > late).length;
      return {
        percent: (lateOnes / frames.length) * 100,
        frames: frames.length,
        blank: (blank / frames.length) * 100,
      };
    },
    { selector: grid, speed: PIXELS_A_SECOND, seconds: SECONDS, late: LATE_MS },
  );
}
