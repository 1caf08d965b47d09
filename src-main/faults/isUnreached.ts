import { isAppError } from "#shared/errors.ts";

/** The central service was not reached, or not in time: nothing is known about what it did. */
export function isUnreached(error: unknown): boolean {
  return isAppError(error, "OFFLINE") || isAppError(error, "TIMEOUT");
}
