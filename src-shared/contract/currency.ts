/** Networks and currencies, as the broker configured them (guide, "Cryptocurrency Configuration"). */
import { z } from "#shared/zod.ts";
import { amount, chainInteger, code, evmAddress, id, openEnum, timestamp, version } from "./common.ts";

export const network = z.object({
  id,
  code,
  name: z.string(),
  chainId: z.int().positive(),
  genesisHash: z.string().regex(/^0x[0-9a-f]{64}$/),
  nativeSymbol: z.string(),
  requiredConfirmations: z.int().min(1),
  /** FINALIZED: the chain's own tag; DEPTH: `finalityDepth` blocks */
  finality: openEnum(["FINALIZED", "DEPTH"]),
  finalityDepth: z.int().min(1),
  explorerTxUrl: z.string().nullable(),
  explorerAddressUrl: z.string().nullable(),
  /** most that one refund's fee may cost, in wei */
  feeCapWei: chainInteger,
  enabled: z.boolean(),
  version,
});
export type Network = z.infer<typeof network>;

/** Which of the broker's deposit addresses clients of a currency may name (R4.1, "deposit address source"). */
export const ADDRESS_SOURCES = ["CLIENT", "SHARED", "CLIENT_OR_SHARED"] as const;

export const currency = z.object({
  id,
  code,
  name: z.string(),
  network: code,
  kind: openEnum(["NATIVE", "ERC20"]),
  contractAddress: evmAddress.nullable(),
  decimals: z.int().min(0).max(36),
  /** fixed decimals on screens, so that decimal points stand on one line */
  displayDecimals: z.int().min(0).max(18),
  minDeposit: amount,
  /** more confirmations from an amount on; the highest band that applies wins */
  confirmationBands: z.array(z.object({ from: amount, confirmations: z.int().min(1) })),
  mismatchTolerance: amount,
  waitingWindowHours: z.int().min(1),
  /** above it a refund needs two approvals and a third person to execute */
  largeAmount: amount,
  depositEnabled: z.boolean(),
  refundEnabled: z.boolean(),
  proofPerDeposit: z.boolean(),
  /** CLIENT: an address of the client's own; SHARED: one that all clients share */
  addressSource: openEnum(ADDRESS_SOURCES).default("CLIENT_OR_SHARED"),
  effectiveFrom: timestamp,
  version,
});
export type Currency = z.infer<typeof currency>;
