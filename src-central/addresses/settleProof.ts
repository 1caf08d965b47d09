/** The end of a proof: the address goes on to its checker (W4), or back to be proven again at once (W3). */
import { and, eq, isNull, lte } from "drizzle-orm";

import { asSystem, type Context, now, type Rooms } from "#central/context.ts";
import { listMissing, screenAddresses } from "#central/refunds/screenAddress.ts";
import { addressProofs } from "#central/store/tables.ts";
import type { ProofState } from "#shared/contract/address.ts";
import { AppError } from "#shared/errors.ts";
import { loadAddress } from "./loadAddress.ts";
import { lockRecordsFrom } from "./showOnRecords.ts";
import type { AddressProofRow } from "./toAddressProof.ts";
import type { WalletAddressRow } from "./toWalletAddress.ts";
import { completeProof, rejectScreened } from "./verifyAddress.ts";

/** `words`: what proves it, or why it does not. */
export type ProofEnd = { state: Exclude<ProofState, "OPEN">; words: string };

/** For changing. Throws NOT_FOUND. */
export async function lockProof(
  { db }: Pick<Context, "db">,
  where: { id: string; addressId?: string },
): Promise<AddressProofRow> {
  const [row] = await db.select().from(addressProofs).where(eq(addressProofs.id, where.id)).for("update");
  if (!row || (where.addressId !== undefined && row.addressId !== where.addressId))
    throw new AppError("NOT_FOUND", "There is no such proof of this address");
  return row;
}

/** Throws CHALLENGE_USED when the proof ended before: a challenge is good once (R5.4); SCREENING_LIST_MISSING for a good one, which stays open. */
export async function settleProof(context: Context, id: string, end: ProofEnd): Promise<WalletAddressRow> {
  const wallet = await loadAddress(context, await addressOf(context, id));
  // In the order in which the watcher locks them: records, then the proof.
  await lockRecordsFrom(context, wallet);
  const proof = await lockProof(context, { id });
  if (proof.state !== "OPEN") throw challengeUsed();
  const { result } = await screenAddresses(context, [wallet.address]);
  if (result === "NOT_SCREENED" && end.state === "PASSED") throw listMissing();
  const denied = result === "HIT";
  const valid = end.state === "PASSED" && !denied;
  const words = denied && end.state === "PASSED" ? "the address stands on the screening list" : end.words;
  await context.db
    .update(addressProofs)
    .set({
      state: valid ? "PASSED" : end.state === "PASSED" ? "FAILED" : end.state,
      outcome: words,
      endedAt: now(context),
      version: proof.version + 1,
    })
    .where(eq(addressProofs.id, id));
  const moved = await completeProof(context, proof.addressId, { valid, proof: words });
  return denied ? rejectScreened(context, proof.addressId) : moved;
}

async function addressOf({ db }: Pick<Context, "db">, id: string): Promise<string> {
  const [row] = await db
    .select({ addressId: addressProofs.addressId })
    .from(addressProofs)
    .where(eq(addressProofs.id, id));
  if (!row) throw new AppError("NOT_FOUND", "There is no such proof");
  return row.addressId;
}

/** W3 for every proof that nobody answered in time. A payment that was seen may still collect its confirmations. Answers how many. */
export async function expireProofs(rooms: Rooms): Promise<number> {
  const due = await rooms.database.db
    .select({ id: addressProofs.id, method: addressProofs.method, expiresAt: addressProofs.expiresAt })
    .from(addressProofs)
    .where(
      and(eq(addressProofs.state, "OPEN"), lte(addressProofs.expiresAt, rooms.clock.now()), isNull(addressProofs.seen)),
    )
    .limit(100);
  for (const { id, method } of due)
    await asSystem(rooms, async (context) => {
      const { state, seen } = await lockProof(context, { id });
      if (state === "OPEN" && seen === null) await settleProof(context, id, expired(method));
    });
  return due.length;
}

export function expired(method: AddressProofRow["method"]): ProofEnd {
  const words = method === "MICROPAYMENT" ? "no payment arrived in time" : "nothing came back from the client in time";
  return { state: "EXPIRED", words };
}

export function challengeUsed(): AppError {
  return new AppError("CHALLENGE_USED", "This proof has ended; start a new one");
}
