import { AppError } from "#shared/errors.ts";

/**
 * Refuses a command that was given on an older version than the current one (412), with the fresh representation, so that the person can be shown what changed.
 * `seen` is what the request's If-Match said.
 */
export function expectVersion(seen: number, current: { version: number }): void {
  if (seen !== current.version)
    throw new AppError("VERSION_MISMATCH", `It was changed since: version ${current.version}, not ${seen}`, {
      extra: { current },
    });
}
