/** The one window, hardened as security P0.1 says. It shows nothing but our own page and has no way to anywhere else. */
import { BrowserWindow, Menu, screen } from "electron";
import type { WindowState } from "#main/settings/workstationFile.ts";
import { START_URL } from "./appScheme.ts";
import { MIN_HEIGHT, MIN_WIDTH, windowBounds } from "./windowBounds.ts";

export function createWindow(rooms: {
  preload: string;
  last: WindowState | null;
  developerTools: boolean;
  dark: boolean;
  saveState: (state: WindowState) => void;
}): BrowserWindow {
  const { last } = rooms;
  const bounds = windowBounds(
    last,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...bounds,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    useContentSize: last === null,
    show: false,
    title: "Deposit Desk",
    backgroundColor: rooms.dark ? "#101418" : "#ffffff",
    webPreferences: {
      preload: rooms.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      disableBlinkFeatures: "Auxclick",
      devTools: rooms.developerTools,
      zoomFactor: last?.zoom ?? 1,
      v8CacheOptions: "code",
    },
  });
  if (last?.maximized === true) window.maximize();
  window.once("ready-to-show", () => window.show());
  // The page's own title could be anything a record says.
  window.on("page-title-updated", (event) => event.preventDefault());
  window.on("close", () => {
    rooms.saveState({
      ...window.getNormalBounds(),
      maximized: window.isMaximized(),
      zoom: withinZoom(window.webContents.getZoomFactor()),
    });
  });
  window.webContents.on("context-menu", (_event, { editFlags, isEditable, selectionText }) => {
    const roles = isEditable ? (["cut", "copy", "paste", "selectAll"] as const) : (["copy"] as const);
    if (!isEditable && selectionText === "") return;
    const enabled = { cut: editFlags.canCut, copy: editFlags.canCopy, paste: editFlags.canPaste, selectAll: true };
    Menu.buildFromTemplate(roles.map((role) => ({ role, enabled: enabled[role] }))).popup({ window });
  });
  void window.loadURL(START_URL);
  return window;
}

function withinZoom(factor: number): number {
  return Math.min(2, Math.max(0.5, factor));
}
