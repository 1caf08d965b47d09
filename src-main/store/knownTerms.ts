/**
 * Finds a text of the dictionary while its unique index is away: a table of hashes in memory, twelve bytes a slot. A hash that fits is never taken
 * for the text itself: the text is read and compared.
 */
import type Database from "better-sqlite3";

export type KnownTerms = {
  /** its number in the dictionary */
  find(text: string): number | undefined;
  /** `text` was just stored under this number. */
  add(text: string, n: number): void;
};

const SMALLEST_SLOTS = 1 << 16;

/** Of all texts that are stored now. */
export function createKnownTerms(sqlite: Database.Database): KnownTerms {
  const textOf = sqlite.prepare<[number], string>("SELECT text FROM terms WHERE n = ?").pluck();
  /** of each text where it is looked for first, the rest of its hash, and its number (0: a free slot) */
  let slots = emptySlots(SMALLEST_SLOTS);
  let held = 0;

  /** In the first free slot from its place on. */
  function put({ place, tag }: Hash, n: number): void {
    let at = place & slots.mask;
    while (slots.numbers[at] !== 0) at = (at + 1) & slots.mask;
    slots.places[at] = place;
    slots.tags[at] = tag;
    slots.numbers[at] = n;
  }

  function grow(): void {
    const old = slots;
    slots = emptySlots((old.mask + 1) * 2);
    for (let at = 0; at <= old.mask; at += 1)
      if (old.numbers[at] !== 0)
        put({ place: old.places[at] as number, tag: old.tags[at] as number }, old.numbers[at] as number);
  }

  const known: KnownTerms = {
    find(text) {
      const { place, tag } = hashOf(text);
      for (let at = place & slots.mask; slots.numbers[at] !== 0; at = (at + 1) & slots.mask) {
        const n = slots.numbers[at] as number;
        if (slots.tags[at] === tag && slots.places[at] === place && textOf.get(n) === text) return n;
      }
      return undefined;
    },
    add(text, n) {
      if (held * 2 > slots.mask) grow();
      put(hashOf(text), n);
      held += 1;
    },
  };
  for (const [n, text] of sqlite.prepare<[], [number, string]>("SELECT n, text FROM terms").raw().iterate())
    known.add(text, n);
  return known;
}

function emptySlots(count: number) {
  return {
    places: new Uint32Array(count),
    tags: new Uint32Array(count),
    numbers: new Uint32Array(count),
    mask: count - 1,
  };
}

type Hash = { place: number; tag: number };

/** Two 32-bit hashes in one pass, each character multiplied in and the bits stirred at the end. */
function hashOf(text: string): Hash {
  let [place, tag] = [0x811c9dc5, 0x9747b28c];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    place = Math.imul(place ^ code, 0x9e3779b1);
    tag = Math.imul(tag ^ code, 0x5f356495);
  }
  place = Math.imul(place ^ (place >>> 15), 0x85ebca6b) ^ (tag >>> 13);
  tag = Math.imul(tag ^ (tag >>> 16), 0xc2b2ae35);
  return { place: place >>> 0, tag: tag >>> 0 };
}
