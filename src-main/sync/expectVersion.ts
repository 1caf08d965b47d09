import { AppError } from "#shared/errors.ts";

/** What is acted on must be what the person saw. Throws VERSION_MISMATCH with the fresh state, so that the page can show what changed. */
export function expectVersion(live: { version: number }, seen: number): void {
  if (live.version === seen) return;
  throw new AppError("VERSION_MISMATCH", "This has changed since it was shown; look at it again", {
    extra: { current: live },
  });
}
