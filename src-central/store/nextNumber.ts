/** Record, application and refund numbers that people read. */
import { sql } from "drizzle-orm";

import type { Context } from "#central/context.ts";
import { numberCounters } from "./tables.ts";
import { invariant } from "#shared/errors.ts";

/** DP: deposit record, DA: deposit application, RF: refund. */
export type NumberPrefix = "DP" | "DA" | "RF";

/** "DP-20261122-000123": UTC day and a running number. A number is never given twice; one whose transaction fails is a gap (R7.2). */
export async function nextNumber(context: Context, prefix: NumberPrefix): Promise<string> {
  const day = context.clock.now().slice(0, 10).replaceAll("-", "");
  const [counter] = await context.db
    .insert(numberCounters)
    .values({ prefix, day, last: 1 })
    .onConflictDoUpdate({
      target: [numberCounters.prefix, numberCounters.day],
      set: { last: sql`${numberCounters.last} + 1` },
    })
    .returning({ last: numberCounters.last });
  invariant(counter, "the counter row was written");
  return `${prefix}-${day}-${String(counter.last).padStart(6, "0")}`;
}
