/**
 * Papers become PDF in a window that nobody sees: our own scheme, no script, no bridge, no way out. The page's style sheet and fonts are those of
 * the renderer's build, so that a letter looks the same on a computer without Chinese fonts.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { BrowserWindow } from "electron";
import type { PrintedPage, PrintPaper } from "#main/papers/Paper.ts";
import { APP_ORIGIN } from "./appScheme.ts";

/** Pages that exist while they are printed, by the last part of their address. */
export type PaperShelf = Map<string, PrintedPage>;

/** Fonts are fetched while the page is laid out, of which a page without scripts does not tell. */
const FONTS_MS = 400;

/** Chromium draws it outside the page, where neither its styles nor its fonts reach: figures only. */
const FOOTER = `<div style="width:100%;margin:0 0.8in;text-align:right;font:7.5pt sans-serif;color:#596268">
<span class="pageNumber"></span> / <span class="totalPages"></span></div>`;

const INCHES = { top: 0.7, bottom: 0.8, left: 0.8, right: 0.8 };

export function paperPrinter(shelf: PaperShelf): PrintPaper {
  return async (page) => {
    const id = randomUUID();
    shelf.set(id, page);
    const window = new BrowserWindow({
      show: false,
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        javascript: false,
        webviewTag: false,
        images: false,
        spellcheck: false,
      },
    });
    try {
      await window.loadURL(`${APP_ORIGIN.protocol}//${APP_ORIGIN.host}/paper-${id}.html`);
      await wait(FONTS_MS);
      const pdf = await window.webContents.printToPDF({
        pageSize: "A4",
        printBackground: true,
        margins: INCHES,
        displayHeaderFooter: true,
        headerTemplate: "<span></span>",
        footerTemplate: FOOTER,
        generateTaggedPDF: true,
      });
      return new Uint8Array(pdf);
    } finally {
      shelf.delete(id);
      window.destroy();
    }
  };
}
