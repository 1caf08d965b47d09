/** What the page's markup denies to people who do not see or do not point, by the rules of WCAG 2.2 AA. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** "rule: element", one a fault. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // The legacy mode runs inside the page itself; the other needs a second page, which the app forbids.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({
      runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
      // Describing what is right, element by element, takes most of its time.
      resultTypes: ["violations"],
    })
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(" ")}`);
}
