/**
 * Slows down guessing of the signing PIN, over restarts too: from the third wrong PIN on each further try has to wait twice as long.
 * A try is counted before the PIN is tested, so that a killed process is no free guess.
 */
import { AppError, isAppError } from "#shared/errors.ts";
import type { Clock } from "#main/world/clock.ts";

export type PinTries = { failures: number; lastAt: number };
/** Where tries survive; the journal. */
export type PinTryStore = {
  pinTries(address: string): PinTries;
  savePinTries(address: string, tries: PinTries): void;
};
export type PinGuard = {
  /** Runs `use`, which tests the PIN of this key. Throws SIGNER_PIN_WRONG without running it while the wait is not over. */
  guarded<T>(address: string, use: () => Promise<T>): Promise<T>;
};

const FREE_FAILURES = 3;
const FIRST_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 3_600;

export function createPinGuard({ store, clock }: { store: PinTryStore; clock: Clock }): PinGuard {
  /** The wait begins when the person is told, not when the test began. */
  function wrong(address: string, error: AppError): AppError {
    const tries = { failures: store.pinTries(address).failures, lastAt: clock.now() };
    store.savePinTries(address, tries);
    return withWait(error, tries, clock.now());
  }

  function takeBack(address: string): void {
    const { failures, lastAt } = store.pinTries(address);
    store.savePinTries(address, { failures: Math.max(0, failures - 1), lastAt });
  }

  return {
    async guarded(address, use) {
      const before = store.pinTries(address);
      const waitSeconds = secondsLeft(before, clock.now());
      if (waitSeconds > 0)
        throw new AppError("SIGNER_PIN_WRONG", `Too many wrong signing PINs. Wait ${waitSeconds} seconds.`, {
          extra: { retryAfterSeconds: waitSeconds },
        });
      store.savePinTries(address, { failures: before.failures + 1, lastAt: clock.now() });
      try {
        const value = await use();
        store.savePinTries(address, { failures: 0, lastAt: clock.now() });
        return value;
      } catch (error) {
        if (isAppError(error, "SIGNER_PIN_WRONG")) throw wrong(address, error);
        // A refusal for another reason tells nothing about the PIN; a crash may have been made by a guesser.
        if (isAppError(error, "SIGNER_REFUSED")) takeBack(address);
        throw error;
      }
    },
  };
}

function waitAfter(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  const doublings = Math.min(failures - FREE_FAILURES, 20);
  return Math.min(FIRST_WAIT_SECONDS * 2 ** doublings, LONGEST_WAIT_SECONDS);
}

function secondsLeft({ failures, lastAt }: PinTries, nowMs: number): number {
  const waitMs = waitAfter(failures) * 1_000;
  // A clock that was set back gives the whole wait again, never less.
  const passedMs = Math.max(0, nowMs - lastAt);
  return Math.ceil(Math.max(0, waitMs - passedMs) / 1_000);
}

function withWait(error: AppError, tries: PinTries, nowMs: number): AppError {
  const waitSeconds = secondsLeft(tries, nowMs);
  if (waitSeconds === 0) return error;
  return new AppError("SIGNER_PIN_WRONG", `${error.message}. The next try is possible in ${waitSeconds} seconds.`, {
    extra: { retryAfterSeconds: waitSeconds },
  });
}
