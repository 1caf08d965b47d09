/** The numbers of the dashboard and beside the menu, from the cache alone. */
import type { DepositCounts } from "#shared/contract/ipc.ts";
import type { Desk } from "#main/session/Desk.ts";
import { dayStart } from "./zoneTime.ts";

export function countDeposits({ cache, clock, user, settings }: Desk): DepositCounts {
  return cache.countDeposits({ userId: user().id, todayFrom: dayStart(clock.now(), settings().zone) });
}
