/** Papers of a refund as PDF, where the person chooses. Made of the copy alone, so that they can be printed without a network. */
import { AppError } from "#shared/errors.ts";
import type { Refund } from "#shared/contract/refund.ts";
import type { Organisation } from "#shared/contract/session.ts";
import type { Language } from "#shared/texts/languages.ts";
import { keepFile, type KeptFiles } from "#main/files/KeptFiles.ts";
import type { Desk } from "#main/session/Desk.ts";
import { customerLetter } from "./customerLetter.ts";
import { type Paper, paperPage, type PrintPaper } from "./Paper.ts";
import { paperSetting } from "./PaperSetting.ts";
import { refundSlip } from "./refundSlip.ts";

export type PaperRooms = {
  desk: Pick<Desk, "cache" | "clock" | "user" | "settings">;
  files: KeptFiles;
  print: PrintPaper;
  organisation: Organisation | null;
};
type Saved = { saved: boolean };

/** `saved` false: the person closed the dialog. Throws NOT_FOUND, DISK_FULL, INPUT_INVALID (the place). */
export function saveSlip(rooms: PaperRooms, { id }: { id: string }): Promise<Saved> {
  const refund = refundOf(rooms, id);
  const paper = refundSlip(refund, rooms.organisation, settingOf(rooms, rooms.desk.settings().language));
  return save(rooms, `${refund.refundNo}.pdf`, paper);
}

/** In the customer's language. Throws besides REFUND_STATE: a refund that is not completed is told to nobody. */
export function saveLetter(rooms: PaperRooms, { id, language }: { id: string; language: Language }): Promise<Saved> {
  const refund = refundOf(rooms, id);
  if (refund.status !== "COMPLETED")
    throw new AppError("REFUND_STATE", "Only a completed refund is told to the customer");
  const paper = customerLetter(refund, rooms.organisation, settingOf(rooms, language));
  return save(rooms, `${refund.refundNo}-${language}.pdf`, paper);
}

function refundOf({ desk }: PaperRooms, id: string): Refund {
  const refund = desk.cache.refund(id);
  if (refund === null) throw new AppError("NOT_FOUND", "There is no such refund in this computer's copy");
  return refund;
}

function settingOf({ desk }: PaperRooms, language: Language) {
  return paperSetting(language, {
    zone: desk.settings().zone,
    printedBy: desk.user().displayName,
    printedAt: desk.clock.now(),
  });
}

async function save({ files, print }: PaperRooms, name: string, paper: Paper): Promise<Saved> {
  const file = await files.choose(name);
  if (file === null) return { saved: false };
  await keepFile(files, file, await print({ fill: (template) => paperPage(template, paper) }), "The paper");
  return { saved: true };
}
