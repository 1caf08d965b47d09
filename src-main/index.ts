/**
 * The one place where the real world is opened and handed to the engine: Electron, the clock, the keychain, the disk, the wire.
 * Order matters: what must stand before Electron is ready, then the window, and only then keychain, database and network, so that the first frame
 * waits for none of them.
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import {
  app,
  BrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  protocol,
  session as electronSession,
  shell,
  utilityProcess,
} from "electron";
import type { CallHandlers, SessionState, Settings } from "#shared/contract/ipc.ts";
import { AppError } from "#shared/errors.ts";
import { createEngine, type Engine } from "./engine.ts";
import { createFailedStart } from "./failedStart.ts";
import { createPaceKeeper } from "./ipc/pace.ts";
import { createEmit, serveCalls } from "./ipc/serve.ts";
import { loadKeytar } from "./keychain/loadKeytar.ts";
import { createFileSink } from "./log/fileSink.ts";
import { createLog } from "./log/Log.ts";
import { createRemote } from "./remote/Remote.ts";
import { createTransport } from "./remote/transport.ts";
import { startIdleLock } from "./session/idleLock.ts";
import { makeTranslator } from "#shared/texts/translator.ts";
import { profileFolder, readOptions } from "./settings/options.ts";
import { openWorkstationFile, type WorkstationFile } from "./settings/workstationFile.ts";
import { utilitySigner } from "./signer/utilitySigner.ts";
import { APP_ORIGIN, APP_SCHEME, serveAppFiles } from "./window/appScheme.ts";
import { backupFiles } from "./window/backupFiles.ts";
import { paperFiles } from "./window/paperFiles.ts";
import { paperPrinter, type PaperShelf } from "./window/paperPrinter.ts";
import { evidenceFiles } from "./window/evidenceFiles.ts";
import { exportFiles } from "./window/exportFiles.ts";
import { createWindow } from "./window/createWindow.ts";
import { guardContents, guardSession } from "./window/guards.ts";
import { buildMenu, type MenuCommands } from "./window/menu.ts";
import { machineClock, machineRandom, machineTimer } from "./world/thisMachine.ts";

const OUT = import.meta.dirname;

// ---------- before Electron is ready ----------

protocol.registerSchemesAsPrivileged([APP_SCHEME]);
// Chromium has no sandbox for root and refuses to start there without --no-sandbox (build machines); everybody else gets it, whatever the switches say.
if (process.getuid?.() !== 0) app.enableSandbox();
const profile = chooseProfile();
const log = createLog(
  machineClock,
  createFileSink({ folder: join(profile, "logs"), toConsole: process.env.DEPOSIT_DESK_LOG === "1" && !app.isPackaged }),
);
crashReporter.start({ uploadToServer: false });
guardContents(app, log);
process.on("uncaughtException", (error) => log.error("an error nobody caught", { error }));
process.on("unhandledRejection", (error) => log.error("a promise nobody watched", { error }));

let window: BrowserWindow | null = null;
const emit = createEmit(() => window?.webContents ?? null);

if (app.requestSingleInstanceLock()) {
  app.on("second-instance", () => bringToFront());
  // Never awaited at the top level: Electron is ready only after this file has been read.
  void app.whenReady().then(run);
} else app.quit();

function chooseProfile(): string {
  try {
    const named = profileFolder(process.argv);
    if (named !== null) {
      mkdirSync(resolve(named), { recursive: true });
      app.setPath("userData", resolve(named));
    }
  } catch (error) {
    process.stderr.write(`The folder of --profile cannot be used: ${error instanceof Error ? error.message : ""}\n`);
  }
  return app.getPath("userData");
}

// ---------- the program ----------

/** what is being printed at this moment */
const papers: PaperShelf = new Map();

/** the texts of this process: menu, dialogs of the system */
const words = makeTranslator("en");

function run(): void {
  log.info("Deposit Desk starts", { version: app.getVersion(), phase: process.versions.electron });
  serveAppFiles(protocol, join(OUT, "..", "renderer"), papers);
  guardSession(electronSession.defaultSession, log);

  const workstation = attempt(() => openWorkstation());
  const engine = workstation instanceof AppError ? workstation : attempt(() => openEngine(workstation));
  let look: Settings | null = null;
  if (!(workstation instanceof AppError)) look = workstation.read().settings;
  if (look !== null) {
    nativeTheme.themeSource = look.theme;
    void words.changeLanguage(look.language);
  }

  const handlers =
    engine instanceof AppError
      ? createFailedStart(engine, { appVersion: app.getVersion(), log, clipboard })
      : engine.handlers;
  if (engine instanceof AppError) log.error("the program cannot work", { error: engine });
  serveCalls(ipcMain, APP_ORIGIN, {
    handlers: followLook(handlers),
    session: (): Pick<SessionState, "phase" | "user"> =>
      engine instanceof AppError ? { phase: "SIGNED_OUT", user: null } : engine.session.state(),
    onRefused: () => {
      if (!(engine instanceof AppError)) void engine.session.reload();
    },
    report: (refusal) => {
      if (!(engine instanceof AppError)) engine.reportRefusal(refusal);
    },
    onDamage: () => {
      if (!(engine instanceof AppError)) engine.reportDamage();
    },
    keepPace: createPaceKeeper(machineClock),
    log,
    random: machineRandom,
  });

  window = createWindow({
    preload: join(OUT, "..", "preload", "index.cjs"),
    last: workstation instanceof AppError ? null : workstation.read().window,
    developerTools: !app.isPackaged,
    dark: nativeTheme.shouldUseDarkColors,
    saveState: (state) => {
      const saved = workstation instanceof AppError ? null : attempt(() => workstation.update({ window: state }));
      if (saved instanceof AppError) log.warn("the window's place could not be remembered", { error: saved });
    },
  });
  window.on("closed", () => {
    window = null;
  });
  app.on("window-all-closed", () => app.quit());

  if (engine instanceof AppError) {
    showMenu({ go: () => undefined, lock: () => undefined, syncNow: () => undefined });
    return;
  }
  showMenu({
    go: (to) => emit("navigation", "asked", { to }),
    lock: () => void engine.session.lock(null),
    syncNow: () => engine.wake(),
  });
  watchPower(engine);
  endCleanly(engine);
  // The window's first frame is on its way; now what may take its time.
  void engine.start();
}

