/** The money journal under faults: killed, torn, refused, or cut off from power at any call; then opened again by the production code and gone on with. */
import { rmSync } from "node:fs";
import { isAppError } from "#shared/errors.ts";
import type { Journal } from "#main/store/journal.ts";
import { createDice } from "#tests/main/support/seededRandom.ts";
import type { Fault } from "./control.ts";
import { chosenCuts, layOut } from "./cuts.ts";
import { readEvents, VARIANTS } from "./disk.ts";
import { journalScript, type JournalScript } from "./journalScript.ts";
import { type JournalOrder, type JournalReport, openScriptJournal } from "./journalWork.ts";
import { readNotes } from "./notes.ts";
import { JOURNAL_MIGRATIONS, type Stage } from "./stage.ts";
import type { Finding } from "./tally.ts";

const KEY = "5c".repeat(32);
const REFUNDS = 3;
/** Steps that are gone on with after each fault; the whole rest of the script after one in WHOLE_EVERY. */
const STEPS_AFTER = 2;
const WHOLE_EVERY = 10;
/** The codes with which the journal may refuse; anything else is no clear word. */
const CLEAR_CODES = ["DISK_FULL", "JOURNAL_UNAVAILABLE"];

export type JournalRig = {
  /** One fault at any call; null when the run was over before it. */
  strike(fault: Fault): Promise<Finding | null>;
  /** Power cuts of one logged run, up to `most` disks; `synchronous` NORMAL is the test of this test. */
  powerCuts(most: number, synchronous: "FULL" | "NORMAL"): AsyncGenerator<Finding>;
};

type Expected = { script: JournalScript; digests: string[] };

export function openJournalRig(stage: Stage, seed: number): JournalRig {
  const calls = new Map<number, number>();
  const expectations = new Map<number, Expected>();
  const dice = createDice(seed);
  let [run, judged] = [0, 0];

  function order(folder: string, scriptSeed: number, synchronous: "FULL" | "NORMAL" = "FULL"): JournalOrder {
    const migrations = JOURNAL_MIGRATIONS;
    return { work: "journal", folder, key: KEY, migrations, seed: scriptSeed, refunds: REFUNDS, synchronous };
  }

  /** What the journal says after each step when nothing goes wrong. */
  function expected(scriptSeed: number): Expected {
    const known = expectations.get(scriptSeed);
    if (known) return known;
    const folder = stage.newOutside();
    const script = journalScript(scriptSeed, REFUNDS);
    const journal = openScriptJournal(order(folder, scriptSeed));
    const digests = [script.digest(journal)];
    for (const { run: step } of script.steps) {
      step?.(journal);
      digests.push(script.digest(journal));
    }
    journal.close();
    rmSync(folder, { recursive: true, force: true });
    const made = { script, digests };
    expectations.set(scriptSeed, made);
    return made;
  }

  const wholeNow = () => judged++ % WHOLE_EVERY === 0;
  const scriptSeed = () => seed + (run++ % 8);

  /** Calls of a whole run that nothing disturbs. */
  async function callsOf(ofScript: number): Promise<number> {
    const known = calls.get(ofScript);
    if (known !== undefined) return known;
    const folder = stage.newFolder();
    const { count, writes, syncs, words } = await stage.run(order(folder, ofScript));
    rmSync(folder, { recursive: true, force: true });
    if (words !== null) throw new Error(words);
    if (writes === 0 || syncs === 0) throw new Error("the shim does not see SQLite's writes and syncs");
    calls.set(ofScript, count);
    return count;
  }

  return {
    async strike(fault) {
      const ofScript = scriptSeed();
      const at = 1 + dice.below(await callsOf(ofScript));
      const folder = stage.newFolder();
      const { killed, report, words, hits } = await stage.run(order(folder, ofScript), { fault, at });
      const where = `journal script ${ofScript} ${fault} at call ${at}`;
      if (hits === 0) {
        rmSync(folder, { recursive: true, force: true });
        return null;
      }
      const violations: string[] = [];
      const deadly = fault === "kill" || fault === "torn";
      if (deadly !== killed) violations.push(`was ${killed ? "" : "not "}killed`);
      if (words !== null) violations.push(words);
      for (const code of (report as JournalReport | undefined)?.refusals ?? [])
        if (!CLEAR_CODES.includes(code)) violations.push(`refused with ${code}`);
      const acknowledged = readNotes(folder).length;
      const verdict = judge(folder, acknowledged, expected(ofScript), wholeNow());
      rmSync(folder, { recursive: true, force: true });
      return { where, violations: [...violations, ...verdict.violations], unreadable: verdict.unreadable };
    },
    async *powerCuts(most, synchronous) {
      const ofScript = scriptSeed();
      const folder = stage.newFolder();
      const { words } = await stage.run(order(folder, ofScript, synchronous), undefined, true);
      if (words !== null) throw new Error(words);
      const { events, disk } = readEvents(stage.logFile, new Map());
      const cuts = chosenCuts(events, Math.ceil(most / VARIANTS.length), dice);
      let [acknowledged, made] = [0, 0];
      for (const [index, event] of events.entries()) {
        disk.take(event);
        if (event.kind === "note") acknowledged += 1;
        if (!cuts.has(index)) continue;
        const variants = disk.pending() === 0 ? VARIANTS.slice(0, 1) : VARIANTS;
        for (const variant of variants) {
          if (made >= most) break;
          made += 1;
          const place = stage.newOutside();
          layOut(disk.image(variant, dice), folder, place);
          const verdict = judge(place, acknowledged, expected(ofScript), wholeNow());
          rmSync(place, { recursive: true, force: true });
          yield { where: `journal script ${ofScript} cut after event ${index}, ${variant}`, ...verdict };
        }
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The journal as the next start finds it: all that was acknowledged and at most the one step that was under way; then the rest of the script. */
function judge(
  folder: string,
  acknowledged: number,
  { script, digests }: Expected,
  whole: boolean,
): Pick<Finding, "violations" | "unreadable"> {
  const violations: string[] = [];
  let journal: Journal;
  const open = () => openScriptJournal({ folder, key: KEY, migrations: JOURNAL_MIGRATIONS, synchronous: "FULL" });
  try {
    journal = open();
  } catch (error) {
    return { violations, unreadable: `the journal does not open: ${wordsOf(error)}` };
  }
  try {
    const found = script.digest(journal);
    if (!journal.verifyAudit().ok) violations.push("the audit chain does not verify");
    const steps = [acknowledged, acknowledged + 1].filter((step) => digests[step] === found);
    const at = steps.at(-1);
    if (at === undefined) {
      const earlier = digests.lastIndexOf(found);
      const lost = earlier >= 0 ? `${acknowledged - earlier} acknowledged steps are lost` : "it is in no known state";
      return { violations: [...violations, lost], unreadable: null };
    }
    const end = whole ? script.steps.length : Math.min(at + STEPS_AFTER, script.steps.length);
    for (const { run } of script.steps.slice(at, end)) {
      if (run) run(journal);
      else {
        journal.close();
        journal = open();
      }
    }
    if (script.digest(journal) !== digests[end])
      violations.push("it could not be gone on with as if nothing had happened");
  } catch (error) {
    violations.push(`it could not be gone on with: ${wordsOf(error)}`);
  } finally {
    journal.close();
  }
  return { violations, unreadable: null };
}

function wordsOf(error: unknown): string {
  if (isAppError(error)) return `${error.code} ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
