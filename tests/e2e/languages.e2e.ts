/** The window in its other languages: every page of the menu, nothing left in English, nothing hidden from a screen reader. */
import { expect, type Page } from "@playwright/test";
import * as operator from "#scripts/demo/operator.ts";
import { isTranslated } from "#scripts/check/house/texts.ts";
import { DOCUMENT_LANGUAGES, LANGUAGE_NAMES, type Language } from "#shared/texts/languages.ts";
import { RESOURCES } from "#shared/texts/resources.ts";
import { accessibilityFaults } from "#tests/support/accessibility.ts";
import { test, type Desk } from "#tests/support/desk.ts";
import { englishLeft } from "#tests/support/englishLeft.ts";

test.describe.configure({ mode: "serial" });

/** Each place of the menu and the rooms that draw it. */
const PLACES = {
  dashboard: ["features/dashboard"],
  applications: ["features/applications"],
  records: ["features/deposits"],
  triage: ["features/triage"],
  refunds: ["features/refunds", "words"],
  approvals: ["features/approvals", "words"],
  addresses: ["features/addresses", "words"],
  notices: ["features/notices", "words"],
  audit: ["features/audit", "words"],
  currencies: ["features/configuration"],
  limits: ["features/configuration"],
  screening: ["features/screening", "api"],
  retention: ["features/retention", "api"],
  keys: ["features/keys", "api"],
  people: ["features/people", "api"],
  account: ["features/account", "words"],
  settings: ["features/settings"],
} as const satisfies Record<keyof typeof RESOURCES.en.frame.places, readonly string[]>;

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

test.beforeAll(async ({ desk }) => {
  window = await desk.open({ demo: false });
  page = window.page;
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
  await choose("en");
  await expectDocumentIn("en");
  await operator.signIn(page, "operator");
});

for (const language of ["zh-Hant", "zh-Hans"] as const)
  test(`every page of the menu speaks ${LANGUAGE_NAMES[language]}`, async () => {
    await goTo("settings");
    await choose(language);
    await expectDocumentIn(language);
    const faults: string[] = [];
    for (const [place, rooms] of Object.entries(PLACES)) {
      await goTo(place);
      for (const fault of await accessibilityFaults(page)) faults.push(`${place}: ${fault}`);
      if (!rooms.every((room) => isTranslated(`src-renderer/${room}/`))) continue;
      for (const text of await englishLeft(page, ALLOWED)) faults.push(`${place}: English: ${text}`);
    }
    expect(faults).toEqual([]);
  });

test("and English again", async () => {
  await goTo("settings");
  await choose("en");
  await expectDocumentIn("en");
  await operator.openRecords(page);
});

/** By the address of the link: its words are what is tested. */
async function goTo(place: string): Promise<void> {
  await page.locator(`nav a[href$="#/${place}"]`).click();
  await page.waitForURL(`**#/${place}*`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForTimeout(400);
}
