/** Answers that stay right until somebody writes: kept per cache, thrown away all together with the first commit of the writer. */
import type { CacheReader } from "./cacheReader.ts";

const KEPT = 50;
const memory = new WeakMap<CacheReader, { dataVersion: number; answers: Map<string, unknown> }>();

export function rememberedWhile<Answer>(reader: CacheReader, key: string, work: () => Answer): Answer {
  // SQLite counts the commits of other connections; the reader itself never writes.
  const dataVersion = reader.value<number>("PRAGMA data_version") as number;
  let kept = memory.get(reader);
  if (kept === undefined || kept.dataVersion !== dataVersion || kept.answers.size >= KEPT) {
    kept = { dataVersion, answers: new Map() };
    memory.set(reader, kept);
  }
  if (kept.answers.has(key)) return kept.answers.get(key) as Answer;
  const answer = work();
  kept.answers.set(key, answer);
  return answer;
}
