/** Everything that changed after the cursor, page by page, until nothing is left (API contract, Sync 3). */
import { http } from "#shared/contract/http.ts";
import { invariant } from "#shared/errors.ts";
import type { Remote } from "#main/remote/Remote.ts";
import type { AppliedChanges } from "#main/store/cacheWriter.ts";
import type { Clock } from "#main/world/clock.ts";
import { PAGE_TIMEOUT_MS } from "./firstRows.ts";
import type { WriterPort } from "#main/store/WriterPort.ts";

const CHANGES_A_PAGE = 1_000;

/** Throws SYNC_RESET_REQUIRED when the feed cannot be followed any more. */
export async function followFeed(
  { remote, writer, clock, signal }: { remote: Remote; writer: WriterPort; clock: Clock; signal: AbortSignal },
  onPage: (applied: AppliedChanges, asOf: number) => void,
): Promise<void> {
  for (;;) {
    const state = await writer.state();
    invariant(state !== null, "a feed is followed after its first rows");
    // What the service answers now was true now at the earliest: the stamp must never claim more.
    const asOf = clock.now();
    const query = { cursor: state.cursor, limit: CHANGES_A_PAGE };
    const page = await remote.packed(http.sync.changes, { query, timeoutMs: PAGE_TIMEOUT_MS, signal });
    const applied = await writer.applyChanges(page, asOf);
    onPage(applied, asOf);
    if (!applied.hasMore) return;
  }
}
