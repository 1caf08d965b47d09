import type { KeptFiles } from "#main/files/KeptFiles.ts";
import { type DialogRooms, savedFiles } from "./savedFiles.ts";

/** Asks where to keep an evidence pack or the exported audit log. */
export function evidenceFiles(rooms: DialogRooms): KeptFiles {
  return savedFiles(rooms, {
    title: "Keep the evidence",
    buttonLabel: "Save",
    filter: { name: "Evidence", extensions: ["json", "jsonl"] },
  });
}
