/** The newest signed head, with the proof that the log of a former one is its beginning. */
import { eq } from "drizzle-orm";

import type { Context } from "#central/context.ts";
import { sha256OfHex } from "#central/sha256.ts";
import { auditTreeHeads } from "#central/store/tables.ts";
import type { http, QueryOf, ResponseOf } from "#shared/contract/http.ts";
import { rangeOfEvents } from "#shared/domain/auditHead.ts";
import { eventHashes, newestHead, toHead } from "./signHead.ts";

/** Reads only the events between the two: a workstation asks often, and about little. */
export async function readHead(
  { db }: Context,
  { since }: QueryOf<typeof http.audit.head>,
): Promise<ResponseOf<typeof http.audit.head>> {
  const newest = await newestHead(db);
  if (newest === null) return { head: null, growth: null };
  const head = toHead(newest);
  if (since === undefined || since >= head.size) return { head, growth: null };
  const [former] = await db.select().from(auditTreeHeads).where(eq(auditTreeHeads.size, since));
  if (!former) return { head, growth: null };
  const added = rangeOfEvents(since, await eventHashes(db, since, head.size), sha256OfHex);
  return { head, growth: { since, former: [...former.nodes], added: [...added.nodes] } };
}
