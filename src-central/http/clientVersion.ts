import { AppError } from "#shared/errors.ts";

/** Older programs than this may show or send something wrong. */
export const MIN_CLIENT_VERSION = "1.0.0";

/** Throws CLIENT_UPGRADE_REQUIRED (426) for a program below the minimum. A caller that does not say its version is let through: the contract holds for it too. */
export function requireClientVersion(header: string | undefined, minimum: string): string | null {
  if (header === undefined) return null;
  const version = partsOf(header);
  if (version === null || isBelow(version, partsOf(minimum) ?? []))
    throw new AppError("CLIENT_UPGRADE_REQUIRED", `This program is too old; version ${minimum} or newer is needed`);
  return header.slice(0, 40);
}

function partsOf(text: string): number[] | null {
  const match = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?:[-+][0-9A-Za-z.-]{1,40})?$/.exec(text.trim());
  return match === null ? null : match.slice(1).map((part) => Number.parseInt(part, 10));
}

function isBelow(version: readonly number[], minimum: readonly number[]): boolean {
  for (const [index, wanted] of minimum.entries()) {
    const given = version[index] ?? 0;
    if (given !== wanted) return given < wanted;
  }
  return false;
}
