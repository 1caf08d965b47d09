/** The engine without a window, on a real central service: calls go the way of the page's calls, through their rules and their input check. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallInput, CallOutput, Calls } from "#shared/contract/ipc.ts";
import { AppError, type ErrorBody, type Result } from "#shared/errors.ts";
import { createEngine, type Engine, type Platform } from "#main/engine.ts";
import { answerCall } from "#main/ipc/answerCall.ts";
import type { Keyring } from "#main/keychain/Keychain.ts";
import { createLog } from "#main/log/Log.ts";
import { createTransport } from "#main/remote/transport.ts";
import type { AppOptions } from "#main/settings/options.ts";
import { openWorkstationFile } from "#main/settings/workstationFile.ts";
import { machineClock, machineRandom, machineTimer } from "#main/world/thisMachine.ts";
import type { Clock, Timer } from "#main/world/clock.ts";
import { until } from "#tests/support/until.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** A keyring in memory, with what the real one can do to us. */
export type MemoryRing = Keyring & { entries: Map<string, string>; fault: Error | null };

export function memoryRing(): MemoryRing {
  const entries = new Map<string, string>();
  const ring: MemoryRing = {
    entries,
    fault: null,
    async getPassword(service, account) {
      if (ring.fault) throw ring.fault;
      return entries.get(`${service} ${account}`) ?? null;
    },
    async setPassword(service, account, password) {
      if (ring.fault) throw ring.fault;
      entries.set(`${service} ${account}`, password);
    },
    async deletePassword(service, account) {
      if (ring.fault) throw ring.fault;
      return entries.delete(`${service} ${account}`);
    },
  };
  return ring;
}

export type TestEngine = {
  engine: Engine;
  profile: string;
  ring: MemoryRing;
  log: string[];
  told: { noun: string; verb: string; payload: unknown }[];
  opened: string[];
  clipboard: { text: string };
  /** what was saved, by name; `fault` is thrown instead of writing, `cancels` closes the dialog */
  backups: { written: Map<string, string>; fault: Error | null; cancels: boolean };
  /** what the person types in the dialog of an export instead of the name that is offered */
  exportName: string | null;
  /** the whole answer, as the page gets it */
  ask<Noun extends keyof Calls, Verb extends keyof Calls[Noun] & string>(
    noun: Noun,
    verb: Verb,
    input: CallInput<Calls[Noun][Verb]>,
  ): Promise<Result<CallOutput<Calls[Noun][Verb]>>>;
  /** the value; throws Refusal */
  call<Noun extends keyof Calls, Verb extends keyof Calls[Noun] & string>(
    noun: Noun,
    verb: Verb,
    input: CallInput<Calls[Noun][Verb]>,
  ): Promise<CallOutput<Calls[Noun][Verb]>>;
  /** the code of the refusal; "none" when it was carried out */
  refusal<Noun extends keyof Calls, Verb extends keyof Calls[Noun] & string>(
    noun: Noun,
    verb: Verb,
    input: CallInput<Calls[Noun][Verb]>,
  ): Promise<string>;
  signIn(username: string): Promise<void>;
  /** signed in, and the cache equals the service */
  synced(): Promise<void>;
  stop(): Promise<void>;
  /** ends without saying goodbye to anything but the files, and removes the profile */
  remove(): Promise<void>;
};

/** The refusal of a call, thrown by `call`. */
export class Refusal extends Error {
  readonly body: ErrorBody;
  readonly code: string;
  constructor(body: ErrorBody) {
    super(`${body.code}: ${body.message}`);
    this.body = body;
    this.code = body.code;
  }
}

export type TestEngineOptions = {
  centralUrl: string;
  profile?: string;
  ring?: MemoryRing;
  loadKeyring?: () => Promise<Keyring>;
  options?: Partial<AppOptions>;
  clock?: Clock;
  timer?: Timer;
  platform?: Partial<Platform>;
};

