/**
 * What two people change together: one proposes a version, another one decides. A version is never edited; each is kept for ever.
 * The kind says what its `payload` is: limits of refunds, the rules of a currency, or those of a network.
 */
import { z } from "#shared/zod.ts";
import { amount, chainInteger, code, evmAddress, id, openEnum, person, remarks, timestamp, version } from "./common.ts";
import { ADDRESS_SOURCES } from "./currency.ts";

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

const name = z.string().trim().min(1, "write a name").max(60, "at most 60 characters");
const confirmations = z.int().min(1).max(10_000);

/** Everything that is decided about a currency on its network (R4.1); whether it holds together says #shared/domain/rules.ts. */
export const currencyRules = z.strictObject({
  name,
  kind: z.enum(["NATIVE", "ERC20"]),
  contractAddress: evmAddress.nullable(),
  decimals: z.int().min(0).max(36),
  displayDecimals: z.int().min(0).max(18),
  minDeposit: amount,
  confirmationBands: z.array(z.strictObject({ from: amount, confirmations })).max(10),
  mismatchTolerance: amount,
  waitingWindowHours: z.int().min(1).max(8760),
  /** holds until limits of refunds are agreed on */
  largeAmount: amount,
  depositEnabled: z.boolean(),
  refundEnabled: z.boolean(),
  proofPerDeposit: z.boolean(),
  addressSource: z.enum(ADDRESS_SOURCES),
});
export type CurrencyRules = z.infer<typeof currencyRules>;

const explorer = z.string().trim().max(200).nullable();
/** Everything that is decided about a network. */
export const networkRules = z.strictObject({
  name,
  chainId: z.int().positive(),
  genesisHash: z.string().regex(/^0x[0-9a-f]{64}$/, "0x and 64 lower-case hex digits"),
  nativeSymbol: z.string().regex(/^[A-Z0-9]{2,10}$/, "2 to 10 capital letters or digits"),
  requiredConfirmations: confirmations,
  finality: z.enum(["FINALIZED", "DEPTH"]),
  finalityDepth: confirmations,
  explorerTxUrl: explorer,
  explorerAddressUrl: explorer,
  /** holds until limits of refunds are agreed on */
  feeCapWei: chainInteger,
  enabled: z.boolean(),
});
export type NetworkRules = z.infer<typeof networkRules>;

/** `basedOn`: the version of the currency or network that the person saw and changed; null: there is none yet. */
const basedOn = version.nullable();
export const currencyPayload = z.strictObject({ basedOn, rules: currencyRules });
export const networkPayload = z.strictObject({ basedOn, rules: networkRules });
export type CurrencyPayload = z.infer<typeof currencyPayload>;
export type NetworkPayload = z.infer<typeof networkPayload>;

/** In place of a currency, in versions of a network. */
export const WHOLE_NETWORK = "ALL";
export const CONFIGURATION_STATES = ["PROPOSED", "APPROVED", "REJECTED", "WITHDRAWN"] as const;

function versionOf<const Kind extends string, Payload extends z.ZodType>(kind: Kind, payload: Payload) {
  return z.object({
    id,
    kind: z.literal(kind),
    network: code,
    /** WHOLE_NETWORK in versions of a network */
    currency: code,
    /** running number of the kind for its currency, from 1. 0 is what the service started with and is in no list. */
    number: z.int().min(1),
    payload,
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
}
export const limitsVersion = versionOf("PAYMENT_LIMITS", paymentLimits);
export const currencyVersion = versionOf("CURRENCY", currencyPayload);
export const networkVersion = versionOf("NETWORK", networkPayload);
export const configurationVersion = z.discriminatedUnion("kind", [limitsVersion, currencyVersion, networkVersion]);
export type LimitsVersion = z.infer<typeof limitsVersion>;
export type CurrencyVersion = z.infer<typeof currencyVersion>;
export type NetworkVersion = z.infer<typeof networkVersion>;
export type ConfigurationVersion = z.infer<typeof configurationVersion>;

/** What a change would meet: records that are not at an end, and refunds that are not. */
export const affected = z.object({ openRecords: z.int().min(0), openRefunds: z.int().min(0) });
export type Affected = z.infer<typeof affected>;

const historyHead = { network: code, version: version.nullable(), affected };
/** `rules`, `version`: what holds now, null while nothing does. Versions newest first; `appliedNumber`: the last one that took effect. */
export const currencyHistory = z.object({
  ...historyHead,
  currency: code,
  rules: currencyRules.nullable(),
  appliedNumber: z.int().min(0),
  versions: z.array(currencyVersion),
});
export const networkHistory = z.object({
  ...historyHead,
  rules: networkRules.nullable(),
  appliedNumber: z.int().min(0),
  versions: z.array(networkVersion),
});
export type CurrencyHistory = z.infer<typeof currencyHistory>;
export type NetworkHistory = z.infer<typeof networkHistory>;
/** Every network and currency that is configured or proposed. */
export const rulesHistory = z.object({ networks: z.array(networkHistory), currencies: z.array(currencyHistory) });
export type RulesHistory = z.infer<typeof rulesHistory>;

/** One currency's limits: what holds now, and every version, newest first. */
export const currencyLimits = z.object({
  network: code,
  currency: code,
  inForce: z.object({ number: z.int().min(0), limits: paymentLimits }),
  versions: z.array(limitsVersion),
});
export type CurrencyLimits = z.infer<typeof currencyLimits>;

export const configurationProposal = z.strictObject({
  kind: z.literal("PAYMENT_LIMITS"),
  network: code,
  currency: code,
  payload: paymentLimits,
  /** null: as soon as it is approved */
  effectiveFrom: timestamp.nullable(),
  remarks,
});
export type ConfigurationProposal = z.infer<typeof configurationProposal>;

const proposalTail = { effectiveFrom: timestamp.nullable(), remarks };
export const currencyProposal = z.strictObject({
  network: code,
  currency: code,
  payload: currencyPayload,
  ...proposalTail,
});
export const networkProposal = z.strictObject({ network: code, payload: networkPayload, ...proposalTail });
export type CurrencyProposal = z.infer<typeof currencyProposal>;
export type NetworkProposal = z.infer<typeof networkProposal>;

export const configurationDecision = z.strictObject({ remarks });
