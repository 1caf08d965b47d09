/**
 * One workstation of an executor: the product's own engine for money, in a process that can be killed at any moment. What lies on its disk (the journal)
 * and in its keychain outlives the process.
 */
import Database from "better-sqlite3";
import { type Chain, createChain } from "#main/chain/chain.ts";
import type { ConnectNode } from "#main/chain/transport.ts";
import type { Keychain } from "#main/keychain/Keychain.ts";
import { openDeviceKey } from "#main/keychain/deviceKey.ts";
import type { Log } from "#main/log/Log.ts";
import { createExecution, type Execution } from "#main/refunds/execution.ts";
import type { FaultPoint } from "#main/refunds/executionRooms.ts";
import { createRemote, type Remote } from "#main/remote/Remote.ts";
import type { Transport } from "#main/remote/transport.ts";
import type { Desk } from "#main/session/Desk.ts";
import { createOncePerKey } from "#main/session/oncePerKey.ts";
import { stepUp } from "#main/session/stepUp.ts";
import { createPinGuard } from "#main/signer/pinGuard.ts";
import { signerRequest, type SignedPayment, type SignRequest } from "#main/signer/protocol.ts";
import { signPayment } from "#main/signer/signPayment.ts";
import { createSignerHost, type SignerChild } from "#main/signer/signerHost.ts";
import { createJournal, type Journal } from "#main/store/journal.ts";
import type { JournalTip } from "#main/store/journalAudit.ts";
import { requireWholeJournal } from "#main/store/openJournal.ts";
import { bringUpToDate } from "#main/store/migrations.ts";
import type { Clock, Timer } from "#main/world/clock.ts";
import type { Random } from "#main/world/random.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
import type { User } from "#shared/contract/session.ts";
import { isAppError } from "#shared/errors.ts";
import { EXECUTORS, type Member, PAYMENT_KEYS, type PaymentKey, vaultOf } from "./cast.ts";
import type { Dice } from "./dice.ts";
import type { Owner, Scheduler } from "./scheduler.ts";

/** A started program. Killed, nothing of it is ever heard again. */
export type Program = {
  readonly owner: Owner;
  readonly execution: Execution;
  readonly journal: Journal;
  /** what approvers and makers use */
  readonly desk: Desk;
  readonly remote: Remote;
  readonly chain: Chain;
};

export type Workstation = {
  readonly member: Member;
  /** null on a workstation on which nobody pays */
  readonly paymentKey: PaymentKey | null;
  /** Another payment key takes the place of the one that was taken out of use; its backup is proven. */
  takeNextKey(): void;
  program(): Program | null;
  /** the journal's file as a second connection reads it */
  disk(): Database.Database;
  start(): void;
  kill(): void;
  stopFor(ms: number): void;
  /** How long its process has run since then, in milliseconds: a stopped one sees no time pass. */
  ranSince(atMs: number): number;
  /** The disk is lost; the keychain is not, but for what it knows of the journal: worse than the program allows. */
  loseDisk(): void;
  /** The journal is gone, or an older copy of it takes its place; the keychain knows its newest line. */
  loseJournal(how: "GONE" | "OLDER"): void;
  /** A copy of the journal is put aside, from which it may be restored one day. */
  copyJournal(): void;
  /** the program refused the journal at its start: nobody signs or sends here */
  journalRefused(): boolean;
  /** What people do when the key of a refused journal is out of use: the file and what the keychain knows of it are put aside. */
  beginNewJournal(): void;
  /** the service cannot be reached from here until then, in milliseconds of the world */
  cutUntilMs: number;
  /** when the service last answered this workstation */
  contactMs: number;
  /** what its person confirmed and what is being executed, by refund */
  readonly underWay: Map<string, { confirmedMs: number; times: number }>;
  close(): void;
};

export type WorkstationWorld = {
  scheduler: Scheduler;
  dice: Dice;
  connect(station: Workstation, owner: Owner): ConnectNode;
  transport(station: Workstation, owner: Owner): Transport;
  nodes: readonly string[];
  configuration: { networks: Network[]; currencies: Currency[] };
  /** of this workstation's clock, in milliseconds */
  skew: number;
  /** a fault point of the program was reached; true kills it there */
  fault(station: Workstation, point: FaultPoint): boolean;
  /** called with everything that the signer signed, before the program hears of it */
  signed(station: Workstation, request: SignRequest, payment: SignedPayment): void;
  /** a further payment key of an executor is approved */
  enrolled(member: Member, signerId: string, address: string): void;
  /** called with each change of the journal, after it is on the disk */
  wrote(station: Workstation, what: string, txHash: string): void;
  /** its keychain knows nothing of an earlier journal any more */
  forgot(station: Workstation): void;
  broken(what: string, error: unknown): void;
};

