/** The real window with as many records in its copy as the benchmark asks for, and beside it the least window that there can be. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import { type DeskWindow, openWindow } from "#scripts/demo/deskWindow.ts";
import { demoPassword } from "#central/demo/demoDirectory.ts";
import * as operator from "#scripts/demo/operator.ts";
import type { SyncStatus } from "#shared/contract/ipc.ts";
import type { BenchWorld } from "#scripts/bench/BenchWorld.ts";
import { startCentral } from "#scripts/bench/ownCentral.ts";

export type BenchDesk = {
  /**
   * A start on the finished copy. The program begins locked: `ms` ends when it asks for the password, `unlockMs` goes from there to the first
   * rows on the screen, with the password's check by the central service.
   */
  start(): Promise<{ window: DeskWindow; ms: number; unlockMs: number }>;
  /** the same of a window with nothing in it; ends when its page is on the screen */
  startEmpty(): Promise<{ app: ElectronApplication; page: Page; ms: number }>;
};

const FIRST_SYNC_MS = 60 * 60_000;
const LOOK_AGAIN_MS = 2_000;
const PATIENCE_MS = 120_000;
const FIRST_ROW = '[role="grid"] [role="row"] [role="gridcell"]';

type Bridge = { api: { calls: Record<string, Record<string, (input: unknown) => Promise<unknown>>> } };

/** What the engine answers to the page. */
export async function ask<T>(page: Page, noun: string, verb: string, input: unknown): Promise<T> {
  const answer = await page.evaluate(
    ([n, v, i]) => (window as unknown as Bridge).api.calls[n as string]?.[v as string]?.(i),
    [noun, verb, input] as const,
  );
  return (answer as { value: T }).value;
}

/** One central service and one profile for all benchmarks of a run: a first sync of a million records takes minutes. */
export function benchDesk(world: BenchWorld): Promise<BenchDesk> {
  return world.shared("desk", () => openBenchDesk(world));
}

async function openBenchDesk(world: BenchWorld): Promise<BenchDesk & { close(): Promise<void> }> {
  const central = await startCentral(world.rows);
  try {
    const options = {
      connect: central.url,
      nodes: [],
      profile: world.scratch("profile"),
      demo: true,
      keychainService: `Deposit Desk bench ${randomUUID()}`,
    };
    const first = await openWindow(options);
    try {
      await operator.signIn(first.page, "operator");
      await synced(first.page, world.say);
      await first.page.locator(FIRST_ROW).first().waitFor({ timeout: PATIENCE_MS });
    } finally {
      await first.close();
    }
    return {
      async start() {
        const begun = performance.now();
        const window = await openWindow(options);
        await window.page.locator("input[type=password]").waitFor({ timeout: PATIENCE_MS });
        const asked = performance.now();
        await operator.unlock(window.page, demoPassword("operator"));
        await window.page.locator(FIRST_ROW).first().waitFor({ timeout: PATIENCE_MS });
        return { window, ms: asked - begun, unlockMs: performance.now() - asked };
      },
      startEmpty,
      close: central.stop,
    };
  } catch (error) {
    await central.stop();
    throw error;
  }
}

async function startEmpty(): ReturnType<BenchDesk["startEmpty"]> {
  const begun = performance.now();
  const flags = process.env["DEPOSIT_DESK_NO_SANDBOX"] === "1" ? ["--no-sandbox", "--disable-gpu"] : [];
  const app = await _electron.launch({
    args: [join(import.meta.dirname, "emptyApp"), ...flags],
    chromiumSandbox: process.getuid?.() !== 0,
    timeout: PATIENCE_MS,
  });
  const page = await app.firstWindow({ timeout: PATIENCE_MS });
  await page.locator("h1").waitFor({ timeout: PATIENCE_MS });
  return { app, page, ms: performance.now() - begun };
}

async function synced(page: Page, say: (line: string) => void): Promise<void> {
  const end = Date.now() + FIRST_SYNC_MS;
  for (;;) {
    const { phase, entities } = await ask<SyncStatus>(page, "sync", "status", {});
    if (phase === "LIVE") return;
    if (Date.now() > end) throw new Error(`the first sync is still ${phase}`);
    const deposits = entities.find(({ name }) => name === "deposits");
    say(`  first sync of the window: ${deposits?.done ?? 0} of ${deposits?.of ?? "?"} records`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
