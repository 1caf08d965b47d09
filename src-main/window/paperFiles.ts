import type { KeptFiles } from "#main/files/KeptFiles.ts";
import { type DialogRooms, savedFiles } from "./savedFiles.ts";

/** Asks where to keep a letter or a slip. */
export function paperFiles(rooms: DialogRooms): KeptFiles {
  return savedFiles(rooms, (t) => ({
    title: t("native:dialog.paper.title"),
    buttonLabel: t("native:dialog.paper.button"),
    filter: { name: t("native:dialog.paper.kind"), extensions: ["pdf"] },
  }));
}
