import type { KeptFiles } from "#main/files/KeptFiles.ts";
import { type DialogRooms, savedFiles } from "./savedFiles.ts";

/** Asks where to keep an exported list. */
export function exportFiles(rooms: DialogRooms): Pick<KeptFiles, "choose"> {
  return savedFiles(rooms, (t) => ({
    title: t("native:dialog.export.title"),
    buttonLabel: t("native:dialog.export.button"),
    filter: { name: t("native:dialog.export.kind"), extensions: ["csv", "xlsx"] },
  }));
}
