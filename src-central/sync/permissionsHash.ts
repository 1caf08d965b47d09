import type { Sha256 } from "#shared/canonicalJson.ts";

/** A short name for a set of permissions, in cursors: when the set changes, the cache must start again. */
export function permissionsHash(permissions: Iterable<string>, sha256: Sha256): string {
  return sha256([...permissions].toSorted().join("\n")).slice(0, 16);
}
