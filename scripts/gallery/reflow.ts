/** What does not fit on the page: cut off, or beyond its edge where nothing can be scrolled to it (WCAG 1.4.10). */
import type { Page } from "@playwright/test";

/** "text: what is wrong", one a text. Where a part may be scrolled sideways (grids, tabs), what is beyond its edge can be reached. */
export async function reflowFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const SLACK = 2;
    const faults: string[] = [];
    const wide = document.documentElement;
    if (wide.scrollWidth > wide.clientWidth + SLACK)
      faults.push(`the page scrolls sideways: ${wide.scrollWidth} of ${wide.clientWidth}`);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const around = node.parentElement;
      const text = node.textContent?.trim() ?? "";
      if (
        text === "" ||
        around === null ||
        !around.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      )
        continue;
      range.selectNodeContents(node);
      const { left, right, top, bottom, width } = range.getBoundingClientRect();
      if (width <= 1) continue;
      let problem: string | null = null;
      let reached = false;
      for (let box: Element | null = around; box !== null && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        const edge = box.getBoundingClientRect();
        // Kept for screen readers alone.
        if (edge.width <= 1 || edge.height <= 1) problem = null;
        if (edge.width <= 1 || edge.height <= 1) reached = true;
        if (reached) break;
        if (/auto|scroll/.test(style.overflowX) && box.scrollWidth > box.clientWidth + SLACK) reached = true;
        else if (
          style.overflowX !== "visible" &&
          style.textOverflow !== "ellipsis" &&
          (right > edge.right + SLACK || left < edge.left - SLACK)
        )
          problem = "is cut off at the side";
        else if (style.textOverflow === "ellipsis" && style.overflowX !== "visible") reached = true;
        if (
          !reached &&
          style.overflowY === "hidden" &&
          box.scrollHeight > box.clientHeight + 4 &&
          bottom > edge.bottom + 4 &&
          top < edge.bottom - 4
        )
          problem = "is cut off below";
      }
      if (!reached && problem === null && (right > wide.clientWidth + SLACK || left < -SLACK))
        problem = "is beyond the edge";
      if (!reached && problem !== null) faults.push(`“${text.slice(0, 60)}” ${problem}`);
    }
    return [...new Set(faults)];
  });
}
