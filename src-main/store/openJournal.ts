/**
 * The journal as the money rooms get it: whole, and the newest one there ever was. One that is damaged, was changed, cut or replaced is refused and left as it
 * is, because what is missing from it could be a payment.
 */
import { existsSync } from "node:fs";
import type { Clock } from "#main/world/clock.ts";
import type { Random } from "#main/world/random.ts";
import { createJournal, type Journal } from "./journal.ts";
import type { JournalTip } from "./journalAudit.ts";
import { openEncrypted } from "./openEncrypted.ts";
import { journalUnusable, storeFault } from "./storeFault.ts";

/** Where the newest audit line is kept outside of the journal. */
type TipKeeper = {
  /** as of the last time; null: nothing is known of an earlier journal */
  readonly known: JournalTip | null;
  /** there is a newer one, to be asked for when there is time; never throws */
  keep(newest: () => JournalTip | null): void;
};

/** Opens journal.db with synchronous=FULL, read back. Throws JOURNAL_UNAVAILABLE or DISK_FULL; without a journal nothing is signed. */
export function openJournal(options: {
  file: string;
  key: Uint8Array;
  migrationsFolder: string;
  nativeBinding: string | undefined;
  clock: Clock;
  random: Random;
  tips?: TipKeeper;
}): Journal {
  const { file, key, migrationsFolder, nativeBinding, clock, random, tips } = options;
  const known = tips?.known ?? null;
  if (known !== null && !existsSync(file)) throw journalUnusable("it is gone");
  const store = openEncrypted({ kind: "journal", file, key, synchronous: "FULL", migrationsFolder, nativeBinding });
  const journal: Journal = createJournal(store, { clock, random, changed: () => tips?.keep(() => journal.auditTip()) });
  try {
    // Reads every page, and each is checked against its tag.
    const faults: unknown = store.sqlite.pragma("quick_check(1)", { simple: true });
    if (faults !== "ok") throw journalUnusable("its file is damaged");
    requireWholeJournal(journal, known);
    tips?.keep(() => journal.auditTip());
    return journal;
  } catch (error) {
    store.close();
    throw storeFault(error, "journal");
  }
}

/** None of its audit lines was changed, and it holds the newest one that is known of it. Throws JOURNAL_UNAVAILABLE. */
export function requireWholeJournal(journal: Pick<Journal, "verifyAudit" | "hasAuditLine">, known: JournalTip | null) {
  const { ok, firstBadSeq } = journal.verifyAudit();
  if (!ok) throw journalUnusable(`its audit line ${String(firstBadSeq)} was changed`);
  if (known !== null && !journal.hasAuditLine(known))
    throw journalUnusable(
      `audit line ${known.seq}, which it held before, is missing: its end was cut off, or it is an older copy`,
    );
}
