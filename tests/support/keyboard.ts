/** A person without a mouse: presses keys, and sees where the focus is. */
import { expect, type Locator, type Page } from "@playwright/test";

export type Keyboard = {
  /** Tab, or Shift+Tab, until the focus is there; at every stop the focus must be somewhere and be seen */
  to(target: Locator, direction?: "forth" | "back"): Promise<void>;
  press(...keys: string[]): Promise<void>;
  /** to the field, then what is typed in place of what stands there */
  write(field: Locator, text: string): Promise<void>;
  /** to the button or link, then Enter */
  push(target: Locator): Promise<void>;
  /** to an item of the menu that is open, by the arrows, then Enter */
  choose(item: Locator): Promise<void>;
  /** to the box, then the space bar */
  tick(box: Locator): Promise<void>;
  /** stops at which the focus was lost or could not be seen */
  faults: string[];
};

const MOST_STOPS = 160;
const MOST_ITEMS = 12;

export function keyboardOf(page: Page): Keyboard {
  const faults: string[] = [];
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const to: Keyboard["to"] = async (target, direction = "forth") => {
    await target.waitFor();
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press(direction === "forth" ? "Tab" : "Shift+Tab");
      const fault = await focusFault(page);
      if (fault !== null && !faults.includes(fault)) faults.push(fault);
    }
    throw new Error(`The keyboard does not reach ${String(target)}`);
  };
  return {
    faults,
    press,
    to,
    async write(field, text) {
      await to(field);
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(text);
      await expect(field).toHaveValue(text);
    },
    async push(target) {
      await to(target);
      await page.keyboard.press("Enter");
    },
    async choose(item) {
      await item.waitFor();
      for (let step = 0; step < MOST_ITEMS; step += 1) {
        if (await item.evaluate((element) => element === document.activeElement)) return press("Enter");
        await press("ArrowDown");
      }
      throw new Error(`The arrows do not reach ${String(item)}`);
    },
    async tick(box) {
      await to(box);
      await page.keyboard.press("Space");
      await expect(box).toBeChecked();
    },
  };
}

/** What is wrong with the present focus; null when it stands on something that is seen, in a part of the window that is shown. */
async function focusFault(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const at = document.activeElement;
    // Between the last stop and the first the browser itself has the focus.
    if (at === null || at === document.body) return null;
    const name = `${at.tagName.toLowerCase()} “${(at.getAttribute("aria-label") ?? at.textContent ?? "").trim().slice(0, 40)}”`;
    const box = at.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return `${name} has the focus and no size`;
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight)
      return `${name} has the focus beyond the edge of the window`;
    for (
      let around: Element | null = at, steps = 0;
      around !== null && steps < 4;
      around = around.parentElement, steps += 1
    ) {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(around);
      if ((outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1) || (steps === 0 && boxShadow !== "none"))
        return null;
    }
    return `${name} has the focus and does not show it`;
  });
}
