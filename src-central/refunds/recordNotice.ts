/** R23: the customer was told, offline. The program itself sends nothing. */
import { appendEvent } from "#central/audit/appendEvent.ts";
import { asPerson, type BookContext, now, personOf } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import type { BodyOf, http } from "#shared/contract/http.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { AppError } from "#shared/errors.ts";
import { loadRefund, lockRefund } from "./loadRefund.ts";
import { patchRefund } from "./moveRefund.ts";
import { readRefund } from "./toRefund.ts";

export type NoticeInput = { id: string; version: number } & BodyOf<(typeof http)["refunds"]["notify"]>;

/** A customer who was not reached keeps the task open. Throws REFUND_STATE (no task: only a Completed refund has one), VERSION_MISMATCH, NOT_FOUND. */
export async function recordNotice(context: BookContext, input: NoticeInput): Promise<Refund> {
  const { depositId } = await loadRefund(context, input.id);
  await lockDeposit(context, depositId);
  const refund = await lockRefund(context, input.id);
  expectVersion(input.version, await readRefund(context, refund));
  const task = refund.notification;
  if (refund.status !== "COMPLETED" || task === null)
    throw new AppError("REFUND_STATE", "Only for a Completed refund is the customer notified");
  if (task.status === "DONE") throw new AppError("REFUND_STATE", "The customer was notified already");
  const { channel, outcome, notifiedAt, remarks } = input;
  const note = { by: asPerson(personOf(context)), channel, outcome, notifiedAt, remarks, at: now(context) };
  const done = outcome !== "NOT_REACHED";
  const patched = await patchRefund(context, refund, {
    notification: { ...task, status: done ? "DONE" : "OPEN", attempts: [...task.attempts, note] },
  });
  await appendEvent(context, {
    action: done ? "refund.notice_done" : "refund.notice_tried",
    entity: "refund",
    entityId: refund.id,
    entityNo: refund.refundNo,
    depositId: refund.depositId,
    fromStatus: refund.status,
    toStatus: refund.status,
    remarks,
    detail: { channel, outcome, notifiedAt },
  });
  return readRefund(context, patched);
}
