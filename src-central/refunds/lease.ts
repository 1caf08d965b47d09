/** The execution lock: 60 seconds, renewed by its holder, with a fencing token that grows with every claim (I13). */
import type { BookContext } from "#central/context.ts";
import { asPerson, newId, now, personOf } from "#central/context.ts";
import { appendEvent } from "#central/audit/appendEvent.ts";
import { later } from "#central/clock.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import type { Lease, Refund } from "#shared/contract/refund.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import { AppError } from "#shared/errors.ts";
import { holdRefund } from "./holdRefunds.ts";
import { DEFAULT_REFUND_LIMITS, type RefundLimits } from "./limits.ts";
import { loadRefund, lockRefund } from "./loadRefund.ts";
import { moveRefund, patchRefund, type RefundPatch } from "./moveRefund.ts";
import { readRefund, type RefundRow, toLease } from "./toRefund.ts";
import { whyNotPayable } from "./whyNotPayable.ts";

export type LeaseInput = { id: string; leaseId: string; fencingToken: number };

export const NO_LEASE = {
  leaseId: null,
  leaseHolder: null,
  leaseWorkstationId: null,
  leaseSignerId: null,
  leaseExpiresAt: null,
} as const satisfies RefundPatch;

/** A new lease for the person who asks; every older token is fenced off by it. */
export function newLease(
  context: BookContext,
  refund: RefundRow,
  claim: { workstationId: string; signerId: string },
  limits: RefundLimits,
): RefundPatch {
  return {
    leaseId: newId(context),
    leaseHolder: asPerson(personOf(context)),
    leaseWorkstationId: claim.workstationId,
    leaseSignerId: claim.signerId,
    leaseExpiresAt: later(now(context), limits.leaseMs),
    fencingToken: refund.fencingToken + 1,
  };
}

/** Null when nobody holds it, or it has lapsed. */
export function liveLease(context: Pick<BookContext, "clock">, refund: RefundRow): Lease | null {
  const lease = toLease(refund);
  return lease !== null && lease.expiresAt > now(context) ? lease : null;
}

/** Throws LEASE_LOST unless this person holds exactly this lease, and it has not lapsed. */
export function requireLease(context: BookContext, refund: RefundRow, input: LeaseInput): void {
  const { userId, workstationId } = personOf(context);
  const held =
    refund.leaseId === input.leaseId &&
    refund.fencingToken === input.fencingToken &&
    refund.leaseHolder?.id === userId &&
    refund.leaseWorkstationId === workstationId;
  if (!held) throw new AppError("LEASE_LOST", "Another claim has taken the execution lock");
  if (liveLease(context, refund) === null)
    throw new AppError("LEASE_LOST", "The execution lock has lapsed; claim the refund again");
}

/** Throws LEASE_LOST, NOT_FOUND. */
export async function renewLease(
  context: BookContext,
  input: LeaseInput,
  limits: RefundLimits = DEFAULT_REFUND_LIMITS,
): Promise<Lease> {
  const { depositId } = await loadRefund(context, input.id);
  await lockDeposit(context, depositId);
  const refund = await lockRefund(context, input.id);
  requireLease(context, refund, input);
  const patched = await patchRefund(context, refund, { leaseExpiresAt: later(now(context), limits.leaseMs) });
  return toLease(patched) as Lease;
}

/** F14: nothing was signed; the refund is Approved again and keeps its slot. After the signature only the lock itself is given back. Throws LEASE_LOST, NOT_FOUND. */
export async function releaseLease(context: BookContext, input: LeaseInput): Promise<Refund> {
  const { depositId } = await loadRefund(context, input.id);
  await lockDeposit(context, depositId);
  const refund = await lockRefund(context, input.id);
  requireLease(context, refund, input);
  const moved = await giveBack(context, refund, "released by its holder");
  return readRefund(context, moved);
}

/** Locked refund of a lapsed or released lease. What was raised against it meanwhile could not hold it in Signing: it does now. */
export async function giveBack(context: BookContext, refund: RefundRow, cause: string): Promise<RefundRow> {
  if (refund.status === "SIGNING") {
    const approved = await moveRefund(context, refund, "F14", {
      facts: { nothingSigned: true },
      mover: SYSTEM,
      patch: { ...NO_LEASE, executedBy: null },
      detail: { cause },
    });
    const concern = await whyNotPayable(context, approved, await lockDeposit(context, refund.depositId));
    return concern === null ? approved : holdRefund(context, approved, concern.code);
  }
  const patched = await patchRefund(context, refund, NO_LEASE);
  await appendEvent(context, {
    action: "refund.lease_ended",
    entity: "refund",
    entityId: refund.id,
    entityNo: refund.refundNo,
    detail: { cause },
  });
  return patched;
}
