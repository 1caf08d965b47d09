import type { KeptFiles } from "#main/files/KeptFiles.ts";
import { type DialogRooms, savedFiles } from "./savedFiles.ts";

/** Asks where to keep the backup of a signing key. */
export function backupFiles(rooms: DialogRooms): KeptFiles {
  return savedFiles(rooms, (t) => ({
    title: t("native:dialog.backup.title"),
    buttonLabel: t("native:dialog.backup.button"),
    filter: { name: t("native:dialog.backup.kind"), extensions: ["json"] },
  }));
}
