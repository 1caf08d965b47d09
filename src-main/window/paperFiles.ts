import type { KeptFiles } from "#main/files/KeptFiles.ts";
import { type DialogRooms, savedFiles } from "./savedFiles.ts";

/** Asks where to keep a letter or a slip. */
export function paperFiles(rooms: DialogRooms): KeptFiles {
  return savedFiles(rooms, {
    title: "Save as PDF",
    buttonLabel: "Save",
    filter: { name: "PDF", extensions: ["pdf"] },
  });
}
