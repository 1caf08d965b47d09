/** The save dialog of the operating system, and the file itself. */
import { open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { App, BrowserWindow, Dialog } from "electron";
import type { KeptFiles } from "#main/files/KeptFiles.ts";

export type DialogWords = { title: string; buttonLabel: string; filter: { name: string; extensions: string[] } };

export type DialogRooms = {
  app: Pick<App, "getPath">;
  dialog: Pick<Dialog, "showSaveDialog">;
  window: () => BrowserWindow | null;
};

export function savedFiles(rooms: DialogRooms, { title, buttonLabel, filter }: DialogWords): KeptFiles {
  return {
    async choose(suggestedName) {
      const window = rooms.window();
      // Nobody is there to choose.
      if (window === null) return null;
      const { canceled, filePath } = await rooms.dialog.showSaveDialog(window, {
        title,
        buttonLabel,
        defaultPath: join(rooms.app.getPath("documents"), suggestedName),
        filters: [filter],
        properties: ["createDirectory", "showOverwriteConfirmation"],
      });
      return canceled || filePath === "" ? null : filePath;
    },
    write: writeWhole,
  };
}

/** A disk that fills up on the way, or a stick that is pulled out, leaves an older backup of this name as it was. */
async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.part`;
  try {
    const handle = await open(draft, "w", 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
