/** A client's wallet address and its verification (guide, "Customer Wallet Address"). */
import { ADDRESS_STATUSES } from "#shared/domain/statuses.ts";
import { z } from "#shared/zod.ts";
import { evmAddress, id, listQuery, openEnum, pageOf, person, repeated, timestamp, version } from "./common.ts";
import { VERIFICATION_METHODS } from "./deposit.ts";

export const walletAddress = z.object({
  id,
  customerNo: z.string(),
  customerName: z.string(),
  network: z.string(),
  address: evmAddress,
  label: z.string(),
  status: openEnum(ADDRESS_STATUSES),
  method: openEnum(VERIFICATION_METHODS).nullable(),
  /** what proves it, in words: a transaction, a signature, a document's reference */
  proof: z.string().nullable(),
  requestedBy: person.nullable(),
  verifiedBy: person.nullable(),
  verifiedAt: timestamp.nullable(),
  expiresAt: timestamp.nullable(),
  cooldownUntil: timestamp.nullable(),
  /** other known addresses with the same first four and last four characters */
  lookalikeOf: z.array(z.string()),
  createdAt: timestamp,
  updatedAt: timestamp,
  version,
});
export type WalletAddress = z.infer<typeof walletAddress>;

export const walletAddressQuery = listQuery.extend({
  customerNo: z.string().max(40).optional(),
  network: z.string().max(40).optional(),
  status: repeated(z.enum(ADDRESS_STATUSES)),
  address: z.string().max(42).optional(),
});
export const walletAddressPage = pageOf(walletAddress);
