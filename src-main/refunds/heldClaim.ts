/** An execution lock that this workstation holds while a person looks at the review, and the renewing of it. */
import { http } from "#shared/contract/http.ts";
import type { ExecutionReview } from "#shared/contract/executionReview.ts";
import type { Attempt, Claim, Lease } from "#shared/contract/refund.ts";
import { type ErrorCode, isAppError } from "#shared/errors.ts";
import type { Fee } from "#main/chain/payment.ts";
import type { ExecutionRooms } from "./executionRooms.ts";

export type HeldClaim = {
  claim: Claim;
  lease: Lease;
  /** what is signed on the slot: the payment, the same with a higher fee, or nothing to nobody */
  purpose: Attempt["kind"];
  /** own clock; the service's times are only shown, never compared with it */
  renewedAtMs: number;
  review: ExecutionReview;
  /** exactly the bytes from which the review was drawn */
  unsigned: string;
  fee: Fee;
  vault: string;
  addressId: string;
  /** why this must not be executed, though it may be looked at */
  blockedBy: { code: ErrorCode; message: string } | null;
  /** one signature at a time */
  executing: boolean;
};

/** Architecture: the service keeps a lock for 60 seconds, its holder renews it every 20. */
const LEASE_MS = 60_000;
const RENEW_EVERY_MS = 20_000;

export type HeldClaims = {
  get(refundId: string): HeldClaim | null;
  /** Holds it, and renews its lease until it is dropped or lost. */
  hold(held: HeldClaim): void;
  /** Stops renewing; the lock is not given back by it. */
  drop(refundId: string): void;
  /** Renews now. Throws LEASE_LOST, OFFLINE ...; a lost lease is dropped and told. */
  renew(held: HeldClaim): Promise<void>;
  all(): HeldClaim[];
};

export function createHeldClaims(rooms: ExecutionRooms): HeldClaims {
  const claims = new Map<string, { held: HeldClaim; cancel: () => void }>();

  function drop(refundId: string): void {
    claims.get(refundId)?.cancel();
    claims.delete(refundId);
  }

  function isHeld(held: HeldClaim): boolean {
    return claims.get(held.claim.refund.id)?.held === held;
  }

  function lose(held: HeldClaim): void {
    const refundId = held.claim.refund.id;
    if (!isHeld(held)) return;
    drop(refundId);
    rooms.log.warn("refunds: execution lock lost", { refundNo: held.claim.refund.refundNo });
    rooms.leaseChanged(refundId, null);
  }

  async function renew(held: HeldClaim): Promise<void> {
    const { id } = held.claim.refund;
    const askedAtMs = rooms.clock.now();
    const { leaseId, fencingToken } = held.lease;
    try {
      const lease = await rooms.remote.call(http.refunds.renewLease, {
        params: { id },
        body: { leaseId, fencingToken },
        idempotencyKey: rooms.random.uuid(),
      });
      Object.assign(held, { lease, renewedAtMs: askedAtMs });
      rooms.leaseChanged(id, lease.expiresAt);
    } catch (error) {
      // Unanswered, the lock may still be ours until its time is over.
      if (isAppError(error, "LEASE_LOST") || rooms.clock.now() - held.renewedAtMs >= LEASE_MS) lose(held);
      throw error;
    }
  }

  function keep(held: HeldClaim): void {
    const cancel = rooms.timer.after(RENEW_EVERY_MS, () => {
      void renew(held)
        .catch((error: unknown) => rooms.log.warn("refunds: lock not renewed", { error }))
        .then(() => {
          if (isHeld(held)) keep(held);
        });
    });
    claims.set(held.claim.refund.id, { held, cancel });
  }

  return {
    get: (refundId) => claims.get(refundId)?.held ?? null,
    hold(held) {
      drop(held.claim.refund.id);
      keep(held);
    },
    drop,
    renew,
    all: () => [...claims.values()].map(({ held }) => held),
  };
}
