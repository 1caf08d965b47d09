/** A payment key that one executor enrolled on one workstation and a supervisor approved (money safety, "Keys"). */
import { z } from "#shared/zod.ts";
import {
  chainInteger,
  code,
  evmAddress,
  id,
  openEnum,
  pageOf,
  person,
  remarks,
  timestamp,
  txHash,
  version,
} from "./common.ts";

export const SIGNER_STATUSES = ["PENDING_APPROVAL", "APPROVED", "RETIRED"] as const;

/** `below`: every nonce under it counts as accounted for, because two people compared what the chain has with the refunds. */
const proposedSettlement = z.object({
  network: code,
  below: chainInteger,
  proposedBy: person,
  proposedAt: timestamp,
  remarks: z.string(),
});
export type ProposedSettlement = z.infer<typeof proposedSettlement>;
const settledNonces = proposedSettlement.extend({ approvedBy: person, approvedAt: timestamp });
export type SettledNonces = z.infer<typeof settledNonces>;

export const signer = z.object({
  id,
  address: evmAddress,
  networks: z.array(code),
  executor: person,
  workstationId: id,
  workstationName: z.string(),
  status: openEnum(SIGNER_STATUSES),
  approvedBy: person.nullable(),
  approvedAt: timestamp.nullable(),
  /** what one person proposed to settle of it, and nobody else has approved yet */
  settlement: proposedSettlement.nullable().optional(),
  createdAt: timestamp,
  version,
});
export type Signer = z.infer<typeof signer>;
export const signerPage = pageOf(signer);
/** `proof`: EIP-191 signature by the key itself over signerProofText. */
export const signerInput = z.strictObject({
  address: evmAddress,
  networks: z.array(code).min(1),
  workstationId: id,
  workstationName: z.string().min(1).max(80),
  proof: z.string().regex(/^0x[0-9a-f]{130}$/),
});
export const signerApproveInput = z.strictObject({ stepUpToken: z.string().min(1) });

/** What the chain has of a key that was never registered here, against the refunds that are open. `refunds`: those that it paid exactly. */
export const keyComparison = z.object({
  signerId: id,
  network: code,
  /** the next nonce, what waits included */
  next: chainInteger,
  findings: z.array(
    z.object({
      nonce: chainInteger,
      /** null: not mined yet, or longer ago than the nodes can tell */
      txHash: txHash.nullable(),
      blockNumber: chainInteger.nullable(),
      succeeded: z.boolean().nullable(),
      /** native without a contract; null when it creates one */
      payment: z.object({ to: evmAddress, contractAddress: evmAddress.nullable(), baseUnits: chainInteger }).nullable(),
      refunds: z.array(z.object({ id, refundNo: z.string(), status: z.string() })),
    }),
  ),
});
export type KeyComparison = z.infer<typeof keyComparison>;
export const keyComparisonQuery = z.strictObject({ network: code });
/** Everything below this nonce was looked at, and `remarks` say what it was. */
export const settlementInput = z.strictObject({ network: code, below: chainInteger, remarks });
