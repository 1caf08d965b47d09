/** What a hostile page could do: nothing (security P0). And what a person sees when the network is gone. */
import { expect, type Page } from "@playwright/test";
import * as operator from "#scripts/demo/operator.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { accessibilityFaults } from "#tests/support/accessibility.ts";
import { callEngine, test, type Desk } from "#tests/support/desk.ts";
import { HOSTILE_TEXTS } from "#tests/support/hostileTexts.ts";

test.describe.configure({ mode: "serial" });

let window: Awaited<ReturnType<Desk["open"]>>;
let page: Page;

test.beforeAll(async ({ desk }) => {
  window = await desk.open({ demo: false });
  page = window.page;
});
test.afterAll(() => window.close());

test("I17 R21.4 the page has no Node, no network, no eval, no new window, and a bridge it cannot change", async () => {
  const found = await page.evaluate(async () => {
    // Playwright lifts the policy's ban on eval while its own evaluation begins; what comes later runs under it.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const tried = async (work: () => unknown): Promise<string> => {
      try {
        const value: unknown = await work();
        return value === null || value === undefined ? "nothing" : "worked";
      } catch (error) {
        return (error as Error).name;
      }
    };
    const bridge = (globalThis as unknown as { api: { calls: { session: { state: unknown } } } }).api;
    const original = bridge.calls.session.state;
    return {
      require: typeof (globalThis as { require?: unknown }).require,
      process: typeof (globalThis as { process?: unknown }).process,
      evaluated: await tried(() =>
        (globalThis as unknown as Record<string, (text: string) => unknown>)["ev" + "al"]?.("1 + 1"),
      ),
      fetched: await tried(() => fetch("https://example.com/")),
      file: await tried(() => fetch("file:///etc/passwd")),
      opened: await tried(() => globalThis.open("https://example.com/")),
      overwritten: await tried(() => {
        bridge.calls.session.state = null;
        return bridge.calls.session.state === original ? null : "changed";
      }),
    };
  });
  expect(found).toMatchObject({ require: "undefined", process: "undefined", opened: "nothing" });
  expect(found.evaluated).not.toBe("worked");
  expect(found.fetched).not.toBe("worked");
  expect(found.file).not.toBe("worked");
  expect(found.overwritten).not.toBe("worked");
});

for (const theme of ["Light", "Dark"] as const)
  test(`the main screens have no accessibility fault, ${theme.toLowerCase()}`, async () => {
    if (theme === "Light") await operator.signIn(page, "operator");
    await operator.chooseTheme(page, theme);
    const faults: string[] = [];
    for (const [place, title] of [
      ["Records", "Deposit Records"],
      ["Applications", "Deposit Applications"],
      ["Refunds", "Refunds"],
      ["Approvals", "Approvals"],
      ["Addresses", "Customer Wallet Address"],
      ["Audit", "Audit log"],
      ["Currencies", "Currencies and networks"],
      ["Limits", "Limits of refunds"],
      ["Account", "Account"],
      ["Settings", "Settings"],
    ] as const) {
      await page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name: place }).first().click();
      if (title !== undefined) await page.getByRole("heading", { name: title, level: 1 }).waitFor();
      await page.waitForTimeout(400);
      for (const fault of await accessibilityFaults(page)) faults.push(`${place}: ${fault}`);
    }
    expect(faults).toEqual([]);
  });

/** One of each kind; all 500 are tried on the record's page without a window. */
const HOSTILE = HOSTILE_TEXTS.slice(0, 60)
  .filter((text) => text.isWellFormed() && !text.includes("\u0000"))
  .filter((_text, index) => index % 9 === 0);

test("R15.2 I17 hostile remarks in the real window: shown as they were written, and the policy had nothing to refuse", async () => {
  await page.evaluate(() => {
    const seen: string[] = [];
    (globalThis as { violations?: string[] }).violations = seen;
    document.addEventListener("securitypolicyviolation", (event) => seen.push(event.violatedDirective));
  });
  type Found = { rowsJson: string };
  const found = await callEngine<Found>(page, "deposits", "search", {});
  const records = found.ok ? (JSON.parse(found.value.rowsJson) as Deposit[]) : [];
  for (const [index, text] of HOSTILE.entries()) {
    const { id: depositId, version, recordNo } = records[index] as Deposit;
    const mark = { depositId, version, mark: "NOTE", remarks: text, idempotencyKey: crypto.randomUUID() };
    expect(await callEngine(page, "reviews", "mark", mark)).toMatchObject({ ok: true });
    await page.evaluate((path) => {
      location.hash = path;
    }, `/records/${depositId}`);
    await page.getByText(recordNo).first().waitFor();
    await expect(page.locator("body")).toContainText(text.trim().replaceAll(/\s+/g, " "));
  }
  const after = await page.evaluate(() => {
    const all = globalThis as { violations?: string[]; injected?: unknown };
    return { violations: all.violations, injected: all.injected ?? null };
  });
  expect(after).toEqual({ violations: [], injected: null });
});

// Last, for Playwright goes on waiting for a navigation that never comes.
test("navigation away is denied and the policy forbids inline script", async () => {
  await page.evaluate(() => {
    location.href = "https://example.com/";
  });
  await page.waitForTimeout(500);
  expect(page.url()).toMatch(/^app:\/\/desk\//);
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    try {
      script.textContent = "globalThis.inlineRan = true";
      document.head.append(script);
    } catch {
      return false; // Trusted Types refused the text itself, which is as good.
    }
    return (globalThis as { inlineRan?: boolean }).inlineRan === true;
  });
  expect(ran).toBe(false);
  // Whoever refused it, the page was told: the test before this one would have heard of a violation.
  const heard = await page.evaluate(() => (globalThis as { violations?: string[] }).violations ?? []);
  expect(heard.length).toBeGreaterThan(0);
});
