/** Any part of a text: by the trigram index from three characters on, by reading the dictionary below that (two Chinese characters are a word). */
import type { CacheReader } from "./cacheReader.ts";
import { characterCount, INDEXED_LENGTH, phrase } from "./fold.ts";

/** Numbers of the dictionary's texts that contain it; null when they are more than `cap`. */
export function termNumbers(reader: CacheReader, folded: string, cap: number): number[] | null {
  const numbers = trigramsReady(reader, folded)
    ? reader.values<number>("SELECT rowid FROM terms_index WHERE terms_index MATCH ? LIMIT ?", phrase(folded), cap + 1)
    : reader.values<number>("SELECT n FROM terms WHERE instr(text, ?) > 0 LIMIT ?", folded, cap + 1);
  return numbers.length > cap ? null : numbers;
}

/** `n` of the records of which a remark contains it; null when they are more than `cap`. */
export function remarkDeposits(reader: CacheReader, folded: string, cap: number): number[] | null {
  const remarks = trigramsReady(reader, folded)
    ? reader.values<number>(
        "SELECT rowid FROM remarks_index WHERE remarks_index MATCH ? LIMIT ?",
        phrase(folded),
        cap + 1,
      )
    : reader.values<number>("SELECT n FROM remarks WHERE instr(text, ?) > 0 LIMIT ?", folded, cap + 1);
  if (remarks.length > cap) return null;
  return reader.values<number>(
    "SELECT DISTINCT d.n FROM remarks m JOIN deposits d ON d.id = m.deposit_id WHERE m.n IN (SELECT value FROM json_each(?))",
    JSON.stringify(remarks),
  );
}

/** Of how many records a remark contains it; `cap` at most. */
export function remarkedCount(reader: CacheReader, folded: string, cap: number): number {
  const [holds, parameter] = trigramsReady(reader, folded)
    ? ["n IN (SELECT rowid FROM remarks_index WHERE remarks_index MATCH ?)", phrase(folded)]
    : ["instr(text, ?) > 0", folded];
  const records = `SELECT DISTINCT deposit_id FROM remarks WHERE ${holds} LIMIT ?`;
  return reader.value<number>(`SELECT count(*) FROM (${records})`, parameter, cap) ?? 0;
}

function trigramsReady(reader: CacheReader, folded: string): boolean {
  return characterCount(folded) >= INDEXED_LENGTH && !indexesParked(reader);
}

/** While a large first sync loads, the indexes are away (store/parkedIndexes.ts). */
export function indexesParked(reader: CacheReader): boolean {
  return reader.value("SELECT 1 FROM parked_indexes LIMIT 1") !== undefined;
}
