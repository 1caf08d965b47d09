/** How fresh the copy is that a page shows, for FreshnessMark. */
import { useSyncStatus } from "./session.tsx";

/** The sync's own moment counts; an answer that was read earlier holds the same rows, or it would have been read again. */
export function useFreshness(answeredAsOf: string | null): { asOf: string | null; live: boolean } {
  const sync = useSyncStatus();
  return { asOf: sync?.asOf ?? answeredAsOf, live: sync !== undefined && sync.phase !== "OFFLINE" };
}
