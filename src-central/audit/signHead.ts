/** Signs what the log is now, so that nobody can cut or rewrite it unnoticed later (security, "Audit log"). */
import { and, asc, desc, gt, lte } from "drizzle-orm";

import { type Clock, MINUTE_MS, msOf } from "#central/clock.ts";
import { drizzleBooks } from "#central/books/drizzleBooks.ts";
import type { Rooms } from "#central/context.ts";
import { sha256OfHex } from "#central/sha256.ts";
import { inTransaction } from "#central/store/inTransaction.ts";
import type { Tx } from "#central/store/openDatabase.ts";
import { auditEvents, auditHead, auditTreeHeads } from "#central/store/tables.ts";
import type { AuditHead } from "#shared/contract/audit.ts";
import { auditHeadText } from "#shared/domain/auditHead.ts";
import { emptyRange, extendRange, type MerkleRange, rootOf } from "#shared/merkle.ts";
import type { LogKey } from "./logKey.ts";

/** What has grown by so much, or waited so long, is signed. */
const SIGN_AFTER_EVENTS = 100;
const SIGN_AFTER_MS = 15 * MINUTE_MS;
const BATCH = 5_000;

export type TreeHeadRow = typeof auditTreeHeads.$inferSelect;

/** Within the transaction that may just have written an event: nobody appends until it ends, so that the head covers exactly what it reads. */
export async function signHead(db: Tx, { logKey, clock }: { logKey: LogKey; clock: Clock }): Promise<AuditHead> {
  const { seq: size, hash: chainHash } = await drizzleBooks(db).lockLog();
  const last = await newestHead(db);
  if (last?.size === size) return toHead(last);
  const former: MerkleRange = last === null ? emptyRange(0) : rangeOf(last);
  const range = extendRange(former, await eventHashes(db, former.end, size), sha256OfHex);
  const rootHash = rootOf(range, sha256OfHex);
  const statement = {
    type: "deposit-desk/audit-head/1",
    size,
    rootHash,
    chainHash,
    at: clock.now(),
    publicKey: logKey.publicKey,
  } as const;
  const signature = logKey.sign(auditHeadText(statement));
  const { type: _type, ...row } = statement;
  await db.insert(auditTreeHeads).values({ ...row, signature, nodes: [...range.nodes] });
  return { ...statement, signature };
}

/** Once in a while: signs when a hundred events came, or when an event has waited a quarter of an hour. */
export async function signHeadWhenDue(rooms: Rooms): Promise<void> {
  const { db } = rooms.database;
  const [log] = await db.select().from(auditHead);
  const last = await newestHead(db);
  const waiting = (log?.seq ?? 0) - (last?.size ?? 0);
  if (waiting === 0) return;
  const since = last === null ? Number.POSITIVE_INFINITY : msOf(rooms.clock.now()) - msOf(last.at);
  if (waiting >= SIGN_AFTER_EVENTS || since >= SIGN_AFTER_MS)
    await inTransaction(rooms.database, (tx) => signHead(tx, rooms));
}

export async function newestHead(db: Tx): Promise<TreeHeadRow | null> {
  const [row] = await db.select().from(auditTreeHeads).orderBy(desc(auditTreeHeads.size)).limit(1);
  return row ?? null;
}

export function toHead({ nodes: _nodes, ...head }: TreeHeadRow): AuditHead {
  return { type: "deposit-desk/audit-head/1", ...head };
}

export function rangeOf({ size, nodes }: TreeHeadRow): MerkleRange {
  return { begin: 0, end: size, nodes };
}

/** Hashes of the events after `after` up to `until`, in their order. */
export async function eventHashes(db: Tx, after: number, until: number): Promise<string[]> {
  const hashes: string[] = [];
  for (let from = after; from < until; from += BATCH) {
    const rows = await db
      .select({ hash: auditEvents.hash })
      .from(auditEvents)
      .where(and(gt(auditEvents.seq, from), lte(auditEvents.seq, Math.min(from + BATCH, until))))
      .orderBy(asc(auditEvents.seq));
    for (const { hash } of rows) hashes.push(hash);
  }
  return hashes;
}
