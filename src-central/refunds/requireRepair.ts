/** The rules of #shared/domain/refundRepairs.ts, enforced. */
import { type BookContext, personOf } from "#central/context.ts";
import type { ActionContext, Refusal } from "#shared/domain/deposits.ts";
import { AppError } from "#shared/errors.ts";

/** The person in the words of those rules. */
export function actionContextOf(context: BookContext): ActionContext {
  return { permissions: personOf(context).permissions, online: true, administrators: [] };
}

/** Throws PERMISSION_DENIED or REFUND_STATE with the rule's own words. */
export function requireRepair(refusal: Refusal): void {
  if (refusal === null) return;
  throw new AppError(refusal.code === "PERMISSION" ? "PERMISSION_DENIED" : "REFUND_STATE", refusal.text);
}
