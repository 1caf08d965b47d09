/** The native menu: every place and every shortcut of the page once more. Nothing here moves money. */
import { Menu, type MenuItemConstructorOptions } from "electron";
import type { Translate } from "#shared/texts/translator.ts";

export type MenuCommands = {
  /** a path of the page */
  go: (to: string) => void;
  lock: () => void;
  syncNow: () => void;
};

const PLACES = ["applications", "records", "refunds", "approvals", "addresses", "notices", "keys"] as const;

const EDITING = ["undo", "redo", "cut", "copy", "paste", "selectAll"] as const;

/** In the language of `t`; made anew when another one is chosen. */
export function buildMenu(commands: MenuCommands, platform: NodeJS.Platform, t: Translate): Menu {
  // The page handles these keys itself, also while a dialog is open; the menu only names them.
  const named = { registerAccelerator: false } as const;
  const go = (label: string, to: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => commands.go(to),
    ...(accelerator === undefined ? {} : { accelerator, ...named }),
  });
  const file: MenuItemConstructorOptions = {
    label: t("native:menu.file"),
    submenu: [
      go(t("native:menu.account"), "/account"),
      go(t("native:menu.settings"), "/settings", "CmdOrCtrl+,"),
      { type: "separator" },
      { label: t("native:menu.lock"), accelerator: "CmdOrCtrl+L", ...named, click: commands.lock },
      { type: "separator" },
      { role: "quit", label: t("native:menu.quit") },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: t("native:menu.view"),
    submenu: [
      ...PLACES.map((place) => go(t(`native:menu.${place}`), `/${place}`)),
      { type: "separator" },
      { label: t("native:menu.syncNow"), accelerator: "F5", click: commands.syncNow },
      { type: "separator" },
      { role: "resetZoom", label: t("native:menu.resetZoom") },
      { role: "zoomIn", label: t("native:menu.zoomIn") },
      { role: "zoomOut", label: t("native:menu.zoomOut") },
      { role: "togglefullscreen", label: t("native:menu.fullScreen") },
    ],
  };
  const template: MenuItemConstructorOptions[] = [
    ...(platform === "darwin" ? [{ role: "appMenu" } as const] : []),
    file,
    { label: t("native:menu.edit"), submenu: EDITING.map((role) => ({ role, label: t(`native:menu.${role}`) })) },
    view,
    {
      label: t("native:menu.window"),
      submenu: [
        { role: "minimize", label: t("native:menu.minimize") },
        { role: "close", label: t("native:menu.close") },
      ],
    },
    { role: "help", label: t("native:menu.help"), submenu: [{ role: "about", label: t("native:menu.about") }] },
  ];
  return Menu.buildFromTemplate(template);
}
