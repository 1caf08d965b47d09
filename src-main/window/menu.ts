/** The native menu: every place and every shortcut of the page once more. Nothing here moves money. */
import { Menu, type MenuItemConstructorOptions } from "electron";

export type MenuCommands = {
  /** a path of the page */
  go: (to: string) => void;
  lock: () => void;
  syncNow: () => void;
};

const PLACES = [
  ["Deposit Application", "/applications"],
  ["Deposit Records", "/records"],
  ["Refunds", "/refunds"],
  ["Approvals", "/approvals"],
  ["Customer Wallet Addresses", "/addresses"],
  ["Customer Notices", "/notices"],
  ["Signing Key", "/keys"],
] as const;

export function buildMenu(commands: MenuCommands, platform: NodeJS.Platform): Menu {
  // The page handles these keys itself, also while a dialog is open; the menu only names them.
  const named = { registerAccelerator: false } as const;
  const go = (label: string, to: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => commands.go(to),
    ...(accelerator === undefined ? {} : { accelerator, ...named }),
  });
  const file: MenuItemConstructorOptions = {
    label: "&File",
    submenu: [
      go("Account", "/account"),
      go("Settings", "/settings", "CmdOrCtrl+,"),
      { type: "separator" },
      { label: "Lock", accelerator: "CmdOrCtrl+L", ...named, click: commands.lock },
      { type: "separator" },
      { role: "quit" },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: "&View",
    submenu: [
      ...PLACES.map(([label, to]) => go(label, to)),
      { type: "separator" },
      { label: "Sync now", accelerator: "F5", click: commands.syncNow },
      { type: "separator" },
      { role: "resetZoom" },
      { role: "zoomIn" },
      { role: "zoomOut" },
      { role: "togglefullscreen" },
    ],
  };
  const template: MenuItemConstructorOptions[] = [
    ...(platform === "darwin" ? [{ role: "appMenu" } as const] : []),
    file,
    { role: "editMenu" },
    view,
    { role: "windowMenu" },
    { role: "help", submenu: [{ role: "about" }] },
  ];
  return Menu.buildFromTemplate(template);
}
