/** A place in memory where faults happen: its folders, and one program under the shim that takes orders. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ROOT } from "#scripts/setup/places.mjs";
import { CONTROL_BYTES, type Counters, type Fault } from "./control.ts";
import type { Line, Order, Work } from "./inside.ts";
import { CALL_NAMES } from "./shimCalls.ts";

/** What became of one order. */
export type Outcome = Counters & {
  /** killed where it was told to die */
  killed: boolean;
  /** what the work answered; undefined when it did not come to its end */
  report: unknown;
  /** why it did not, when it was not killed */
  words: string | null;
};

export type Stage = {
  /** a fresh folder that the shim watches */
  newFolder(): string;
  /** a fresh folder that it does not watch */
  newOutside(): string;
  /** what the last order with `logging` wrote */
  readonly logFile: string;
  /** Carried out without a copy and without faults, so that later copies begin with warm code. */
  warm(work: Work): Promise<Outcome>;
  run(work: Work, fault?: { fault: Fault; at: number }, logging?: boolean): Promise<Outcome>;
  close(): Promise<void>;
};

export const JOURNAL_MIGRATIONS = join(ROOT, "drizzle", "journal");
export const CACHE_MIGRATIONS = join(ROOT, "drizzle", "cache");
const SIGKILL = 9;
/** One order takes a tenth of a second; this is for a copy that hangs. */
const PATIENCE_MS = 120_000;

export async function openStage(files: { shim: string; script: string; base: string }): Promise<Stage> {
  const base = mkdtempSync(join(files.base, "stage-"));
  const place = (name: string) => join(base, name);
  for (const name of ["watched", "calls", "outside", "warm"]) mkdirSync(place(name));
  for (const name of CALL_NAMES) writeFileSync(join(place("calls"), name), "");
  writeFileSync(place("control"), Buffer.alloc(CONTROL_BYTES));
  const child = spawn(process.execPath, ["--single-threaded", files.script], {
    stdio: ["pipe", "pipe", "inherit"],
    env: {
      LD_PRELOAD: files.shim,
      FAULTS_CONTROL: place("control"),
      FAULTS_FOLDER: place("watched"),
      FAULTS_CALLS: place("calls"),
      FAULTS_LOG: place("log"),
      FAULTS_WARM: place("warm"),
      FAULTS_JOURNAL_MIGRATIONS: JOURNAL_MIGRATIONS,
    },
  });
  const lines = readLines(child);
  let serial = 0;
  let turn: Promise<unknown> = lines.next("ready");
  await turn;

  async function carryOut(order: Order): Promise<Outcome> {
    child.stdin?.write(`${JSON.stringify(order)}\n`);
    let report: unknown;
    let words: string | null = null;
    for (;;) {
      const line = await lines.next();
      if (line.kind === "ready" || line.id !== order.id) throw new Error("the stage lost its place");
      if (line.kind === "report") report = line.report;
      else if (line.kind === "failed") words = line.words;
      else {
        const { status, count, hits, writes, syncs } = line;
        const signal = status & 0x7f;
        if (signal !== 0 && signal !== SIGKILL) words = `ended by signal ${signal}`;
        return { killed: signal === SIGKILL, report, words, count, hits, writes, syncs };
      }
    }
  }

  function inTurn(order: Omit<Order, "id">): Promise<Outcome> {
    const id = (serial += 1);
    const done = turn.then(() => carryOut({ id, ...order }));
    turn = done.catch(() => undefined);
    return done;
  }

  return {
    newFolder: () => mkdtempSync(join(place("watched"), "f-")),
    newOutside: () => mkdtempSync(join(place("outside"), "o-")),
    logFile: place("log"),
    warm: (work) => inTurn({ fault: "none", at: 0, logging: false, inPlace: true, work }),
    run: (work, { fault, at } = { fault: "none", at: 0 }, logging = false) =>
      inTurn({ fault, at, logging, inPlace: false, work }),
    async close() {
      await turn.catch(() => undefined);
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once("exit", resolve));
        child.stdin?.end();
        await ended;
      }
      rmSync(base, { recursive: true, force: true });
    },
  };
}

function readLines(child: ChildProcess) {
  const waiting: { resolve: (line: Line) => void; reject: (error: Error) => void }[] = [];
  const ready: Line[] = [];
  let over: Error | null = null;
  if (child.stdout === null) throw new Error("the stage has no output");
  createInterface({ input: child.stdout }).on("line", (text) => {
    const line = JSON.parse(text) as Line;
    const next = waiting.shift();
    if (next) next.resolve(line);
    else ready.push(line);
  });
  child.once("exit", (code, signal) => {
    over = new Error(`the stage's program ended (${code ?? signal})`);
    for (const one of waiting.splice(0)) one.reject(over);
  });
  return {
    async next(kind?: Line["kind"]): Promise<Line> {
      const line = await taken();
      if (kind !== undefined && line.kind !== kind) throw new Error(`the stage answered ${line.kind}, not ${kind}`);
      return line;
    },
  };

  function taken(): Promise<Line> {
    const line = ready.shift();
    if (line) return Promise.resolve(line);
    if (over) return Promise.reject(over);
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => {
        child.kill("SIGKILL");
        reject(new Error(`the stage did not answer for ${PATIENCE_MS / 1_000} s`));
      }, PATIENCE_MS);
      waiting.push({
        resolve: (value) => {
          clearTimeout(patience);
          resolve(value);
        },
        reject: (error) => {
          clearTimeout(patience);
          reject(error);
        },
      });
    });
  }
}
