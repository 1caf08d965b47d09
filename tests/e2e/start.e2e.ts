/** How the program starts: when all is well, and when something on the computer or in the network is not. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { openDesk } from "#scripts/demo/deskProcess.ts";
import { setIdleSeconds } from "#scripts/demo/deskWindow.ts";
import * as operator from "#scripts/demo/operator.ts";
import { demoPassword } from "#central/demo/demoDirectory.ts";
import { allCalls } from "#shared/contract/ipc.ts";
import { callEngine, test } from "#tests/support/desk.ts";

/** What a person may ask for before he has signed in. */
const OPEN_CALLS = [
  "session.state",
  "session.signIn",
  "system.settings",
  "system.saveSettings",
  "system.copy",
  "system.reportError",
];
/** Nothing answers there. */
const DEAD_URL = "http://127.0.0.1:9";

const signInHeading = (page: Page) => page.getByRole("heading", { name: "Sign in", level: 1 });

test("R2.1 R3.3 before the sign-in the engine answers no call but those that lead to it", async ({ desk }) => {
  const window = await desk.open({ demo: false });
  try {
    await expect(signInHeading(window.page)).toBeVisible();
    await expect(window.page.getByRole("navigation", { name: "Main menu" })).toHaveCount(0);
    const closed = allCalls().filter(({ noun, verb }) => !OPEN_CALLS.includes(`${noun}.${verb}`));
    expect(closed.length).toBeGreaterThan(30);
    for (const { noun, verb } of closed) {
      const answer = await callEngine(window.page, noun, verb, {});
      expect(answer, `${noun}.${verb}`).toMatchObject({ ok: false, error: { code: "NOT_SIGNED_IN" } });
    }
  } finally {
    await window.close();
  }
});

test("R2.2 R2.4 sign-in, lock and the next start: no password and no token is left on disk or in the page", async ({
  desk,
}) => {
  const window = await desk.open({ demo: false });
  const { page, profile, keychainService } = window;
  try {
    await page.getByLabel("User name", { exact: true }).fill("operator");
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("alert")).toContainText("INVALID_CREDENTIALS");
    await operator.signIn(page, "operator");
    await operator.openRecords(page);

    await setIdleSeconds(window.app, 301);
    await expect(page.getByRole("heading", { name: "Locked", level: 1 })).toBeVisible();
    await expect(operator.recordsGrid(page)).toHaveCount(0);
    const locked = await callEngine(page, "deposits", "search", {});
    expect(locked).toMatchObject({ ok: false, error: { code: "NOT_SIGNED_IN" } });
    await setIdleSeconds(window.app, 0);
    await operator.unlock(page, demoPassword("operator"));
    await expect(operator.recordsGrid(page)).toBeVisible();

    const inPage = await page.evaluate(() =>
      [...Object.entries(localStorage), ...Object.entries(sessionStorage), document.cookie].join(" "),
    );
    expect(inPage).not.toMatch(/eyJ[\w-]+\.[\w-]+/);
    expect(inPage).not.toContain(demoPassword("operator"));
  } finally {
    await window.close();
  }
  for (const { name, text } of await filesOf(profile)) {
    expect(text.includes(demoPassword("operator")), `${name} holds the password`).toBe(false);
    expect(/eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/.test(text), `${name} holds a token`).toBe(false);
  }

  const again = await desk.open({ demo: false, profile, keychainService });
  try {
    await expect(again.page.getByRole("heading", { name: "Locked", level: 1 })).toBeVisible();
    await again.page.getByRole("button", { name: /^Sign out/ }).click();
    await expect(signInHeading(again.page)).toBeVisible();
  } finally {
    await again.close();
  }
});

test("a second start brings the first window to the front and ends", async ({ desk }) => {
  const window = await desk.open({ demo: false });
  try {
    await expect(signInHeading(window.page)).toBeVisible();
    await window.app.evaluate(({ app }) => {
      app.once("second-instance", () => void Reflect.set(globalThis, "secondStart", true));
    });
    const second = openDesk({
      connect: desk.services.centralUrl,
      nodes: [],
      profile: window.profile,
      demo: false,
    });
    expect(await second.exited).toBe(0);
    expect(await window.app.evaluate(() => Reflect.get(globalThis, "secondStart"))).toBe(true);
    expect(await window.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  } finally {
    await window.close();
  }
});

test("a central service that does not answer is named on the sign-in screen, with what it means", async ({ desk }) => {
  const window = await desk.open({ demo: false, connect: DEAD_URL });
  try {
    await expect(window.page.getByRole("region", { name: "You are connecting to" })).toContainText(
      /cannot be reached/i,
    );
    await window.page.getByLabel("User name", { exact: true }).fill("operator");
    await window.page.getByLabel("Password", { exact: true }).fill(demoPassword("operator"));
    await window.page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(window.page.getByRole("alert")).toContainText("OFFLINE");
  } finally {
    await window.close();
  }
});

test("R2.2 without a keychain nobody can sign in, and the screen says what to do", async ({ desk }) => {
  const window = await desk.open({
    demo: false,
    env: { DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere/bus" },
  });
  try {
    const { page } = window;
    await expect(page.getByRole("region", { name: "You are connecting to" })).toContainText(/keychain/i);
    const signIn = page.getByRole("button", { name: "Sign in", exact: true });
    await expect(signIn).toBeDisabled();
    await page.getByLabel("User name", { exact: true }).fill("operator");
    await page.getByLabel("Password", { exact: true }).fill(demoPassword("operator"));
    await page.getByLabel("Password", { exact: true }).press("Enter");
    const answer = await callEngine(page, "session", "signIn", {
      username: "operator",
      password: demoPassword("operator"),
    });
    expect(answer).toMatchObject({ ok: false, error: { code: "KEYCHAIN_UNAVAILABLE" } });
    await expect(signInHeading(page)).toBeVisible();
  } finally {
    await window.close();
  }
});

const BROKEN = [
  { what: "is no JSON", text: "{ not json", words: /not readable as JSON/ },
  { what: "has a wrong entry", text: '{ "conect": "https://desk.example" }', words: /conect/ },
];
for (const { what, text, words } of BROKEN)
  test(`a config.json that ${what} is explained in words, and nothing is started`, async ({ desk }) => {
    const profile = await mkdtemp(join(tmpdir(), "deposit-desk-config-"));
    await writeFile(join(profile, "config.json"), text);
    const window = await desk.open({ demo: false, profile });
    try {
      const fault = window.page.getByRole("alert");
      await expect(fault).toContainText("Deposit Desk is not configured correctly");
      await expect(fault).toContainText(words);
      await expect(window.page.getByLabel("Password")).toHaveCount(0);
      await fault.getByRole("button", { name: "Copy" }).click();
      await expect
        .poll(() => window.app.evaluate(({ clipboard }) => clipboard.readText()))
        .toMatch(/^Deposit Desk is not configured correctly\n/);
    } finally {
      await window.close();
      await rm(profile, { recursive: true, force: true });
    }
  });

/** Every file of a folder as text, byte by byte. */
async function filesOf(folder: string): Promise<{ name: string; text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async (entry) => ({
      name: entry.name,
      text: await readFile(join(entry.parentPath, entry.name), "latin1"),
    })),
  );
}
