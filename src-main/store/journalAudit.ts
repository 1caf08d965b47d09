/** The journal's audit lines: added in the transaction of the change they speak of, each holding the hash of the one before (security page, "Audit log"). */
import { createHash } from "node:crypto";
import { asc, desc, eq } from "drizzle-orm";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { canonicalJson } from "#shared/canonicalJson.ts";
import { auditLines } from "./journalTables.ts";

export type AuditEntry = {
  at: string;
  action: string;
  refundId?: string;
  txHash?: string;
  /** small facts; never a key, PIN or token */
  detail?: Record<string, string | number | null>;
};

/** The newest line of the chain: whoever keeps it elsewhere can tell that the chain was cut. */
export type JournalTip = { seq: number; hash: string };

type Line = typeof auditLines.$inferSelect;
const FIRST_PREVIOUS = "0".repeat(64);

/** Must run inside the caller's transaction. */
export function addAuditLine(db: BetterSQLite3Database, entry: AuditEntry): void {
  const last = auditTip(db);
  const line = {
    seq: (last?.seq ?? 0) + 1,
    at: entry.at,
    action: entry.action,
    refundId: entry.refundId ?? null,
    txHash: entry.txHash ?? null,
    detail: canonicalJson(entry.detail ?? {}),
    prevHash: last?.hash ?? FIRST_PREVIOUS,
  };
  db.insert(auditLines)
    .values({ ...line, hash: hashOf(line) })
    .run();
}

export function auditTip(db: BetterSQLite3Database): JournalTip | null {
  const { seq, hash } = auditLines;
  return db.select({ seq, hash }).from(auditLines).orderBy(desc(seq)).limit(1).get() ?? null;
}

/** The chain had this line once: without it, or with another one in its place, its end was cut off or it is an older copy. */
export function hasAuditLine(db: BetterSQLite3Database, { seq, hash }: JournalTip): boolean {
  return db.select({ hash: auditLines.hash }).from(auditLines).where(eq(auditLines.seq, seq)).get()?.hash === hash;
}

/** Finds edits, insertions and removals inside the chain, not a cut-off end: see hasAuditLine. */
export function verifyAuditLines(db: BetterSQLite3Database): {
  ok: boolean;
  checked: number;
  firstBadSeq: number | null;
} {
  let previous = FIRST_PREVIOUS;
  let checked = 0;
  for (const line of db.select().from(auditLines).orderBy(asc(auditLines.seq)).all()) {
    const isNext = line.seq === checked + 1 && line.prevHash === previous && line.hash === hashOf(line);
    if (!isNext) return { ok: false, checked, firstBadSeq: line.seq };
    previous = line.hash;
    checked += 1;
  }
  return { ok: true, checked, firstBadSeq: null };
}

/** SHA-256(0x00 || previous hash || seq || RFC 8785 body) */
function hashOf({ seq, prevHash, at, action, refundId, txHash, detail }: Omit<Line, "hash">): string {
  return createHash("sha256")
    .update(Buffer.of(0))
    .update(`${prevHash}${seq}`)
    .update(canonicalJson({ at, action, refundId, txHash, detail }))
    .digest("hex");
}
