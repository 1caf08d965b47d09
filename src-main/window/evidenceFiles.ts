import type { KeptFiles } from "#main/files/KeptFiles.ts";
import { type DialogRooms, savedFiles } from "./savedFiles.ts";

/** Asks where to keep an evidence pack or the exported audit log. */
export function evidenceFiles(rooms: DialogRooms): KeptFiles {
  return savedFiles(rooms, (t) => ({
    title: t("native:dialog.evidence.title"),
    buttonLabel: t("native:dialog.evidence.button"),
    filter: { name: t("native:dialog.evidence.kind"), extensions: ["json", "jsonl"] },
  }));
}
