/** Goes from screen to screen as one person in one look, and lets somebody see each. */
import type { ElectronApplication, Page } from "@playwright/test";
import { demoPassword } from "#central/demo/demoDirectory.ts";
import type { SessionState, Settings } from "#shared/contract/ipc.ts";
import type { Language } from "#shared/texts/languages.ts";
import type { GalleryWorld } from "./GalleryWorld.ts";
import type { Screen, Visitor } from "./screens.ts";

export type Look = { theme: "light" | "dark"; language: Language; width: number; height: number; zoom: number };

/** What a page needs to come to rest: answers of the engine, fonts, a dialog that fades in. */
const REST_MS = 500;

type Answer = { ok: boolean; value?: unknown };
type Bridge = { api: { calls: Record<string, Record<string, (input: unknown) => Promise<Answer>>> } };

async function callEngine(page: Page, noun: string, verb: string, input: unknown): Promise<unknown> {
  const answer = await page.evaluate(
    ([n, v, i]) => (window as unknown as Bridge).api.calls[n as string]?.[v as string]?.(i),
    [noun, verb, input] as const,
  );
  if (answer?.ok !== true) throw new Error(`${noun}.${verb} was refused: ${JSON.stringify(answer)}`);
  return answer.value;
}

/** Leaves whoever was there; the page stays in the language it has. */
export async function becomeVisitor(page: Page, visitor: Visitor): Promise<void> {
  const { phase } = (await callEngine(page, "session", "state", {})) as SessionState;
  if (phase !== "SIGNED_OUT") await callEngine(page, "session", "signOut", {});
  if (visitor !== "nobody")
    await callEngine(page, "session", "signIn", { username: visitor, password: demoPassword(visitor) });
}

export async function takeLook(app: ElectronApplication, page: Page, look: Look): Promise<void> {
  const settings: Settings = {
    theme: look.theme,
    language: look.language,
    density: "default",
    zone: "Asia/Hong_Kong",
  };
  await callEngine(page, "system", "saveSettings", settings);
  await app.evaluate(({ BrowserWindow }, { width, height, zoom }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setContentSize(width, height);
    window?.webContents.setZoomFactor(zoom);
  }, look);
  await page.reload();
  await page.locator("main, h1").first().waitFor();
}

/** The window as it stands on the display. What the page draws by itself is cut to a quarter when it is zoomed. */
export async function picture(app: ElectronApplication): Promise<Buffer> {
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return (await window?.webContents.capturePage())?.toPNG().toString("base64") ?? "";
  });
  return Buffer.from(png, "base64");
}

/** `see` finds the screen at rest. Whatever was opened is left behind by going away. */
export async function visit(
  page: Page,
  screen: Screen,
  world: GalleryWorld,
  see: (screen: Screen) => Promise<void>,
): Promise<void> {
  await goTo(page, screen.path(world));
  await atRest(page);
  await screen.arrange?.(page);
  await page.waitForTimeout(REST_MS);
  await atRest(page);
  await see(screen);
  await page.keyboard.press("Escape");
  await goTo(page, "/account");
}

/** Everything that was asked for is there: no grey lines stand for it any more. */
async function atRest(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector("[data-placeholder]") === null);
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, path);
  await page.evaluate(() => document.fonts.ready.then(() => null));
  await page.waitForTimeout(REST_MS);
}