function openWorkstation(): WorkstationFile {
  return openWorkstationFile({ file: join(profile, "workstation.json"), random: machineRandom, log });
}

function openEngine(workstation: WorkstationFile): Engine {
  const configFile = join(profile, "config.json");
  const configText = existsSync(configFile) ? readFileSync(configFile, "utf8") : null;
  const { centralUrl, ...options } = readOptions(process.argv, configText);
  if (centralUrl === null)
    throw new AppError(
      "CONFIG_INVALID",
      `No central service is configured. Write {"connect": "https://…"} into ${configFile}, or start with --connect URL.`,
    );
  const migrations = join(app.getAppPath(), "drizzle");
  return createEngine({
    options: { ...options, centralUrl },
    profile,
    workstation,
    loadKeyring: loadKeytar,
    transport: createTransport(),
    clock: machineClock,
    timer: machineTimer,
    random: machineRandom,
    log,
    platform: {
      appVersion: app.getVersion(),
      deviceName: hostname().slice(0, 80) || "workstation",
      emit,
      clipboard,
      backupFiles: backupFiles({ app, dialog, window: () => window, t: words.t }),
      evidenceFiles: evidenceFiles({ app, dialog, window: () => window, t: words.t }),
      paperFiles: paperFiles({ app, dialog, window: () => window, t: words.t }),
      printPaper: paperPrinter(papers),
      exportFiles: exportFiles({ app, dialog, window: () => window, t: words.t }),
      openOutside: (url) => shell.openExternal(url),
      openMoneyRooms: async (context) => {
        const { openMoneyRooms } = await import("./openMoneyRooms.ts");
        return openMoneyRooms(context, {
          spawnSigner: utilitySigner(utilityProcess.fork.bind(utilityProcess)),
          openRemote: () =>
            createRemote({
              baseUrl: centralUrl,
              transport: createTransport(),
              timer: machineTimer,
              random: machineRandom,
              log,
              clientVersion: app.getVersion(),
              deviceId: workstation.read().deviceId,
            }),
        });
      },
      scripts: {
        syncWorker: join(OUT, "syncWorker.js"),
        exportWorker: join(OUT, "exportWorker.js"),
        signer: join(OUT, "signer.js"),
      },
      migrations: { cache: join(migrations, "cache"), journal: join(migrations, "journal") },
      // A binding of one's own is for development runtimes alone; an installed copy cannot be given another.
      nativeBinding: app.isPackaged ? undefined : process.env.DEPOSIT_DESK_SQLITE_BINDING,
    },
  });
}

/** The native menu, now and whenever the language becomes another one. */
function showMenu(commands: MenuCommands): void {
  const show = () => Menu.setApplicationMenu(buildMenu(commands, process.platform, words.t));
  show();
  words.on("languageChanged", show);
}

/** Native menus and dialogs follow the theme and the language that the person chose. */
function followLook(handlers: CallHandlers): CallHandlers {
  return {
    ...handlers,
    system: {
      ...handlers.system,
      saveSettings: async (input) => {
        const saved = await handlers.system.saveSettings(input);
        nativeTheme.themeSource = saved.theme;
        if (words.language !== saved.language) await words.changeLanguage(saved.language);
        return saved;
      },
    },
  };
}

/** Nobody at the desk: nothing to read, nothing to press (R2.4). */
function watchPower(engine: Engine): void {
  powerMonitor.on("lock-screen", () => engine.lock("The screen was locked."));
  powerMonitor.on("suspend", () => engine.lock("The computer went to sleep."));
  powerMonitor.on("resume", () => engine.wake());
  powerMonitor.on("unlock-screen", () => engine.wake());
  app.on("browser-window-focus", () => engine.wake());
  startIdleLock({
    timer: machineTimer,
    idleSeconds: () => powerMonitor.getSystemIdleTime(),
    lock: () => engine.lock("Nobody used this computer for five minutes."),
  });
}

/** Databases are closed before the program ends; a room that hangs cannot keep it alive. */
function endCleanly(engine: Engine): void {
  const LONGEST_MS = 5_000;
  let ended = false;
  app.on("before-quit", (event) => {
    if (ended) return;
    event.preventDefault();
    const end = (): void => {
      if (ended) return;
      ended = true;
      app.quit();
    };
    machineTimer.after(LONGEST_MS, end);
    void engine.stop().finally(end);
  });
}

function bringToFront(): void {
  if (window === null) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Faults of the start become words on the page. */
function attempt<Value>(work: () => Value): Value | AppError {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) return error;
    return new AppError("INTERNAL", "Deposit Desk cannot start on this computer. Its log says why.", { cause: error });
  }
}
