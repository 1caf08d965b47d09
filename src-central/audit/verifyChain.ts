/** Reads the whole log again and checks every link (R16.3). */
import { and, asc, gt, lte } from "drizzle-orm";

import type { Rooms } from "#central/context.ts";
import { auditEvents, auditHead } from "#central/store/tables.ts";
import type { http, ResponseOf } from "#shared/contract/http.ts";
import { eventHash, FIRST_PREV_HASH } from "./eventHash.ts";
import { toAuditEvent } from "./toAuditEvent.ts";

export type Verification = ResponseOf<typeof http.audit.verify>;

const BATCH = 2000;

/**
 * In batches outside of one long transaction: the log only grows, so that what was there at the start is what is checked.
 * A tail that was cut off is found by the head row; a log rewritten as a whole only by copies kept elsewhere.
 */
export async function verifyChain({ database, sha256 }: Pick<Rooms, "database" | "sha256">): Promise<Verification> {
  const { db } = database;
  const [head] = await db.select().from(auditHead);
  const last = head?.seq ?? 0;
  let previous = { seq: 0, hash: FIRST_PREV_HASH };
  for (;;) {
    const rows = await db
      .select()
      .from(auditEvents)
      .where(and(gt(auditEvents.seq, previous.seq), lte(auditEvents.seq, last)))
      .orderBy(asc(auditEvents.seq))
      .limit(BATCH);
    for (const row of rows) {
      const { prevHash, hash, ...body } = toAuditEvent(row);
      const bad = (reason: string) => ({ ok: false, checked: previous.seq, firstBadSeq: previous.seq + 1, reason });
      if (row.seq !== previous.seq + 1) return bad("an event is missing");
      if (prevHash !== previous.hash) return bad("it does not follow the event before it");
      if (eventHash(prevHash, body, sha256) !== hash) return bad("its content was changed");
      previous = { seq: row.seq, hash };
    }
    if (rows.length < BATCH) break;
  }
  if (previous.seq !== last || (head && previous.hash !== head.hash))
    return { ok: false, checked: previous.seq, firstBadSeq: previous.seq + 1, reason: "the end of the log is missing" };
  return { ok: true, checked: last, firstBadSeq: null, reason: null };
}
