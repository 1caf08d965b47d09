/** Notes on a record that only holders of "Restricted.Read" ever see: suspicion, sanctions, what a client must not learn (feature 62). In no feed and no cache. */
import { z } from "#shared/zod.ts";
import { id, pageOf, person, timestamp } from "./common.ts";

export const NOTE_MAX_LENGTH = 2_000;

export const restrictedNote = z.object({ id, depositId: id, by: person, at: timestamp, text: z.string() });
export type RestrictedNote = z.infer<typeof restrictedNote>;
export const restrictedNotePage = pageOf(restrictedNote);

export const restrictedNoteInput = z.strictObject({
  text: z.string().trim().min(1, "write a note").max(NOTE_MAX_LENGTH, "at most 2000 characters"),
});
