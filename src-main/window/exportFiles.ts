import type { KeptFiles } from "#main/files/KeptFiles.ts";
import { type DialogRooms, savedFiles } from "./savedFiles.ts";

/** Asks where to keep an exported list. */
export function exportFiles(rooms: DialogRooms): Pick<KeptFiles, "choose"> {
  return savedFiles(rooms, {
    title: "Export the records",
    buttonLabel: "Export",
    filter: { name: "Table", extensions: ["csv", "xlsx"] },
  });
}
