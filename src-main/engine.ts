/**
 * The engine: all rooms opened and handed to each other, without Electron. index.ts gives it a window; the tests give it none.
 * Nothing here throws out of `start`: what keeps the program from working becomes words in the session's state.
 */
import { isDeepStrictEqual } from "node:util";
import { http } from "#shared/contract/http.ts";
import type { CallHandlers } from "#shared/contract/ipc.ts";
import type { SyncStatus } from "#shared/contract/ipc.ts";
import { AppError } from "#shared/errors.ts";
import { createRefusalReports, type LocalRefusal } from "./audit/refusalReports.ts";
import type { KeptFiles } from "./files/KeptFiles.ts";
import { createHandlers } from "./handlers.ts";
import type { Emit } from "./ipc/serve.ts";
import { createKeychain, type Keychain, type Keyring } from "./keychain/Keychain.ts";
import type { Log } from "./log/Log.ts";
import type { OpenedDesk } from "./openDesk.ts";
import type { OpenMoneyRooms } from "./refunds/ports.ts";
import { type Connection, createConnection } from "./remote/connection.ts";
import { createRemote, type Remote } from "./remote/Remote.ts";
import type { Transport } from "./remote/transport.ts";
import { networkWords } from "./session/demoAccounts.ts";
import { createOfflinePass } from "./session/offlinePass.ts";
import { createSession, type KnownEnvironment, type Session } from "./session/Session.ts";
import { watchOffline } from "./session/watchOffline.ts";
import type { AppOptions } from "./settings/options.ts";
import type { PrintPaper } from "./papers/Paper.ts";
import type { WorkstationFile } from "./settings/workstationFile.ts";
import type { Clipboard } from "./system/copyText.ts";
import type { Clock, Timer } from "./world/clock.ts";
import type { Random } from "./world/random.ts";
import { FULL_COST, type StretchCost } from "./world/stretch.ts";

/** What differs between the installed program, a development start and a test. */
export type Platform = {
  appVersion: string;
  deviceName: string;
  emit: Emit;
  clipboard: Clipboard;
  backupFiles: KeptFiles;
  evidenceFiles: KeptFiles;
  paperFiles: KeptFiles;
  printPaper: PrintPaper;
  exportFiles: Pick<KeptFiles, "choose">;
  openOutside: (url: string) => Promise<void>;
  openMoneyRooms: OpenMoneyRooms;
  scripts: { syncWorker: string | URL; exportWorker: string | URL; signer: string };
  migrations: { cache: string; journal: string };
  /** the compiled SQLite binding of a development runtime */
  nativeBinding: string | undefined;
  /** what a guess at a password costs; tests take a cheaper one */
  stretchCost?: StretchCost;
};

export type EngineInput = {
  options: AppOptions & { centralUrl: string };
  profile: string;
  workstation: WorkstationFile;
  loadKeyring: () => Promise<Keyring>;
  transport: Transport;
  clock: Clock;
  timer: Timer;
  random: Random;
  log: Log;
  platform: Platform;
};

/** Everything that lives as long as the program. */
export type EngineRooms = Omit<EngineInput, "profile" | "loadKeyring"> & {
  files: { profile: string };
  keychain: Keychain;
  remote: Remote;
  connection: Connection;
  session: () => Session;
  /** --demo, in an environment that is one */
  demo: () => boolean;
  /** made once in the life of the program, whoever signs in; each time would cost three sign-ins */
  demoKeys: { ready: boolean };
};

export type Engine = {
  handlers: CallHandlers;
  session: Session;
  start(): Promise<void>;
  lock(reason: string): void;
  /** the window came to the front, or the computer woke up */
  wake(): void;
  reportDamage(): void;
  /** to the central audit log, when it is reached */
  reportRefusal(refusal: LocalRefusal): void;
  stop(): Promise<void>;
};

const IDLE_SYNC: SyncStatus = {
  phase: "IDLE",
  asOf: null,
  offlineSince: null,
  nextTryAt: null,
  problem: null,
  replaced: null,
  feedId: null,
  seq: null,
  headSeq: null,
  entities: [],
  paused: false,
};

