/**
 * Single bits of the cache's files that change by themselves, as disks and memories do it. Whatever flips: the file is refused as damaged, or everything that
 * a person can be shown is what was written. Read with the production reader, through every question that the window asks.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEPOSIT_SORTS } from "#shared/contract/ipc.ts";
import { isAppError } from "#shared/errors.ts";
import { createCache, type Cache } from "#main/store/Cache.ts";
import { openCacheReader } from "#main/store/cacheReader.ts";
import { openCacheWriter } from "#main/store/cacheWriter.ts";
import { keyNameFile } from "#main/store/openEncrypted.ts";
import { fillCache } from "#tests/main/support/openCache.ts";
import { personOf, randomDeposit, randomEvent, randomRefund } from "#tests/main/support/rows.ts";
import type { Dice } from "#tests/main/support/seededRandom.ts";
import { halfDraft } from "./halfDraft.ts";
import { waitingReview } from "./waitingReview.ts";
import { CACHE_MIGRATIONS } from "./stage.ts";
import type { Finding } from "./tally.ts";

export type FlipRig = {
  strike(): Finding;
  /** what became of the flips so far */
  counts(): { detected: number; harmless: number };
  close(): void;
};

const KEY = new Uint8Array(32).fill(61);
const RECORDS = 60;
/** Commits that still stand in the write-ahead log when the program is killed. */
const LOGGED_COMMITS = 3;
const FILE = "cache.db";
const KEY_NAME = keyNameFile(FILE);
/** It is small, and as long as it is whole it decides nothing. */
const KEY_NAME_SHARE = 0.01;
const DETECTED = ["CACHE_DAMAGED", "CACHE_KEY_WRONG"];

/** Files by name, and what may be read from them: a damaged log ends before its damage, at one of its commits. */
type Specimen = { files: Map<string, Buffer>; known: Set<string> };

export function openFlipRig(base: string, dice: Dice): FlipRig {
  const place = mkdtempSync(join(base, "flips-"));
  const [closed, killed] = makeSpecimens(place, dice);
  let [turn, detected, harmless] = [0, 0, 0];

  /** Its code when it refused, what it showed otherwise. */
  function look(folder: string): { code: string } | { shown: string } {
    try {
      const reader = openCacheReader({ file: join(folder, FILE), key: KEY });
      try {
        return { shown: everythingShown(createCache(reader)) };
      } finally {
        reader.close();
      }
    } catch (error) {
      return { code: isAppError(error) ? error.code : `RAW ${String(error)}` };
    }
  }

  return {
    strike() {
      const { files, known } = (turn += 1) % 2 === 0 ? killed : closed;
      const name = dice.chance(KEY_NAME_SHARE)
        ? KEY_NAME
        : dice.pick([...files.keys()].filter((one) => one !== KEY_NAME));
      const bytes = Buffer.from(files.get(name) ?? []);
      const [at, bit] = [dice.below(bytes.length), dice.below(8)];
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
      const folder = join(place, "struck");
      layDown(folder, new Map([...files, [name, bytes]]));
      const seen = look(folder);
      const violations: string[] = [];
      if ("shown" in seen) {
        harmless += 1;
        if (!known.has(seen.shown)) violations.push("values were shown that nobody wrote");
      } else {
        detected += 1;
        if (!DETECTED.includes(seen.code)) violations.push(`it was answered with ${seen.code}`);
      }
      return { where: `bit ${bit} of byte ${at} of ${name}`, violations, unreadable: null };
    },
    counts: () => ({ detected, harmless }),
    close: () => rmSync(place, { recursive: true, force: true }),
  };
}

/** One that was closed in order, and one whose newest commits are in the write-ahead log alone. */
function makeSpecimens(place: string, dice: Dice): [Specimen, Specimen] {
  const folder = join(place, "made");
  mkdirSync(folder);
  const file = join(folder, FILE);
  const open = () => openCacheWriter({ file, key: KEY, migrationsFolder: CACHE_MIGRATIONS });
  const deposits = Array.from({ length: RECORDS }, (_, number) => randomDeposit(dice, number));
  const first = open();
  fillCache(first, {
    deposits,
    events: deposits.map((deposit) => randomEvent(dice, deposit)),
    refunds: deposits.slice(0, RECORDS / 3).map((deposit, number) => randomRefund(dice, number, deposit)),
  });
  first.close();
  const shown = () => {
    const reader = openCacheReader({ file, key: KEY });
    try {
      return everythingShown(createCache(reader));
    } finally {
      reader.close();
    }
  };
  const known = new Set([shown()]);
  const closed = { files: filesOf(folder, [FILE, KEY_NAME]), known: new Set(known) };
  const writer = open();
  for (let commit = 0; commit < LOGGED_COMMITS; commit += 1) {
    writer.remember("deposits", [randomDeposit(dice, RECORDS + commit)]);
    known.add(shown());
    writer.saveDraft({ userId: personOf(dice).id, savedAt: commit, draft: halfDraft(deposits[commit]?.id ?? "") });
    known.add(shown());
    const seen = deposits[commit];
    if (seen === undefined) continue;
    writer.keepInOutbox(personOf(dice).id, waitingReview(dice.uuid(), seen));
    known.add(shown());
  }
  const killed = { files: filesOf(folder, [FILE, `${FILE}-wal`, KEY_NAME]), known };
  writer.close();
  return [closed, killed];
}

function filesOf(folder: string, names: readonly string[]): Map<string, Buffer> {
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
}

function layDown(folder: string, files: ReadonlyMap<string, Buffer>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
}

function everythingShown(cache: Cache): string {
  const orders = DEPOSIT_SORTS.map((sort) => cache.searchDeposits({ sort, limit: 200 }));
  const list = cache.searchDeposits({ limit: 200 });
  const rows = JSON.parse(list.rowsJson) as { id: string }[];
  return JSON.stringify([
    cache.asOf(),
    list,
    orders,
    cache.configuration(),
    cache.drafts(),
    cache.outboxes(),
    rows.map(({ id }) => [cache.deposit(id), cache.timeline(id), cache.refundsOf(id)]),
  ]);
}
