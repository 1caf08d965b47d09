/**
 * Wrong passwords cost time: after a few, each further one doubles the wait. Counted per account and workstation, so that an outsider
 * cannot lock a person out of his own; workstations on which the person never signed in share one count. Never for ever.
 */
import { and, eq, sql } from "drizzle-orm";

import { DAY_MS, type Instant, later, MINUTE_MS, SECOND_MS } from "#central/clock.ts";
import type { Rooms } from "#central/context.ts";
import { loginFailures, sessions } from "#central/store/tables.ts";
import { AppError } from "#shared/errors.ts";

const FREE_FAILURES = 4;
const FIRST_WAIT_MS = 30 * SECOND_MS;
const LONGEST_WAIT_MS = 15 * MINUTE_MS;
/** the count of all workstations that the person has never used */
const STRANGE_DEVICE = "00000000-0000-0000-0000-000000000000";

export type Door = { account: string; deviceId: string };

/** `userId` null: the account is not known, which nobody may notice. */
export async function doorOf(
  rooms: Rooms,
  attempt: { account: string; userId: string | null; deviceId: string },
): Promise<Door> {
  const { userId, deviceId } = attempt;
  const known =
    userId === null
      ? []
      : await rooms.database.db
          .select({ id: sessions.id })
          .from(sessions)
          .where(and(eq(sessions.userId, userId), eq(sessions.deviceId, deviceId)))
          .limit(1);
  return { account: attempt.account, deviceId: known.length > 0 ? deviceId : STRANGE_DEVICE };
}

/** Throws ACCOUNT_LOCKED with `unlockAt` while the door is shut. */
export async function requireUnlocked(rooms: Rooms, door: Door): Promise<void> {
  const [row] = await rooms.database.db.select().from(loginFailures).where(at(door));
  if (row?.lockedUntil == null || row.lockedUntil <= rooms.clock.now()) return;
  throw locked(row.lockedUntil);
}

/** Counts a wrong password or code, and shuts the door when it is one too many. */
export async function countFailure(rooms: Rooms, door: Door): Promise<void> {
  const now = rooms.clock.now();
  const [row] = await rooms.database.db
    .insert(loginFailures)
    .values({ ...door, failures: 1, lastFailedAt: now })
    .onConflictDoUpdate({
      target: [loginFailures.account, loginFailures.deviceId],
      set: {
        failures: sql`case when ${loginFailures.lastFailedAt} < ${later(now, -DAY_MS)} then 1 else ${loginFailures.failures} + 1 end`,
        lastFailedAt: now,
      },
    })
    .returning();
  const failures = row?.failures ?? 1;
  if (failures <= FREE_FAILURES) return;
  await rooms.database.db
    .update(loginFailures)
    .set({ lockedUntil: later(now, waitMs(failures)) })
    .where(at(door));
}

export async function forgetFailures(rooms: Rooms, door: Door): Promise<void> {
  await rooms.database.db.delete(loginFailures).where(at(door));
}

export function waitMs(failures: number): number {
  if (failures <= FREE_FAILURES) return 0;
  return Math.min(FIRST_WAIT_MS * 2 ** (failures - FREE_FAILURES - 1), LONGEST_WAIT_MS);
}

function at(door: Door) {
  return and(eq(loginFailures.account, door.account), eq(loginFailures.deviceId, door.deviceId));
}

function locked(unlockAt: Instant): AppError {
  return new AppError("ACCOUNT_LOCKED", `Too many wrong attempts; try again at ${unlockAt}`, { extra: { unlockAt } });
}
