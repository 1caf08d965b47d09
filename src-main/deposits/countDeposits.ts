/** The numbers of the dashboard and beside the menu, from the cache alone. */
import type { DepositCounts } from "#shared/contract/ipc.ts";
import type { Desk } from "#main/session/Desk.ts";
import { dayStart, monthStart } from "./zoneTime.ts";

export function countDeposits({ cache, clock, user, settings }: Desk): DepositCounts {
  const { zone } = settings();
  const now = clock.now();
  return cache.countDeposits({ userId: user().id, todayFrom: dayStart(now, zone), monthFrom: monthStart(now, zone) });
}
