/** Time as the central service keeps it: RFC 3339 text in UTC with milliseconds, the form of the wire and of the store. */

/** "2026-11-22T08:15:30.123Z". Two instants compare as text. */
export type Instant = string;

/** Given to every operation, so that tests and the simulator decide what time it is. */
export type Clock = { now(): Instant };

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export function later(instant: Instant, ms: number): Instant {
  return instantOfMs(msOf(instant) + ms);
}

/** For libraries that insist on a Date. */
export function dateOf(instant: Instant): Date {
  return new Date(instant);
}

/** Milliseconds since 1970, for arithmetic only. */
export function msOf(instant: Instant): number {
  return new Date(instant).getTime();
}

export function instantOfMs(ms: number): Instant {
  return new Date(ms).toISOString();
}

/** Whole seconds until then, at least 1: for Retry-After. */
export function secondsUntil(now: Instant, then: Instant): number {
  return Math.max(1, Math.ceil((msOf(then) - msOf(now)) / SECOND_MS));
}

export const systemClock: Clock = { now: () => instantOfMs(Date.now()) };
