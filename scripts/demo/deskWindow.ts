/** The real window, driven from outside as a person would: Playwright starts the app, and everything after that is keyboard, mouse and what can be read. */
import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import { deskArguments, type DeskOptions } from "./deskProcess.ts";

export type DeskWindow = {
  app: ElectronApplication;
  page: Page;
  /** what the app wrote on stdout and stderr */
  output(): string;
  close(): Promise<void>;
  /** SIGKILL: the power is gone */
  kill(): Promise<void>;
};

export type WindowOptions = DeskOptions & {
  /** whose entries in the keychain it uses; tests never touch a person's */
  keychainService: string;
  width?: number;
  height?: number;
  /** beside, or instead of, the variables of this process */
  env?: Readonly<Record<string, string>>;
};

const START_MS = 60_000;
const CLOSE_MS = 15_000;

/** Resolves when the page is there. Rejects with what the app said when it does not come. */
export async function openWindow(options: WindowOptions): Promise<DeskWindow> {
  const { width = 1440, height = 900 } = options;
  const app = await _electron.launch({
    args: [...deskArguments(options), "--keychain-service", options.keychainService],
    chromiumSandbox: process.getuid?.() !== 0,
    timeout: START_MS,
    ...(options.env === undefined ? {} : { env: { ...definedVariables(), ...options.env } }),
  });
  let said = "";
  const hear = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-20_000);
  };
  app.process().stdout?.on("data", hear);
  app.process().stderr?.on("data", hear);
  const kill = async (): Promise<void> => {
    const gone = new Promise((resolve) => app.process().once("exit", resolve));
    if (app.process().exitCode === null && app.process().signalCode === null) {
      app.process().kill("SIGKILL");
      await gone;
    }
  };
  try {
    const page = await app.firstWindow({ timeout: START_MS });
    await setSize(app, width, height);
    await setIdleSeconds(app, 0);
    return { app, page, output: () => said, close: () => closeOrKill(app, kill), kill };
  } catch (error) {
    await kill();
    throw new Error(`the window did not open. ${said}`.trim(), { cause: error });
  }
}

function definedVariables(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

async function setSize(app: ElectronApplication, width: number, height: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  );
}

/**
 * How long the computer says that nobody has used it. Playwright's keys and clicks go to the page directly, so that the display
 * counts all of a run as idle, and the window would lock itself in the middle of it.
 */
export async function setIdleSeconds(app: ElectronApplication, seconds: number): Promise<void> {
  await app.evaluate(({ powerMonitor }, idle) => {
    powerMonitor.getSystemIdleTime = () => idle;
  }, seconds);
}

/** An app that does not end by itself is ended. */
async function closeOrKill(app: ElectronApplication, kill: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, CLOSE_MS);
  });
  try {
    await Promise.race([app.close().catch(kill), late.then(kill)]);
  } finally {
    clearTimeout(timer);
  }
}
