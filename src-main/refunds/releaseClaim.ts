/** Backing out of an execution before the signature (F14): nothing was signed, the refund is Approved again and keeps its slot. */
import { http } from "#shared/contract/http.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { AppError, isAppError } from "#shared/errors.ts";
import { type ExecutionRooms, readLive, remembered } from "./executionRooms.ts";
import type { HeldClaims } from "./heldClaim.ts";

/** Throws REFUND_STATE while a signature is being made; an already lost lock is no error. */
export async function releaseClaim(rooms: ExecutionRooms, held: HeldClaims, input: { id: string }): Promise<Refund> {
  const mine = held.get(input.id);
  if (!mine) return remembered(rooms, await readLive(rooms, input.id));
  if (mine.executing) throw new AppError("REFUND_STATE", "This refund is being signed; it can no longer be backed out");
  held.drop(input.id);
  const { leaseId, fencingToken } = mine.lease;
  try {
    const refund = await rooms.remote.call(http.refunds.releaseLease, {
      params: { id: input.id },
      body: { leaseId, fencingToken },
      idempotencyKey: rooms.random.uuid(),
    });
    return await remembered(rooms, refund);
  } catch (error) {
    if (!isAppError(error, "LEASE_LOST")) throw error;
    return await remembered(rooms, await readLive(rooms, input.id));
  } finally {
    rooms.leaseChanged(input.id, null);
  }
}
