/** What the page's markup denies to people who do not see or do not point, by the rules of WCAG 2.2 AA. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const OPTIONS = {
  runOnly: { type: "tag" as const, values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
  // Describing what is right, element by element, takes most of its time.
  resultTypes: ["violations" as const],
};

type Violation = { id: string; target: string };
type Axe = {
  run: (
    on: Document,
    options: typeof OPTIONS,
  ) => Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }>;
};

/** "rule: element", one a fault. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const violations = (await lookAgain(page)) ?? (await firstLook(page));
  return violations.map(({ id, target }) => `${id}: ${target}`);
}

/** Brings the rules into the page, which takes longer than to use them. */
async function firstLook(page: Page): Promise<Violation[]> {
  // The legacy mode runs inside the page itself; the other needs a second page, which the app forbids.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options(OPTIONS).analyze();
  return violations.map(({ id, nodes }) => ({ id, target: nodes[0]?.target.join(" ") ?? "" }));
}

/** null: the rules are not in the page yet, or it was loaded anew. */
async function lookAgain(page: Page): Promise<Violation[] | null> {
  return page.evaluate(async (options) => {
    const { axe } = globalThis as unknown as { axe?: Axe };
    if (axe === undefined) return null;
    const { violations } = await axe.run(document, options);
    return violations.map(({ id, nodes }) => ({ id, target: nodes[0]?.target.join(" ") ?? "" }));
  }, OPTIONS);
}