export function createEngine(input: EngineInput): Engine {
  const { options, workstation, transport, clock, timer, random, log, platform } = input;
  const { deviceId, environment } = workstation.read();
  const keychain = createKeychain({ loadKeyring: input.loadKeyring, service: options.keychainService, timer, random });
  const remote = createRemote({
    baseUrl: options.centralUrl,
    transport,
    timer,
    random,
    log,
    clientVersion: platform.appVersion,
    deviceId,
  });
  const connection = createConnection({ probe: () => remote.call(http.meta.health, {}), clock, timer, random, log });
  let lastAnswerAt: number | null = null;
  remote.useWatcher({
    ...connection.watcher,
    reached() {
      lastAnswerAt = clock.now();
      connection.watcher.reached();
    },
  });
  const pass = createOfflinePass({
    keychain,
    clock,
    random,
    log,
    centralUrl: options.centralUrl,
    stretchCost: platform.stretchCost ?? FULL_COST,
  });

  const rooms: EngineRooms = {
    ...input,
    files: { profile: input.profile },
    keychain,
    remote,
    connection,
    session: () => session,
    demo: () => session.state().demo !== null,
    demoKeys: { ready: false },
  };
  let open: OpenedDesk | null = null;

  const session: Session = createSession({
    remote,
    keychain,
    clock,
    random,
    log,
    pass,
    centralUrl: options.centralUrl,
    deviceId,
    deviceName: platform.deviceName,
    appVersion: platform.appVersion,
    networks:
      [...options.nodes.keys()].map((code) => networkWords(code, options.demo)).join("; ") || "no node configured",
    demo: options.demo,
    environment: environment?.centralUrl === options.centralUrl ? environment : null,
    onEnvironment: (seen) => rememberEnvironment(seen),
    onChange: (state) => platform.emit("session", "changed", state),
    openDesk: async (person) => {
      await closeDesk();
      // The database libraries are not needed for the first frame.
      const { openDesk } = await import("./openDesk.ts");
      open = await openDesk(rooms, person);
    },
    closeDesk,
  });

  function rememberEnvironment(seen: KnownEnvironment): void {
    const known = workstation.read().environment;
    if (isDeepStrictEqual(known, { ...seen, centralUrl: options.centralUrl })) return;
    try {
      workstation.update({ environment: { ...seen, centralUrl: options.centralUrl } });
    } catch (error) {
      log.warn("the environment could not be remembered", { error });
    }
  }

  async function closeDesk(): Promise<void> {
    const closing = open;
    open = null;
    try {
      await closing?.close();
    } catch (error) {
      log.error("what belonged to the session did not close cleanly", { error });
    }
    if (closing !== null) platform.emit("sync", "changed", IDLE_SYNC);
  }

  function desk(): OpenedDesk {
    if (open === null) throw new AppError("NOT_SIGNED_IN", "Please sign in first");
    return open;
  }

  const reports = createRefusalReports({
    remote,
    clock,
    timer,
    random,
    log,
    online: () => connection.state().online,
    userId: () => session.user()?.id ?? null,
  });

  connection.onChange(({ online, problem }) => {
    if (online) session.reached();
    else session.unreached(problem ?? "The central service cannot be reached");
  });

  const stopWatching = watchOffline({
    timer,
    pass,
    lastAnswerAt: () => lastAnswerAt,
    onOver: (words) => void session.lock(words),
  });

  return {
    handlers: createHandlers({ rooms, session, reports, desk, syncStatus: () => open?.sync.status() ?? IDLE_SYNC }),
    session,
    start: () => session.start(),
    lock: (reason) => void session.lock(reason),
    wake: () => void open?.sync.now(),
    reportDamage: () => open?.sync.reportDamage(),
    reportRefusal: reports.add,
    async stop() {
      stopWatching();
      reports.close();
      connection.close();
      await closeDesk();
      await pass.settled();
      remote.close();
    },
  };
}
