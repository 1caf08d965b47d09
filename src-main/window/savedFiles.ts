/** The save dialog of the operating system, and the file itself. */
import { join } from "node:path";
import type { App, BrowserWindow, Dialog } from "electron";
import type { Translate } from "#shared/texts/translator.ts";
import type { KeptFiles } from "#main/files/KeptFiles.ts";
import { writeWholeFile } from "#main/world/wholeFile.ts";

export type DialogWords = { title: string; buttonLabel: string; filter: { name: string; extensions: string[] } };

export type DialogRooms = {
  app: Pick<App, "getPath">;
  dialog: Pick<Dialog, "showSaveDialog">;
  window: () => BrowserWindow | null;
  t: Translate;
};

export function savedFiles(rooms: DialogRooms, words: (t: Translate) => DialogWords): KeptFiles {
  return {
    async choose(suggestedName) {
      const window = rooms.window();
      // Nobody is there to choose.
      if (window === null) return null;
      const { title, buttonLabel, filter } = words(rooms.t);
      const { canceled, filePath } = await rooms.dialog.showSaveDialog(window, {
        title,
        buttonLabel,
        defaultPath: join(rooms.app.getPath("documents"), suggestedName),
        filters: [filter],
        properties: ["createDirectory", "showOverwriteConfirmation"],
      });
      return canceled || filePath === "" ? null : filePath;
    },
    write: (file, content) => writeWholeFile(file, (write) => write(content)),
  };
}
