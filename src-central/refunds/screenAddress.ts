/** Screening: the exact address against the newest list of denied ones. A list of another kind would go behind the same function. */
import { and, desc, eq } from "drizzle-orm";

import { later } from "#central/clock.ts";
import { type Context, now } from "#central/context.ts";
import { denylistEntries, denylists } from "#central/store/tables.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { DEFAULT_REFUND_LIMITS } from "./limits.ts";

export type Screening = NonNullable<Deposit["screening"]>;

/** HIT when one of the addresses stands on the list. Fresh for 24 hours (requirements, "screening age"). */
export async function screenAddresses(
  context: Pick<Context, "db" | "clock">,
  addresses: readonly string[],
): Promise<Screening> {
  const at = now(context);
  const [list] = await context.db
    .select()
    .from(denylists)
    .orderBy(desc(denylists.publishedAt), desc(denylists.listVersion))
    .limit(1);
  const listVersion = list?.listVersion ?? "none";
  let result: Screening["result"] = "CLEAR";
  for (const address of new Set(addresses.map((one) => one.toLowerCase()))) {
    const [entry] = await context.db
      .select({ addressKey: denylistEntries.addressKey })
      .from(denylistEntries)
      .where(and(eq(denylistEntries.listVersion, listVersion), eq(denylistEntries.addressKey, address)));
    if (entry) result = "HIT";
  }
  return { result, listVersion, at, validUntil: later(at, DEFAULT_REFUND_LIMITS.screeningValidityMs) };
}
