/** F25, the first person: asks to withhold a payment by using its slot up on the chain, or to free the slot of a refund that ended unpaid. */
import { appendEvent } from "#central/audit/appendEvent.ts";
import { asPerson, type BookContext, now, personOf } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import type { Refund, Voiding } from "#shared/contract/refund.ts";
import { whyNotDropVoid, whyNotRequestVoid } from "#shared/domain/refundRepairs.ts";
import { loadRefund, lockRefund } from "./loadRefund.ts";
import { patchRefund } from "./moveRefund.ts";
import { actionContextOf, requireRepair } from "./requireRepair.ts";
import { readRefund, type RefundRow } from "./toRefund.ts";

/** Throws REFUND_STATE, VERSION_MISMATCH, NOT_FOUND. */
export async function requestVoid(
  context: BookContext,
  input: { id: string; version: number; reason: string },
): Promise<Refund> {
  const { row, refund } = await lockForVoiding(context, input);
  requireRepair(whyNotRequestVoid(refund, actionContextOf(context)));
  const by = asPerson(personOf(context));
  const voiding: Voiding = { requestedBy: by, requestedAt: now(context), reason: input.reason, approval: null };
  const patched = await patchRefund(context, row, { voiding });
  await logVoiding(context, row, "refund.void_requested", { remarks: input.reason });
  return readRefund(context, patched);
}

/** Nothing is withheld after all. Throws REFUND_STATE (a replacement is signed, or nobody has asked), VERSION_MISMATCH, NOT_FOUND. */
export async function dropVoid(
  context: BookContext,
  input: { id: string; version: number; remarks: string },
): Promise<Refund> {
  const { row, refund } = await lockForVoiding(context, input);
  requireRepair(whyNotDropVoid(refund, actionContextOf(context)));
  const patched = await patchRefund(context, row, { voiding: null });
  await logVoiding(context, row, "refund.void_dropped", {
    remarks: input.remarks,
    before: { voiding: row.voiding },
  });
  return readRefund(context, patched);
}

/** The refund, locked after its deposit, in the version that the person saw. */
export async function lockForVoiding(
  context: BookContext,
  { id, version }: { id: string; version: number },
): Promise<{ row: RefundRow; refund: Refund }> {
  const { depositId } = await loadRefund(context, id);
  await lockDeposit(context, depositId);
  const row = await lockRefund(context, id);
  const refund = await readRefund(context, row);
  expectVersion(version, refund);
  return { row, refund };
}

/** The refund's status does not change by any of this. */
export async function logVoiding(
  context: BookContext,
  refund: RefundRow,
  action: string,
  more: Pick<Parameters<typeof appendEvent>[1], "remarks" | "before" | "detail">,
): Promise<void> {
  await appendEvent(context, {
    action,
    entity: "refund",
    entityId: refund.id,
    entityNo: refund.refundNo,
    depositId: refund.depositId,
    fromStatus: refund.status,
    toStatus: refund.status,
    ...more,
  });
}
