/** The journal's script in a process that may be killed or refused at any call; runs the production journal. */
import { join } from "node:path";
import { isAppError } from "#shared/errors.ts";
import { createJournal, type Journal } from "#main/store/journal.ts";
import { openEncrypted } from "#main/store/openEncrypted.ts";
import { openJournal } from "#main/store/openJournal.ts";
import { machineRandom } from "#main/world/thisMachine.ts";
import type { Control } from "./control.ts";
import { journalScript } from "./journalScript.ts";
import { openNotes } from "./notes.ts";

export type JournalOrder = {
  work: "journal";
  folder: string;
  /** hex */
  key: string;
  migrations: string;
  seed: number;
  refunds: number;
  /** NORMAL is wrong on purpose: it must be seen to lose what was acknowledged */
  synchronous: "FULL" | "NORMAL";
};
export type JournalReport = {
  /** code of each error that the production code threw; "RAW …" when it was none of its own */
  refusals: string[];
  /** the journal had to be opened again before it worked */
  reopened: number;
};

const START_MS = Date.parse("2026-11-22T10:00:00.000Z");
const TRIES = 3;

export function openScriptJournal(order: Omit<JournalOrder, "work" | "seed" | "refunds">): Journal {
  const file = join(order.folder, "journal.db");
  const key = Buffer.from(order.key, "hex");
  const world = { clock: { now: () => START_MS }, random: machineRandom };
  if (order.synchronous === "FULL")
    return openJournal({ file, key, migrationsFolder: order.migrations, nativeBinding: undefined, ...world });
  const store = openEncrypted({
    kind: "journal",
    file,
    key,
    synchronous: "NORMAL",
    migrationsFolder: order.migrations,
  });
  const pragma = store.sqlite.pragma.bind(store.sqlite);
  store.sqlite.pragma = (source, options) => (source === "synchronous" ? 2 : pragma(source, options));
  return createJournal(store, world);
}

/** Each step is noted when the journal has answered. After a refusal it is tried again, then with the fault lifted, then with the journal opened anew. */
export function workOnJournal(order: JournalOrder, control: Control | null): JournalReport {
  const note = openNotes(order.folder);
  const { steps } = journalScript(order.seed, order.refunds);
  const report: JournalReport = { refusals: [], reopened: 0 };
  let journal: Journal | null = null;

  const close = (): void => {
    const closing = journal;
    journal = null;
    closing?.close();
  };
  const attempt = (work: ((journal: Journal) => void) | null): boolean => {
    try {
      if (work === null) close();
      journal ??= openScriptJournal(order);
      work?.(journal);
      return true;
    } catch (error) {
      report.refusals.push(isAppError(error) ? error.code : `RAW ${String(error)}`);
      return false;
    }
  };
  const insist = (work: ((journal: Journal) => void) | null): void => {
    for (let tries = 0; tries < TRIES; tries += 1) if (attempt(work)) return;
    control?.disarm();
    if (attempt(work)) return;
    report.reopened += 1;
    attempt(null);
    if (!attempt(work)) throw new Error(`the journal does not recover: ${report.refusals.at(-1)}`);
  };

  insist(null);
  for (const [index, { run }] of steps.entries()) {
    insist(run);
    note(String(index + 1));
  }
  close();
  return report;
}
