import { inArray, lt } from "drizzle-orm";

import { DAY_MS, later } from "#central/clock.ts";
import type { Rooms } from "#central/context.ts";
import { loginFailures, refreshTokens, sessions, stepUps } from "#central/store/tables.ts";

/** Hashes of tokens whose session or time is over for a day, and failures that no longer count. The sessions themselves stay, for the log. */
export async function forgetOldSecrets({ database, clock }: Rooms): Promise<void> {
  const { db } = database;
  const yesterday = later(clock.now(), -DAY_MS);
  const over = db.select({ id: sessions.id }).from(sessions).where(lt(sessions.expiresAt, yesterday));
  await db.delete(refreshTokens).where(inArray(refreshTokens.sessionId, over));
  await db.delete(stepUps).where(lt(stepUps.expiresAt, yesterday));
  await db.delete(loginFailures).where(lt(loginFailures.lastFailedAt, yesterday));
}
