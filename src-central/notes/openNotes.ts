/** Reading restricted notes leaves a trace: who opened which, and when. Without that trace nobody reads them. */
import { and, desc, eq, gt, inArray } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { later, MINUTE_MS } from "#central/clock.ts";
import { type Context, contextOf, now, personOf } from "#central/context.ts";
import { loadDeposit } from "#central/deposits/loadDeposit.ts";
import type { Outside } from "#central/http/route.ts";
import { inTransaction } from "#central/store/inTransaction.ts";
import { auditEvents, restrictedNotes } from "#central/store/tables.ts";
import type { RestrictedNote } from "#shared/contract/restrictedNote.ts";
import { NOTE_OPENED_ACTION } from "./restrictedNotes.ts";

/** A page that is refreshed within it opened its notes once. */
const OPENED_ONCE_MS = 5 * MINUTE_MS;

/**
 * A record's notes, newest first, in a transaction that also writes down each one that this person did not open a moment ago.
 * Needs "Restricted.Read". Throws NOT_FOUND.
 */
export function openNotes({ rooms, actor, requestId }: Outside, depositId: string): Promise<RestrictedNote[]> {
  return inTransaction(rooms.database, async (db) => {
    const context = contextOf(rooms, db, actor, requestId);
    const { recordNo } = await loadDeposit(context, depositId);
    const notes = await db
      .select()
      .from(restrictedNotes)
      .where(eq(restrictedNotes.depositId, depositId))
      .orderBy(desc(restrictedNotes.at), desc(restrictedNotes.id));
    const opened = await openedBefore(context, notes);
    for (const { id } of notes.filter((note) => !opened.has(note.id)))
      await appendEvent(context, {
        action: NOTE_OPENED_ACTION,
        // As when it was written: not under the record.
        entity: "restrictedNote",
        entityId: id,
        entityNo: recordNo,
        detail: { record: depositId },
      });
    return notes;
  });
}

/** Those of the notes that the person opened within OPENED_ONCE_MS. */
async function openedBefore(context: Context, notes: readonly RestrictedNote[]): Promise<Set<string | null>> {
  const ids = notes.map(({ id }) => id);
  const rows = await context.db
    .select({ id: auditEvents.entityId })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.entity, "restrictedNote"),
        inArray(auditEvents.entityId, ids),
        eq(auditEvents.action, NOTE_OPENED_ACTION),
        eq(auditEvents.actorId, personOf(context).userId),
        gt(auditEvents.at, later(now(context), -OPENED_ONCE_MS)),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}
