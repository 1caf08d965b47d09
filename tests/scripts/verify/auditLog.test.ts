import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { verifyAuditLog } from "#scripts/verify/auditLog.mjs";
import { canonicalJson } from "#shared/canonicalJson.ts";
import { type Dice, makeDice } from "./dice.ts";
import { chainOf, exportOf, headOf, madeBodies, makeLogSigner } from "./madeLog.ts";

const signer = makeLogSigner();
const COUNT = 12;
const events = chainOf(madeBodies(COUNT));
const head = headOf(events, signer);
const text = exportOf(events, head);
const anchors = { publicKey: signer.publicKey, heads: [headOf(events.slice(0, 5), signer), head], deviceKeys: [] };
const otherWay = (char: string) => (char === "a" ? "b" : "a");

type Tampered = {
  what: string;
  text: string;
  /** looks whole to whoever has noted nothing down; the first event that he knows otherwise */ anchored?:
    | number
    | null;
};

const joined = (lines: readonly string[]) => `${lines.join("\n")}\n`;
const linesOf = (whole: string) => whole.slice(0, -1).split("\n");
const ORIGINAL = linesOf(text);

const stranger = makeLogSigner();
const known = new Map<string, ReturnType<typeof chainOf>>();

/** The events made anew with one of them edited, so that the chain holds again. */
function rewritten(at: number, count: number, remarks: string): ReturnType<typeof chainOf> {
  const key = `${at} ${count} ${remarks}`;
  const made =
    known.get(key) ?? chainOf(madeBodies(count).map((body, place) => (place === at ? { ...body, remarks } : body)));
  known.set(key, made);
  return made;
}

/** Lines of other events with the proofs that stood there. */
function withOldProofs(from: number, to: number, others: ReturnType<typeof chainOf>): string {
  const lines = ORIGINAL.map((line, index) => {
    if (index < from || index > to) return line;
    const { proof } = JSON.parse(line) as { proof: string[] };
    return canonicalJson({ event: others[index - 1], proof });
  });
  return joined(lines);
}

/** Everything somebody could do who has the file: from a changed character to a whole log made anew. */
const WAYS: Record<string, (dice: Dice) => Tampered> = {
  "a character is changed": (dice) => {
    const lines = [...ORIGINAL];
    const seq = 1 + dice.below(COUNT);
    const line = lines[seq] as string;
    const at = dice.below(line.length);
    lines[seq] = line.slice(0, at) + otherWay(line[at] as string) + line.slice(at + 1);
    return { what: `line ${seq}, character ${at}`, text: joined(lines) };
  },
  "a character is added": (dice) => {
    const lines = [...ORIGINAL];
    const seq = 1 + dice.below(COUNT);
    const line = lines[seq] as string;
    const at = dice.below(line.length + 1);
    lines[seq] = line.slice(0, at) + dice.pick([" ", "0", "}", "a"]) + line.slice(at);
    return { what: `line ${seq}, after ${at}`, text: joined(lines) };
  },
  "an event is edited and its own hash made anew": (dice) => {
    const at = dice.below(COUNT);
    return { what: `event ${at + 1}`, text: withOldProofs(at + 1, at + 1, rewritten(at, COUNT, "Something else")) };
  },
  "everything after an edit is hashed anew": (dice) => {
    const at = dice.below(COUNT);
    return { what: `from event ${at + 1}`, text: withOldProofs(at + 1, COUNT, rewritten(at, COUNT, "Something else")) };
  },
  "everything after an edit is hashed and proven anew": (dice) => {
    const at = dice.below(COUNT);
    return { what: `from event ${at + 1}`, text: exportOf(rewritten(at, COUNT, "Something else"), head) };
  },
  "an event is deleted": (dice) => {
    const seq = 1 + dice.below(COUNT);
    return { what: `event ${seq}`, text: joined(ORIGINAL.toSpliced(seq, 1)) };
  },
  "an event is put in": (dice) => {
    const seq = 1 + dice.below(COUNT + 1);
    return { what: `before ${seq}`, text: joined(ORIGINAL.toSpliced(seq, 0, dice.pick(ORIGINAL.slice(1)))) };
  },
  "two events are exchanged": (dice) => {
    const lines = [...ORIGINAL];
    const one = dice.below(COUNT);
    const other = (one + 1 + dice.below(COUNT - 1)) % COUNT;
    [lines[one + 1], lines[other + 1]] = [lines[other + 1] as string, lines[one + 1] as string];
    return { what: `${one + 1} and ${other + 1}`, text: joined(lines) };
  },
  "the end is cut off": (dice) => {
    const kept = dice.below(COUNT);
    return { what: `after ${kept}`, text: joined(ORIGINAL.slice(0, kept + 1)) };
  },
  "the end is cut off and the cut signed with the service's own key": (dice) => {
    const kept = 1 + dice.below(COUNT - 1);
    const shorter = headOf(events.slice(0, kept), signer, "2026-11-22T10:00:00.001Z");
    return { what: `after ${kept}`, text: exportOf(events.slice(0, kept), shorter), anchored: null };
  },
  "the whole file is replaced, with a key of its own": (dice) => {
    const other = rewritten(0, 1 + dice.below(20), "Another log");
    return { what: `${other.length} events`, text: exportOf(other, headOf(other, stranger)), anchored: null };
  },
  "the past is rewritten with the service's own key": (dice) => {
    const at = dice.below(COUNT);
    const others = rewritten(at, COUNT + 3, "Another past");
    const later = headOf(others, signer, "2026-11-22T11:00:00.000Z");
    return { what: `event ${at + 1}`, text: exportOf(others, later), anchored: at < 5 ? 1 : 6 };
  },
  "the head is changed": (dice) => {
    const [line = "", ...rest] = ORIGINAL;
    const at = dice.below(line.length);
    const changed = line.slice(0, at) + otherWay(line[at] as string) + line.slice(at + 1);
    return { what: `character ${at}`, text: joined([changed, ...rest]) };
  },
};

