/** How often one call may be asked: a page gone wild, or taken over, must not drown the engine or guess a PIN. */
import { AppError } from "#shared/errors.ts";
import type { Clock } from "#main/world/clock.ts";
import type { Pace } from "./callRules.ts";

/** A bucket of so many calls, filled again so fast. */
const PACES: Record<Pace, { most: number; perSecond: number }> = {
  often: { most: 100, perSecond: 40 },
  seldom: { most: 6, perSecond: 0.5 },
};

export type PaceKeeper = (channel: string, pace: Pace) => void;

/** Throws RATE_LIMITED. */
export function createPaceKeeper(clock: Clock): PaceKeeper {
  const buckets = new Map<string, { left: number; at: number }>();
  return (channel, pace) => {
    const { most, perSecond } = PACES[pace];
    const now = clock.now();
    const before = buckets.get(channel) ?? { left: most, at: now };
    // A clock set back must not drain a bucket for ever.
    const refill = (Math.max(0, now - before.at) / 1000) * perSecond;
    const left = Math.min(most, before.left + refill);
    if (left < 1)
      throw new AppError("RATE_LIMITED", "Too many tries in a short time; wait a moment", {
        extra: { retryAfterSeconds: Math.ceil((1 - left) / perSecond) },
      });
    buckets.set(channel, { left: left - 1, at: now });
  };
}
