/** Every shortcut, for the list that "?" opens. Single letters are off while typing (WCAG 2.1.4). Nothing here moves money. */
import { placeLabel, PLACES } from "#renderer/app/navigation.ts";
import { t } from "#renderer/i18n/t.ts";

export type Shortcut = { keys: string; words: string };

export const shortcuts = (): readonly { title: string; list: readonly Shortcut[] }[] => [
  {
    title: t("frame:shortcuts.anywhere.title"),
    list: [
      { keys: t("frame:shortcuts.keys.search"), words: t("frame:shortcuts.anywhere.search") },
      { keys: "F5", words: t("frame:shortcuts.anywhere.sync") },
      { keys: "Ctrl+L", words: t("frame:shortcuts.anywhere.lock") },
      { keys: "Ctrl+,", words: t("frame:shortcuts.anywhere.settings") },
      { keys: "Alt+←  Alt+→", words: t("frame:shortcuts.anywhere.history") },
      { keys: "?", words: t("frame:shortcuts.anywhere.list") },
    ],
  },
  {
    title: t("frame:shortcuts.goTo"),
    list: PLACES.map((place) => ({ keys: `g ${place.key}`, words: placeLabel(place) })),
  },
  {
    title: t("frame:shortcuts.list.title"),
    list: [
      { keys: "↑ ↓ ← →", words: t("frame:shortcuts.list.move") },
      { keys: t("frame:shortcuts.keys.screen"), words: t("frame:shortcuts.list.screen") },
      { keys: t("frame:shortcuts.keys.ends"), words: t("frame:shortcuts.list.ends") },
      { keys: "Enter", words: t("frame:shortcuts.list.open") },
      { keys: "f", words: t("frame:shortcuts.list.filters") },
      { keys: "Shift+F", words: t("frame:shortcuts.list.clear") },
      { keys: "Ctrl+E", words: t("frame:shortcuts.list.export") },
    ],
  },
  {
    title: t("frame:shortcuts.record.title"),
    list: [
      { keys: "[  ]", words: t("frame:shortcuts.record.neighbours") },
      { keys: "c", words: t("frame:shortcuts.record.cancel") },
      { keys: "r", words: t("frame:shortcuts.record.refund") },
    ],
  },
];
