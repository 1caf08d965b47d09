/** Every shortcut, for the keys and for the list that "?" opens. Single letters are off while typing (WCAG 2.1.4). Nothing here moves money. */
import { PLACES } from "#renderer/app/navigation.ts";

export type Shortcut = { keys: string; words: string };

export const SHORTCUTS: readonly { title: string; list: readonly Shortcut[] }[] = [
  {
    title: "Anywhere",
    list: [
      { keys: "Ctrl+K  or  /", words: "Search records and menu" },
      { keys: "F5", words: "Sync now" },
      { keys: "Ctrl+L", words: "Lock the window" },
      { keys: "Ctrl+,", words: "Settings" },
      { keys: "Alt+←  Alt+→", words: "Back, forward" },
      { keys: "?", words: "This list" },
    ],
  },
  { title: "Go to", list: PLACES.map((place) => ({ keys: `g ${place.key}`, words: place.label })) },
  {
    title: "In a list",
    list: [
      { keys: "↑ ↓ ← →", words: "Move from cell to cell" },
      { keys: "Page Up, Page Down", words: "A screen up or down" },
      { keys: "Ctrl+Home, Ctrl+End", words: "First or last row" },
      { keys: "Enter", words: "Open the record, or press the button of the cell" },
      { keys: "f", words: "Filters" },
      { keys: "Shift+F", words: "Clear all filters" },
      { keys: "Ctrl+E", words: "Export the records of the list" },
    ],
  },
  {
    title: "In a record",
    list: [
      { keys: "[  ]", words: "Previous, next record of the search" },
      { keys: "c", words: "Cancel" },
      { keys: "r", words: "Request Refund" },
    ],
  },
];
