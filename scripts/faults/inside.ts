/**
 * The program that is killed: reads orders, one JSON line each, and for each makes a copy of itself that carries it out under the shim. Runs with
 * `--single-threaded`, because only the thread that forks lives on in the copy.
 */
import { mkdirSync, readSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { installCheapStretching } from "./cheapStretching.ts";
import { type Fault, openControl } from "./control.ts";
import { type JournalOrder, workOnJournal } from "./journalWork.ts";
import { enrol, type EnrolOrder, pay, type PayOrder } from "./payWork.ts";
import { type SyncOrder, workOnCache } from "./syncWork.ts";
import { openShimCalls } from "./shimCalls.ts";

export type Work = JournalOrder | EnrolOrder | PayOrder | SyncOrder;
/** `inPlace`: carried out by the program itself, so that its code is warm in every later copy. */
export type Order = { id: number; fault: Fault; at: number; logging: boolean; inPlace: boolean; work: Work };
/** Lines of the standard output. `report`: the work came to its end. */
export type Line =
  | { kind: "ready" }
  | { kind: "report"; id: number; report: unknown }
  | { kind: "failed"; id: number; words: string }
  | { kind: "ended"; id: number; status: number; count: number; hits: number; writes: number; syncs: number };

const INPUT = 0;
const OUTPUT = 1;
const WARM_RUNS = 6;
const control = openControl(variable("FAULTS_CONTROL"));
const calls = openShimCalls(variable("FAULTS_CALLS"), control);

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

function say(line: Line): void {
  writeSync(OUTPUT, `${JSON.stringify(line)}\n`);
}

let rest = "";
/** Waits; nothing else may happen in this process while a copy works. Null at the end of the input. */
function readOrder(): Order | null {
  const bytes = Buffer.alloc(65_536);
  for (;;) {
    const end = rest.indexOf("\n");
    if (end >= 0) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      return JSON.parse(line) as Order;
    }
    const size = readSync(INPUT, bytes);
    if (size === 0) return null;
    rest += bytes.toString("utf8", 0, size);
  }
}

async function perform({ id, fault, at, logging, work }: Order): Promise<void> {
  try {
    control.setLogging(logging);
    if (fault !== "none") control.arm(fault, at);
    const report = await carryOut(work, fault);
    control.disarm();
    say({ kind: "report", id, report });
    calls.exit(0);
  } catch (error) {
    say({ kind: "failed", id, words: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    calls.exit(1);
  }
}

async function carryOut(work: Work, fault: Fault): Promise<unknown> {
  switch (work.work) {
    case "journal":
      return workOnJournal(work, control);
    case "sync":
      return workOnCache(work, control);
    case "enrol":
      return enrol(work);
    case "pay":
      return pay(work, control, fault === "eio" || fault === "enospc");
  }
}

/** Code that has run is code that need not be compiled again in every copy. */
function warmUp(): void {
  const folder = join(variable("FAULTS_WARM"), "journal");
  for (let run = 0; run < WARM_RUNS; run += 1) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const [key, migrations] = ["00".repeat(32), variable("FAULTS_JOURNAL_MIGRATIONS")];
    workOnJournal({ work: "journal", folder, key, migrations, seed: run, refunds: 3, synchronous: "FULL" }, null);
  }
}

async function serve(): Promise<void> {
  installCheapStretching();
  warmUp();
  say({ kind: "ready" });
  for (let order = readOrder(); order !== null; order = readOrder()) {
    calls.reset();
    if (order.inPlace) {
      const report = await carryOut(order.work, "none");
      say({ kind: "report", id: order.id, report });
      say({ kind: "ended", id: order.id, status: 0, ...control.read() });
      continue;
    }
    const pid = calls.fork();
    if (pid === null) return perform(order);
    const status = calls.wait(pid);
    control.disarm();
    control.setLogging(false);
    say({ kind: "ended", id: order.id, status, ...control.read() });
  }
}

void serve();
