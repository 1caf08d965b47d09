/** Which texts there are, which are asked for, and what a translation must keep. */

type Tree = { readonly [key: string]: string | Tree };

/** Texts by key, as they are asked for: "refunds:approve.title". */
export function flatTexts(rooms: { readonly [room: string]: Tree }): Map<string, string> {
  const flat = new Map<string, string>();
  const walk = (tree: Tree, path: string): void => {
    for (const [key, value] of Object.entries(tree)) {
      if (typeof value === "string") flat.set(`${path}${key}`, value);
      else walk(value, `${path}${key}.`);
    }
  };
  for (const [room, tree] of Object.entries(rooms)) walk(tree, `${room}:`);
  return flat;
}

export type Asked = { keys: ReadonlySet<string>; beginnings: readonly string[] };

/** The keys in sources: written out, or begun and ended by a code ("codes:deposit.${status}"). */
export function askedIn(sources: readonly string[], rooms: readonly string[]): Asked {
  const keys = new Set<string>();
  const beginnings = new Set<string>();
  const pattern = new RegExp(`["'\`]((?:${rooms.join("|")}):[\\w.]*)(["'\`]|\\$\\{)`, "g");
  for (const source of sources)
    for (const [, key = "", end] of source.matchAll(pattern)) {
      if (end === "${") beginnings.add(key);
      else keys.add(key);
    }
  return { keys, beginnings: [...beginnings] };
}

/** English counts in `_one` and `_other`, and is asked for without either. */
export function isAsked(key: string, asked: Asked): boolean {
  const counted = key.replace(/_(one|other)$/, "");
  return (
    asked.keys.has(key) || asked.keys.has(counted) || asked.beginnings.some((beginning) => key.startsWith(beginning))
  );
}

/** What is filled into a text, or stands around a part of it: "{{name}}", "<at/>". In the order of the alphabet. */
export function partsOf(text: string): string[] {
  return [...new Set(text.match(/\{\{\s*\w+\s*\}\}|<\/?\w+\s*\/?>/g))].sort();
}

/** A translation that is the English text, letter by letter, and has English words in it; names and units are no words. */
export function leftInEnglish(text: string, english: string): boolean {
  const words = text.replace(/\{\{.*?\}\}/g, "").match(/\p{Ll}{3,}/gu) ?? [];
  return text === english && words.length >= 2 && !text.startsWith("Deposit Desk");
}
