/** From "Not Verified" to "Verified" and away again (W2 to W10; guide, "Customer Wallet Address"). */
import { and, asc, eq, lte } from "drizzle-orm";

import { DAY_MS, HOUR_MS, later } from "#central/clock.ts";
import { asPerson, asSystem, type Context, now, personOf, type Rooms } from "#central/context.ts";
import { screenAddresses } from "#central/refunds/screenAddress.ts";
import { walletAddresses } from "#central/store/tables.ts";
import type { WalletAddress } from "#shared/contract/address.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import { AppError } from "#shared/errors.ts";
import { loadAddress, lockAddress } from "./loadAddress.ts";
import { moveAddress } from "./moveAddress.ts";
import { lockRecordsFrom, showOnRecords } from "./showOnRecords.ts";
import type { WalletAddressRow } from "./toWalletAddress.ts";

export type ProofMethod = NonNullable<WalletAddress["method"]>;

/** Requirements, "Default limits to configure". */
export const PROOF_AGE_MS = 365 * DAY_MS;
/** A new address pays nobody on its first day: time for its owner to object. */
export const COOLDOWN_MS = 24 * HOUR_MS;

/** W2, or W8 after the proof grew too old. Needs "Address.Add". `proofDetails`: the challenge, or amount, destination and deadline. */
export async function startProof(
  context: Context,
  addressId: string,
  method: ProofMethod,
  proofDetails: Record<string, string> = {},
): Promise<WalletAddressRow> {
  const records = await lockRecordsOf(context, addressId);
  const address = await lockAddress(context, addressId);
  const moved = await moveAddress(context, address, address.status === "NOT_VERIFIED" ? "W2" : "W8", {
    facts: { methodChosen: true },
    patch: { method, proofDetails, requestedBy: asPerson(personOf(context)) },
  });
  await showOnRecords(context, moved, records);
  return moved;
}

/** W4 with a valid proof, W3 without one. `proof`: what proves it, or why it does not, in words. */
export async function completeProof(
  context: Context,
  addressId: string,
  outcome: { valid: boolean; proof: string },
): Promise<WalletAddressRow> {
  const records = await lockRecordsOf(context, addressId);
  const address = await lockAddress(context, addressId);
  const { result } = await screenAddresses(context, [address.address]);
  const moved = outcome.valid
    ? await moveAddress(context, address, "W4", {
        facts: { proofValid: true, screeningClear: result === "CLEAR" },
        mover: SYSTEM,
        patch: { proof: outcome.proof },
        detail: { proof: outcome.proof },
      })
    : await moveAddress(context, address, "W3", {
        facts: { proofFailed: true },
        mover: SYSTEM,
        detail: { cause: outcome.proof },
      });
  await showOnRecords(context, moved, records);
  return moved;
}

/** W5 by another person than the one who added or proved it. Records that waited for it go on (D2). Needs "Address.Decide". */
export async function whitelistAddress(
  context: Context,
  addressId: string,
  { cooldownMs = COOLDOWN_MS, remarks }: { cooldownMs?: number; remarks?: string } = {},
): Promise<WalletAddressRow> {
  const records = await lockRecordsOf(context, addressId);
  const address = await lockAddress(context, addressId);
  const checker = personOf(context);
  const at = now(context);
  const moved = await moveAddress(context, address, "W5", {
    facts: {
      checkerIsNotAdder: address.addedById !== checker.userId && address.requestedBy?.id !== checker.userId,
    },
    patch: {
      verifiedBy: asPerson(checker),
      verifiedAt: at,
      expiresAt: later(at, PROOF_AGE_MS),
      cooldownUntil: cooldownMs > 0 ? later(at, cooldownMs) : null,
    },
    ...(remarks !== undefined && { remarks }),
  });
  await showOnRecords(context, moved, records);
  return moved;
}

/** W6 by a supervisor, with a reason. */
export async function rejectAddress(context: Context, addressId: string, reason: string): Promise<WalletAddressRow> {
  const address = await lockAddress(context, addressId);
  return moveAddress(context, address, "W6", { facts: { reasonGiven: reason.trim() !== "" }, remarks: reason });
}

/** W10: the screening list names a new address. */
export async function rejectScreened(context: Context, addressId: string): Promise<WalletAddressRow> {
  const address = await lockAddress(context, addressId);
  const { result, listVersion } = await screenAddresses(context, [address.address]);
  return moveAddress(context, address, "W10", {
    facts: { screeningHit: result === "HIT" },
    mover: SYSTEM,
    detail: { listVersion },
  });
}

/** W9. Refunds to it that are not yet signed go On Hold. Needs "Address.Decide". */
export async function revokeAddress(context: Context, addressId: string, reason: string): Promise<WalletAddressRow> {
  if (reason.trim() === "") throw new AppError("VALIDATION_FAILED", "Say why the address is revoked");
  const records = await lockRecordsOf(context, addressId);
  const address = await lockAddress(context, addressId);
  const moved = await moveAddress(context, address, "W9", { facts: { revocationGrounded: true }, remarks: reason });
  await showOnRecords(context, moved, records);
  await context.reactions.addressLeftVerified(context, addressId, "ADDRESS_REVOKED");
  return moved;
}

/** W7: the proof is too old, or the currency wants one per deposit. Refunds to it that are not yet signed go On Hold. */
export async function lapseAddress(context: Context, addressId: string): Promise<WalletAddressRow> {
  const records = await lockRecordsOf(context, addressId);
  const address = await lockAddress(context, addressId);
  const moved = await moveAddress(context, address, "W7", { facts: { proofTooOld: true }, mover: SYSTEM });
  await showOnRecords(context, moved, records);
  await context.reactions.addressLeftVerified(context, addressId, "ADDRESS_REVERIFICATION");
  return moved;
}

/** Every address whose proof has passed its age (R5.6). Called once in a while. Answers how many. */
export async function lapseOldAddresses(rooms: Rooms): Promise<number> {
  const old = await rooms.database.db
    .select({ id: walletAddresses.id })
    .from(walletAddresses)
    .where(and(eq(walletAddresses.status, "VERIFIED"), lte(walletAddresses.expiresAt, rooms.clock.now())))
    .orderBy(asc(walletAddresses.expiresAt))
    .limit(100);
  for (const { id } of old) await asSystem(rooms, (context) => lapseAddress(context, id));
  return old.length;
}

async function lockRecordsOf(context: Context, addressId: string) {
  return lockRecordsFrom(context, await loadAddress(context, addressId));
}
