/** One-time codes of an authenticator app (RFC 6238): one use per 30-second step, one step either way. */
import { verify } from "otplib";
import { and, eq, isNull, lt, or } from "drizzle-orm";

import { msOf } from "#central/clock.ts";
import type { Rooms } from "#central/context.ts";
import { users } from "#central/store/tables.ts";

const STEP_SECONDS = 30;

/** True once per code: the step is used up by it, also when two requests come at once. */
export async function useTotpCode(
  rooms: Rooms,
  user: { id: string; totpSecret: string | null; totpLastStep: number | null },
  code: string,
): Promise<boolean> {
  if (user.totpSecret === null || !/^\d{6}$/.test(code)) return false;
  const epoch = Math.floor(msOf(rooms.clock.now()) / 1000);
  const result = await verify({ secret: user.totpSecret, token: code, epoch, epochTolerance: STEP_SECONDS });
  if (!result.valid || !("timeStep" in result)) return false;
  const step = result.timeStep;
  const used = await rooms.database.db
    .update(users)
    .set({ totpLastStep: step })
    .where(and(eq(users.id, user.id), or(isNull(users.totpLastStep), lt(users.totpLastStep, step))))
    .returning({ id: users.id });
  return used.length === 1;
}
