import type { workClaims } from "#central/store/tables.ts";
import type { WorkClaim } from "#shared/contract/triage.ts";

type WorkClaimRow = typeof workClaims.$inferSelect;

/** As the wire has it. */
export function toWorkClaim({ depositId, by, claimedAt, expiresAt }: WorkClaimRow): WorkClaim {
  return { depositId, by, claimedAt, expiresAt };
}
