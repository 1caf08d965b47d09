/**
 * The window in its languages: every page of the menu and of a record, light and dark, as it is and at 200 % of its smallest width.
 * Nothing left in English, nothing hidden from a screen reader (WCAG 2.2 AA), nothing cut off or beyond the edge (WCAG 1.4.10).
 */
import { expect, type Page } from "@playwright/test";
import * as operator from "#scripts/demo/operator.ts";
import { reflowFaults } from "#scripts/gallery/reflow.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { DOCUMENT_LANGUAGES, LANGUAGE_NAMES, LANGUAGES, type Language } from "#shared/texts/languages.ts";
import { RESOURCES } from "#shared/texts/resources.ts";
import { accessibilityFaults } from "#tests/support/accessibility.ts";
import { test, type Desk } from "#tests/support/desk.ts";
import { englishLeft } from "#tests/support/englishLeft.ts";

test.describe.configure({ mode: "serial" });

const PLACES = Object.keys(RESOURCES.en.frame.places);

/** `zoom` 2 leaves 640 CSS pixels. */
const LOOKS = [
  { scheme: "light", zoom: 1 },
  { scheme: "dark", zoom: 1 },
  { scheme: "dark", zoom: 2 },
  { scheme: "light", zoom: 2 },
] as const;

/** Colours are the same in every language; how long words are, and in which letters, is not. */
const looksIn = (language: Language) =>
  LOOKS.filter(({ scheme, zoom }) => language === "en" || (scheme === "light") === (zoom === 1));

const ALLOWED = [
  // The language of queries is the same in each language.
  "status:credited amount>1",
  // Names and evidence of the demo are data.
  "demo, this computer only",
  "Local test chain",
  "Main wallet",
  "Second wallet",
  "Signed message, ",
];

let window: Awaited<ReturnType<Desk["open"]>>;
let page: Page;
/** pages of one record and of one refund */
let details: string[];

test.beforeAll(async ({ desk }) => {
  window = await desk.open({ demo: false });
  page = window.page;
  const { items } = await desk.witness.get<{ items: Deposit[] }>("/deposits?status=CREDITED&limit=20");
  const credited = items.find(({ activeRefundId }) => activeRefundId === null);
  const refunds = await desk.witness.get<{ items: Refund[] }>("/refunds?status=COMPLETED&limit=1");
  details = [`records/${credited?.id}`, `records/${credited?.id}/refund`, `refunds/${refunds.items[0]?.id}`];
});
test.afterAll(() => window.close());

const choose = (language: Language) => page.getByRole("radio", { name: LANGUAGE_NAMES[language], exact: true }).click();
const expectDocumentIn = (language: Language) =>
  expect(page.locator("html")).toHaveAttribute("lang", DOCUMENT_LANGUAGES[language]);

test("the sign-in offers the language, before anybody has signed in", async () => {
  await expect(page.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible();
  for (const [language, heading] of [
    ["zh-Hant", "登入"],
    ["zh-Hans", "登录"],
  ] as const) {
    await choose(language);
    await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
    await expectDocumentIn(language);
    expect(await englishLeft(page, ALLOWED)).toEqual([]);
  }
  expect(await faultsIn(LOOKS, "sign-in")).toEqual([]);
  await choose("en");
  await expectDocumentIn("en");
  await operator.signIn(page, "operator");
  await operator.chooseTheme(page, "As the system");
});

for (const language of LANGUAGES)
  test(`every page speaks ${LANGUAGE_NAMES[language]} and can be seen and heard in every look`, async () => {
    await goTo("settings");
    await choose(language);
    await expectDocumentIn(language);
    const faults: string[] = [];
    for (const place of PLACES) {
      await goTo(place);
      if (language !== "en")
        for (const text of await englishLeft(page, ALLOWED)) faults.push(`${place}: English: ${text}`);
      faults.push(...(await faultsIn(looksIn(language), place)));
    }
    for (const path of details) {
      await page.evaluate((to) => {
        location.hash = `/${to}`;
      }, path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForTimeout(400);
      faults.push(...(await faultsIn(looksIn(language), path)));
    }
    expect(faults).toEqual([]);
  });

async function faultsIn(looks: readonly (typeof LOOKS)[number][], place: string): Promise<string[]> {
  const faults: string[] = [];
  for (const { scheme, zoom } of looks) {
    // Without motion, colours are what they are at once.
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await window.app.evaluate(({ BrowserWindow }, factor) => {
      const [one] = BrowserWindow.getAllWindows();
      one?.setContentSize(1280, 800);
      one?.webContents.setZoomFactor(factor);
    }, zoom);
    await page.waitForTimeout(200);
    const found = [...(await accessibilityFaults(page)), ...(await reflowFaults(page))];
    faults.push(...found.map((fault) => `${place}, ${scheme}, ${zoom * 100} %: ${fault}`));
  }
  await window.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(1));
  return faults;
}

/** By the address of the link: its words are what is tested. */
async function goTo(place: string): Promise<void> {
  await page.locator(`nav a[href$="#/${place}"]`).click();
  await page.waitForURL(`**#/${place}*`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForTimeout(400);
}
