/** The version to act on: each answer of a node is a new version of the refund, and none of those changes what a person decides. */
import type { Refund } from "#shared/contract/refund.ts";

/** That of the newest copy while everything that matters is as the person saw it; otherwise the one he saw, which is then refused with its reason. */
export function freshVersion(seen: Refund, now: Refund): number {
  const matters = ({ status, voiding, slot, intentHash, attempts }: Refund): string =>
    JSON.stringify([status, voiding, slot, intentHash, attempts.map(({ txHash, mined }) => [txHash, mined])]);
  return matters(seen) === matters(now) ? now.version : seen.version;
}
