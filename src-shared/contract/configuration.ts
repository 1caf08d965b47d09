/**
 * What two people change together: one proposes a version, another one decides. A version is never edited; each is kept for ever.
 * The kind says what its `payload` is; limits are the first kind, others join the list.
 */
import { z } from "#shared/zod.ts";
import { amount, chainInteger, code, id, openEnum, person, remarks, timestamp, version } from "./common.ts";

/** Limits of refunds in one currency on its network (issue, "fee caps, velocity per signer and day, large amounts, amount bands"). */
export const paymentLimits = z.strictObject({
  /** most that one refund's fee may cost, in wei of the network */
  feeCapWei: chainInteger,
  /** `approvals` people must approve an amount above `above`; the highest number that applies wins, and never less than one */
  approvalBands: z.array(z.strictObject({ above: amount, approvals: z.int().min(1).max(5) })).max(10),
  /** above it at least two people approve, and neither of them executes */
  largeAmount: amount,
  /** payments of this currency that one signing key may begin in 24 hours */
  paymentsPerSignerAndDay: z.int().min(1).max(100_000),
  /** sum of this currency that one signing key may begin to pay in 24 hours; null: no such limit */
  amountPerSignerAndDay: amount.nullable(),
});
export type PaymentLimits = z.infer<typeof paymentLimits>;

export const CONFIGURATION_KINDS = ["PAYMENT_LIMITS"] as const;
export const CONFIGURATION_STATES = ["PROPOSED", "APPROVED", "REJECTED", "WITHDRAWN"] as const;

export const configurationVersion = z.object({
  id,
  kind: openEnum(CONFIGURATION_KINDS),
  network: code,
  currency: code,
  /** running number of the kind for its currency, from 1. 0 is what the service started with and is in no list. */
  number: z.int().min(1),
  payload: paymentLimits,
  status: openEnum(CONFIGURATION_STATES),
  proposedBy: person,
  proposedAt: timestamp,
  remarks: z.string(),
  decidedBy: person.nullable(),
  decidedAt: timestamp.nullable(),
  decisionRemarks: z.string().nullable(),
  /** as asked for; once approved, never before the approval. Null: as soon as it is approved. */
  effectiveFrom: timestamp.nullable(),
  version,
});
export type ConfigurationVersion = z.infer<typeof configurationVersion>;

/** One currency's limits: what holds now, and every version, newest first. */
export const currencyLimits = z.object({
  network: code,
  currency: code,
  inForce: z.object({ number: z.int().min(0), limits: paymentLimits }),
  versions: z.array(configurationVersion),
});
export type CurrencyLimits = z.infer<typeof currencyLimits>;

export const configurationProposal = z.strictObject({
  kind: z.enum(CONFIGURATION_KINDS),
  network: code,
  currency: code,
  payload: paymentLimits,
  /** null: as soon as it is approved */
  effectiveFrom: timestamp.nullable(),
  remarks,
});
export type ConfigurationProposal = z.infer<typeof configurationProposal>;

export const configurationDecision = z.strictObject({ remarks });