const NETWORK = "DEVNET";
/** How long a signature takes in a process of its own. */
const SIGNER_MS = 400;
let image: Buffer | null = null;

/** An empty journal with its tables and rules, as the product's own migrations make it. */
function emptyJournal(): Database.Database {
  if (image === null) {
    const first = new Database(":memory:");
    bringUpToDate(first, "drizzle/journal", "journal");
    image = first.serialize();
    first.close();
  }
  return openCopy(image);
}

function openCopy(bytes: Buffer): Database.Database {
  const file = new Database(bytes);
  file.pragma("synchronous=FULL");
  file.pragma("foreign_keys=ON");
  return rememberingStatements(file);
}

/** The same SQL is compiled once for a file, as any long-lived program would have it. */
function rememberingStatements(file: Database.Database): Database.Database {
  const prepare = file.prepare.bind(file);
  const known = new Map<string, Database.Statement>();
  file.prepare = ((sql: string) => {
    const again = known.get(sql);
    if (again !== undefined) return again;
    const made = prepare(sql);
    known.set(sql, made);
    return made;
  }) as typeof file.prepare;
  return file;
}

const SILENT: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing } as unknown as Log;

export function createWorkstation(world: WorkstationWorld, member: Member, index: number | null): Workstation {
  const { scheduler } = world;
  let keyIndex = index;
  const keyOf = (place: number | null) => (place === null ? null : (PAYMENT_KEYS[place] ?? null));
  let disk = emptyJournal();
  prove();
  const secrets = new Map<string, string>([[`device-key:${member.id}`, member.deviceSecret]]);
  let program: Program | null = null;
  let tip: JournalTip | null = null;
  let copy: Buffer | null = null;
  let refused = false;
  const stops: { fromMs: number; untilMs: number }[] = [];

  function replaceDisk(next: Database.Database): void {
    station.kill();
    disk.close();
    disk = next;
    prove();
  }

  /** The program's own look at the journal when it opens it. */
  function refusalOf(journal: Journal): Error | null {
    try {
      requireWholeJournal(journal, tip);
      return null;
    } catch (error) {
      if (!isAppError(error)) throw error;
      return error;
    }
  }

  /** The backup is proven when the key is enrolled, and again after a lost disk. */
  function prove(): void {
    const key = keyOf(keyIndex);
    if (key === null) return;
    const at = new Date(scheduler.now()).toISOString();
    disk.prepare("INSERT OR REPLACE INTO proven_backups (address, at) VALUES (?, ?)").run(key.address, at);
  }

  function start(): void {
    if (program !== null) return;
    const owner: Owner = { dead: false, stoppedUntil: 0 };
    const dice = world.dice.fork();
    const clock: Clock = { now: () => scheduler.now() + world.skew };
    const timer: Timer = { after: (ms, run) => scheduler.after(ms, `${member.name} timer`, run, owner) };
    const random: Random = { uuid: dice.uuid, fraction: dice.fraction, bytes: dice.bytes };
    const user: User = userOf(member);
    const remote = createRemote({
      baseUrl: "http://service",
      transport: world.transport(station, owner),
      timer,
      random,
      log: SILENT,
      clientVersion: "1.0.0",
      deviceId: member.workstationId,
    });
    remote.useTokens({
      current: () => member.id,
      refresh: () => Promise.resolve(member.id),
      rejected: nothing,
    });
    const keychain: Keychain = {
      probe: async () => undefined,
      get: async (name) =>
        name === `signing-key:${member.id}` && keyIndex !== null ? vaultOf(keyIndex) : (secrets.get(name) ?? null),
      set: async () => undefined,
      has: async () => true,
      forget: async () => undefined,
    };
    const bare: Journal = createJournal(
      { file: "journal", sqlite: disk, close: nothing },
      { clock, random, changed: () => void (tip = bare.auditTip()) },
    );
    const refusal = refusalOf(bare);
    refused = refusal !== null;
    const journal = watched(bare);
    const nodes = world.nodes.map((name) => ({ url: `http://${name}`, label: name }));
    const chain = createChain({
      nodes: new Map([[NETWORK, nodes]]),
      clock,
      log: SILENT,
      connect: world.connect(station, owner),
    });
    const spawn = (): SignerChild => signerChild(owner);
    const signer = createSignerHost({ spawn, timer, log: SILENT });
    const workstation = { id: member.workstationId, name: member.name };
    const remember = async () => undefined;
    const execution = createExecution({
      remote,
      keychain,
      clock,
      timer,
      random,
      log: SILENT,
      user: () => user,
      workstation,
      configuration: () => world.configuration,
      remember,
      stepUp: (request) => stepUp({ remote, random, user }, request),
      // The log itself is not simulated; tests/main/execution has a service that lost a part of it.
      logBroken: async () => null,
      progressed: nothing,
      leaseChanged: nothing,
      chain,
      signer,
      pinGuard: createPinGuard({ store: journal, clock }),
      journal,
      fault(point) {
        if (!world.fault(station, point)) return undefined;
        station.kill();
        return new Promise(nothing);
      },
    });
    const desk = {
      remote,
      clock,
      random,
      log: SILENT,
      user: () => user,
      online: () => true,
      remember,
      once: createOncePerKey(),
      workstation,
      openDeviceKey: () => openDeviceKey(keychain, member.id),
      writer: { discardDraft: async () => undefined },
    } as unknown as Desk;
    program = { owner, execution: refusal === null ? execution : refusing(refusal), journal, desk, remote, chain };
    if (index !== null && refusal === null)
      execution.resume().catch((error: unknown) => world.broken(`${member.name} resumes`, error));
  }

  /** The signer process: asked once, answers after a while, gone with the program that started it. */
  function signerChild(owner: Owner): SignerChild {
    let listener: (message: unknown) => void = nothing;
    return {
      post(message) {
        scheduler.after(
          SIGNER_MS,
          `${member.name} signs`,
          () => {
            const parsed = signerRequest.safeParse(message);
            if (!parsed.success || parsed.data.kind !== "sign") {
              world.broken("the signer was asked", new Error("something it does not know"));
              return;
            }
            const request = parsed.data;
            signPayment(request).then(
              (value) => {
                world.signed(station, request, value);
                listener({ ok: true, value });
              },
              (error: unknown) => {
                if (!isAppError(error)) world.broken("the signer", error);
                else listener({ ok: false, error: { code: error.code, message: error.message } });
              },
            );
          },
          owner,
        );
      },
      onMessage(next) {
        listener = next;
      },
      onExit: nothing,
      end: nothing,
    };
  }

  function watched(journal: Journal): Journal {
    const wrote = (what: string, txHash: string) => world.wrote(station, what, txHash);
    return {
      ...journal,
      recordSigned(attempt) {
        journal.recordSigned(attempt);
        wrote("signed", attempt.txHash);
      },
      markRegistered(txHash) {
        journal.markRegistered(txHash);
        wrote("registered", txHash);
      },
      settle(txHash, outcome) {
        journal.settle(txHash, outcome);
        wrote(`settled: ${outcome}`, txHash);
      },
    };
  }

  const station: Workstation = {
    contactMs: 0,
    cutUntilMs: 0,
    underWay: new Map(),
    close: () => disk.close(),
    member,
    get paymentKey() {
      return keyOf(keyIndex);
    },
    takeNextKey() {
      if (keyIndex === null || keyOf(keyIndex + EXECUTORS.length) === null) return;
      keyIndex += EXECUTORS.length;
      const { signerId, address } = keyOf(keyIndex) as PaymentKey;
      world.enrolled(member, signerId, address);
      prove();
    },
    program: () => program,
    disk: () => disk,
    start,
    kill() {
      if (program !== null) program.owner.dead = true;
      program = null;
      station.underWay.clear();
    },
    stopFor(ms) {
      if (program === null) return;
      const now = scheduler.now();
      program.owner.stoppedUntil = now + ms;
      const last = stops.at(-1);
      if (last !== undefined && last.untilMs > now) last.untilMs = now;
      stops.push({ fromMs: now, untilMs: now + ms });
    },
    ranSince(atMs) {
      const now = scheduler.now();
      let stood = 0;
      for (const { fromMs, untilMs } of stops) stood += Math.max(0, Math.min(untilMs, now) - Math.max(fromMs, atMs));
      return now - atMs - stood;
    },
    loseDisk() {
      replaceDisk(emptyJournal());
      tip = null;
      world.forgot(station);
    },
    copyJournal: () => void (copy = disk.serialize()),
    loseJournal: (how) => replaceDisk(how === "OLDER" && copy !== null ? openCopy(copy) : emptyJournal()),
    journalRefused: () => refused,
    beginNewJournal() {
      replaceDisk(emptyJournal());
      tip = null;
      copy = null;
    },
  };
  return station;
}

export function userOf(member: Member): User {
  return {
    id: member.id,
    username: member.name,
    displayName: member.name,
    roles: [],
    permissions: [...member.permissions],
    locale: "en",
    totpEnrolled: false,
    mustChangePassword: false,
    administrators: [],
  };
}

/** What everything that needs the journal answers while the program does without it. */
function refusing(refusal: Error): Execution {
  const refuse = () => Promise.reject(refusal);
  return {
    quote: refuse,
    claim: refuse,
    releaseClaim: refuse,
    execute: refuse,
    rebroadcast: refuse,
  } as unknown as Execution;
}

function nothing(): void {
  // Nobody listens in this world.
}
