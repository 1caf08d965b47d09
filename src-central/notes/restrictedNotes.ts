/**
 * Notes that only holders of "Restricted.Read" see. They are no part of the record, of its history or of the feed: nothing of them reaches anybody
 * else, not even that they are there. The log holds that one was written, the hash of its text and who opened it, never the text.
 */
import { appendEvent } from "#central/audit/appendEvent.ts";
import { asPerson, type Context, newId, now, personOf } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { restrictedNotes } from "#central/store/tables.ts";
import type { RestrictedNote } from "#shared/contract/restrictedNote.ts";
import { missingPermissionText } from "#shared/domain/permissions.ts";
import { AppError } from "#shared/errors.ts";

const NOTE_WRITTEN_ACTION = "deposit.restricted_note_written";
export const NOTE_OPENED_ACTION = "deposit.restricted_note_opened";
/** In the log they are seen by who reads all of it, and by holders of the right. */
export const NOTE_ACTIONS = [NOTE_WRITTEN_ACTION, NOTE_OPENED_ACTION];

/** Needs "Restricted.Read", and of the person that he writes on records at all: an auditor reads. Throws PERMISSION_DENIED, DEPOSIT_STATE (purged), NOT_FOUND. */
export async function writeNote(context: Context, { id, text }: { id: string; text: string }): Promise<RestrictedNote> {
  const actor = personOf(context);
  if (!actor.permissions.has("Record.Review"))
    throw new AppError("PERMISSION_DENIED", missingPermissionText("Record.Review", []), {
      extra: { missingPermission: "Record.Review" },
    });
  const deposit = await lockDeposit(context, id);
  if (deposit.purgedAt !== null)
    throw new AppError("DEPOSIT_STATE", "What this record held was purged when its term was over");
  const note = { id: newId(context), depositId: id, by: asPerson(actor), at: now(context), text };
  await context.db.insert(restrictedNotes).values(note);
  await appendEvent(context, {
    action: NOTE_WRITTEN_ACTION,
    // Not under the record: it stands in nobody's history of it, and in no evidence pack.
    entity: "restrictedNote",
    entityId: note.id,
    entityNo: deposit.recordNo,
    detail: { record: id, textSha256: context.sha256(text) },
  });
  return note;
}
