import type { KeptFiles } from "#main/files/KeptFiles.ts";
import { type DialogRooms, savedFiles } from "./savedFiles.ts";

/** Asks where to keep the backup of a signing key. */
export function backupFiles(rooms: DialogRooms): KeptFiles {
  return savedFiles(rooms, {
    title: "Keep the encrypted backup",
    buttonLabel: "Save the backup",
    filter: { name: "Encrypted key", extensions: ["json"] },
  });
}