/** The first line that is not the one that was exported; undefined for the head's, which is no event. */
function firstChanged(changed: string): number | undefined {
  const lines = linesOf(changed);
  const at = Array.from({ length: Math.max(lines.length, ORIGINAL.length) }, (_, index) => index).find(
    (index) => lines[index] !== ORIGINAL[index],
  );
  return at === 0 ? undefined : at;
}

describe("R16.3 an exported audit log", () => {
  test("R16.3 as it was exported, it holds, with anchors and without", () => {
    expect(verifyAuditLog(text, null)).toEqual({ ok: true, checked: COUNT });
    expect(verifyAuditLog(text, anchors)).toEqual({ ok: true, checked: COUNT });
  });

  test("R16.3 a log of any length from 1 to 70 holds, and its last event is in it", () => {
    const many = chainOf(madeBodies(70));
    for (let size = 1; size <= many.length; size += 1) {
      const some = many.slice(0, size);
      expect(verifyAuditLog(exportOf(some, headOf(some, signer)), null)).toEqual({ ok: true, checked: size });
    }
  });

  test("feature 59 R16.3, I10 10,000 random tamperings: every one is found, with the first bad event named", () => {
    const ways = Object.keys(WAYS);
    const missed: string[] = [];
    for (let seed = 0; seed < 10_000; seed += 1) {
      const dice = makeDice(seed);
      const way = ways[seed % ways.length] as string;
      const made = WAYS[way]?.(dice) as Tampered;
      const verdict = verifyAuditLog(made.text, made.anchored === undefined ? null : anchors);
      const place = made.anchored === undefined ? firstChanged(made.text) : (made.anchored ?? undefined);
      if (verdict.ok || verdict.firstBadSeq !== place)
        missed.push(`seed ${seed}: ${way} (${made.what}) at ${place} -> ${JSON.stringify(verdict)}`);
    }
    expect(missed).toEqual([]);
  });

  test("R16.3 without anchors, a file replaced as a whole is not found: that is what they are for", () => {
    const other = chainOf(madeBodies(5));
    const whole = exportOf(other, headOf(other, makeLogSigner()));
    expect(verifyAuditLog(whole, null).ok).toBe(true);
    expect(verifyAuditLog(whole, anchors)).toMatchObject({ ok: false, reason: expect.stringContaining("another key") });
  });

  test("R16.3 the command needs this one folder and Node, prints one JSON line and says by its status whether it held", () => {
    const folder = mkdtempSync(join(tmpdir(), "verify-"));
    try {
      cpSync(join(import.meta.dirname, "..", "..", "..", "scripts", "verify"), join(folder, "verify"), {
        recursive: true,
      });
      writeFileSync(join(folder, "log.jsonl"), text);
      writeFileSync(join(folder, "anchors.json"), JSON.stringify(anchors));
      const run = (...args: string[]) =>
        execFileSync(process.execPath, [join(folder, "verify", "audit.mjs"), ...args], {
          cwd: folder,
          env: {},
          stdio: ["ignore", "pipe", "ignore"],
        }).toString();
      expect(run("log.jsonl")).toBe(`{"ok":true,"checked":${COUNT}}\n`);
      expect(run("log.jsonl", "--anchors", "anchors.json")).toBe(`{"ok":true,"checked":${COUNT}}\n`);
      writeFileSync(join(folder, "log.jsonl"), text.replace("Duplicate", "duplicate"));
      const failed = spawnSync(process.execPath, [join(folder, "verify", "audit.mjs"), "log.jsonl"], {
        cwd: folder,
        env: {},
      });
      expect(failed.status).toBe(1);
      expect(JSON.parse(failed.stdout.toString())).toEqual({
        ok: false,
        checked: 0,
        firstBadSeq: 1,
        reason: "its content was changed",
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