export async function openEngine(given: TestEngineOptions): Promise<TestEngine> {
  const profile = given.profile ?? mkdtempSync(join(tmpdir(), "deposit-desk-engine-"));
  const ring = given.ring ?? memoryRing();
  const lines: string[] = [];
  const told: TestEngine["told"] = [];
  const opened: string[] = [];
  const clipboard = { text: "" };
  const backups: TestEngine["backups"] = { written: new Map(), fault: null, cancels: false };
  const clock = given.clock ?? machineClock;
  const log = createLog(clock, (_level, line) => lines.push(line));
  const engine = createEngine({
    options: {
      nodes: new Map(),
      demo: false,
      keychainService: "test",
      ...given.options,
      centralUrl: given.centralUrl,
    },
    profile,
    workstation: openWorkstationFile({ file: join(profile, "workstation.json"), random: machineRandom, log }),
    loadKeyring: given.loadKeyring ?? (async () => ring),
    transport: createTransport(),
    clock,
    timer: given.timer ?? machineTimer,
    random: machineRandom,
    log,
    platform: {
      appVersion: "1.0.0",
      deviceName: "Test workstation",
      emit: (noun, verb, payload) => void told.push({ noun, verb, payload }),
      clipboard: {
        writeText: (text) => void (clipboard.text = text),
        readText: () => clipboard.text,
      },
      backupFiles: {
        choose: async (name) => (backups.cancels ? null : `/kept/${name}`),
        write: async (file, text) => {
          if (backups.fault) throw backups.fault;
          backups.written.set(file, String(text));
        },
      },
      evidenceFiles: {
        choose: async (name) => (backups.cancels ? null : `/kept/${name}`),
        write: async (file, text) => {
          if (backups.fault) throw backups.fault;
          backups.written.set(file, String(text));
        },
      },
      // Papers are tried in the room that makes them: printing needs a window.
      paperFiles: { choose: async () => null, write: () => Promise.reject(new Error("no paper in this test")) },
      printPaper: () => Promise.reject(new Error("no paper in this test")),
      openOutside: async (url) => void opened.push(url),
      openMoneyRooms: () => Promise.reject(new AppError("JOURNAL_UNAVAILABLE", "no money in this test")),
      exportFiles: { choose: async (name) => (backups.cancels ? null : join(profile, test.exportName ?? name)) },
      scripts: {
        syncWorker: new URL("../../../src-main/sync/worker.ts", import.meta.url),
        exportWorker: new URL("../../../src-main/exports/worker.ts", import.meta.url),
        signer: "",
      },
      migrations: { cache: join(ROOT, "drizzle/cache"), journal: join(ROOT, "drizzle/journal") },
      nativeBinding: undefined,
      stretchCost: { N: 2 ** 8, r: 8, p: 1 },
      ...given.platform,
    },
  });
  const rooms = {
    handlers: engine.handlers,
    session: () => engine.session.state(),
    onRefused: () => void engine.session.reload(),
    onDamage: () => engine.reportDamage(),
    report: engine.reportRefusal,
    // Tests press faster than people.
    keepPace: () => undefined,
    log,
    random: machineRandom,
  };
  await engine.start();

  const test: TestEngine = {
    engine,
    profile,
    ring,
    log: lines,
    told,
    opened,
    clipboard,
    backups,
    exportName: null,
    ask: async (noun, verb, input) => (await answerCall(rooms, noun, verb, input)) as never,
    async call(noun, verb, input) {
      const answer = await test.ask(noun, verb, input);
      if (!answer.ok) throw new Refusal(answer.error);
      return answer.value;
    },
    async refusal(noun, verb, input) {
      const answer = await test.ask(noun, verb, input);
      return answer.ok ? "none" : answer.error.code;
    },
    async signIn(username) {
      await test.call("session", "signIn", { username, password: `test-${username}` });
      await test.synced();
    },
    async synced() {
      await until("the cache equals the service", 20_000, async () => {
        const status = await test.call("sync", "now", {});
        return status.phase === "LIVE" && status.asOf !== null ? status : JSON.stringify(status);
      });
    },
    async stop() {
      await engine.stop();
    },
    async remove() {
      await engine.stop();
      rmSync(profile, { recursive: true, force: true });
    },
  };
  return test;
}
