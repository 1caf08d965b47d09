import type { BooksToRead } from "#central/books/Books.ts";
import type { refundApprovals, refundAttempts, refunds, refundSlots } from "#central/store/tables.ts";
import type { Approval, Attempt, Lease, Refund, Slot } from "#shared/contract/refund.ts";

export type RefundRow = typeof refunds.$inferSelect;
export type NewRefundRow = typeof refunds.$inferInsert;
export type ApprovalRow = typeof refundApprovals.$inferSelect;
export type NewApprovalRow = typeof refundApprovals.$inferInsert;
export type AttemptRow = typeof refundAttempts.$inferSelect;
export type NewAttemptRow = typeof refundAttempts.$inferInsert;
export type SlotRow = typeof refundSlots.$inferSelect;

/** Rows -> wire. `approvals` are those that count (not voided); `attempts` in the order in which they were registered. */
export function toRefund(
  row: RefundRow,
  parts: { approvals: readonly ApprovalRow[]; slot: SlotRow | null; attempts: readonly AttemptRow[] },
): Refund {
  const {
    requestedById,
    requestedByName,
    leaseId: _leaseId,
    leaseHolder: _leaseHolder,
    leaseWorkstationId: _leaseWorkstationId,
    leaseSignerId: _leaseSignerId,
    leaseExpiresAt: _leaseExpiresAt,
    fencingToken: _fencingToken,
    broadcastAt: _broadcastAt,
    finalAt: _finalAt,
    ...wire
  } = row;
  return {
    ...wire,
    requestedBy: { id: requestedById, name: requestedByName },
    approvals: parts.approvals.map(toApproval),
    lease: toLease(row),
    slot: parts.slot === null ? null : toSlot(parts.slot),
    attempts: parts.attempts.map(toAttempt),
  };
}

/** Wire form of many refunds, in their order, with three queries in all. */
export async function toRefunds({ books }: { books: BooksToRead }, rows: readonly RefundRow[]): Promise<Refund[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const approvals = await books.liveApprovals(ids);
  const slots = await books.slots(ids);
  const attempts = await books.attempts(ids);
  return rows.map((row) =>
    toRefund(row, {
      approvals: approvals.filter(({ refundId }) => refundId === row.id),
      slot: slots.find(({ refundId }) => refundId === row.id) ?? null,
      attempts: attempts.filter(({ refundId }) => refundId === row.id),
    }),
  );
}

/** Wire form of one refund, its approvals, slot and attempts read now. */
export async function readRefund(context: { books: BooksToRead }, row: RefundRow): Promise<Refund> {
  const [refund] = await toRefunds(context, [row]);
  return refund as Refund;
}

export function toApproval(row: ApprovalRow): Approval {
  const { byId, byName, decision, comment, at, decidedAt, deviceKeyId, publicKey, signature } = row;
  return { by: { id: byId, name: byName }, decision, comment, at, decidedAt, deviceKeyId, publicKey, signature };
}

export function toAttempt(row: AttemptRow): Attempt {
  const { id, kind, txHash, nonce, maxFeeWei, by, at, broadcasts, mined } = row;
  return { id, kind, txHash, nonce: nonce.toString(), maxFeeWei, by, at, broadcasts, mined };
}

export function toSlot(row: SlotRow): Slot {
  return { chainId: row.chainId, from: row.fromAddress, nonce: row.nonce.toString() };
}

/** Null while nobody holds it. Whether it has lapsed is for the reader to see from `expiresAt`. */
export function toLease(row: RefundRow): Lease | null {
  const { leaseId, leaseHolder, leaseWorkstationId, leaseExpiresAt, fencingToken } = row;
  if (leaseId === null || leaseHolder === null || leaseWorkstationId === null || leaseExpiresAt === null) return null;
  return { leaseId, fencingToken, holder: leaseHolder, workstationId: leaseWorkstationId, expiresAt: leaseExpiresAt };
}
