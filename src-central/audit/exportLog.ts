/** The whole log in order, each event with the proof that it stands under a signed head: whoever holds the file needs nobody to check it. */
import { and, asc, eq, gt, lte } from "drizzle-orm";

import { contextOf } from "#central/context.ts";
import type { Outside } from "#central/http/route.ts";
import { inSnapshot, inTransaction } from "#central/store/inTransaction.ts";
import type { Tx } from "#central/store/openDatabase.ts";
import { auditEvents, auditTreeHeads } from "#central/store/tables.ts";
import type { AuditExportPage, AuditHead } from "#shared/contract/audit.ts";
import type { http, QueryOf } from "#shared/contract/http.ts";
import { AppError } from "#shared/errors.ts";
import { appendEvent } from "./appendEvent.ts";
import { type LogTree, logTree } from "./logTree.ts";
import { signHead, toHead } from "./signHead.ts";
import { toAuditEvent } from "./toAuditEvent.ts";

const EVENTS_A_PAGE = 1_000;

/** The tree of the export under way, for its next page. */
const lastTree = new WeakMap<object, { rootHash: string; tree: LogTree }>();

/** The first page writes down who exports, and signs a head over that too. Throws NOT_FOUND for a size that was never signed. */
export async function exportLog(
  { rooms, actor, requestId }: Outside,
  { after, size }: QueryOf<typeof http.audit.export>,
): Promise<AuditExportPage> {
  const head =
    size === undefined
      ? await inTransaction(rooms.database, async (db) => {
          const context = contextOf(rooms, db, actor, requestId);
          await appendEvent(context, { action: "audit.exported", entity: "auditLog" });
          return signHead(db, rooms);
        })
      : await headOf(rooms.database.db, size);
  return inSnapshot(rooms.database, async (db) => {
    const tree = await treeOf(rooms.database, db, head);
    const rows = await db
      .select()
      .from(auditEvents)
      .where(and(gt(auditEvents.seq, after), lte(auditEvents.seq, head.size)))
      .orderBy(asc(auditEvents.seq))
      .limit(EVENTS_A_PAGE);
    return { head, items: rows.map((row) => ({ event: toAuditEvent(row), proof: tree.proofOf(row.seq) })) };
  });
}

async function headOf(db: Tx, size: number): Promise<AuditHead> {
  const [row] = await db.select().from(auditTreeHeads).where(eq(auditTreeHeads.size, size));
  if (!row) throw new AppError("NOT_FOUND", "No head of this size was signed; begin the export again");
  return toHead(row);
}

async function treeOf(database: object, db: Tx, head: AuditHead): Promise<LogTree> {
  const known = lastTree.get(database);
  if (known?.rootHash === head.rootHash) return known.tree;
  const tree = await logTree(db, head);
  lastTree.set(database, { rootHash: head.rootHash, tree });
  return tree;
}
