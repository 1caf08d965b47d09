/** F11: the cause of a hold is cleared. Everything is decided anew: approvals start again. */
import { later } from "#central/clock.ts";
import { type BookContext, now } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { AppError } from "#shared/errors.ts";
import { requireOtherThanMaker } from "./decision.ts";
import { DEFAULT_REFUND_LIMITS, type RefundLimits } from "./limits.ts";
import { loadRefund, lockRefund } from "./loadRefund.ts";
import { moveRefund } from "./moveRefund.ts";
import { readRefund } from "./toRefund.ts";
import { whyNotPayable } from "./whyNotPayable.ts";
import type { RemarkInput } from "./withdrawRefund.ts";

/** Throws REFUND_STATE (not on hold, or the cause stands and is named), SELF_APPROVAL_FORBIDDEN, VERSION_MISMATCH, NOT_FOUND. */
export async function releaseHold(
  context: BookContext,
  input: RemarkInput,
  limits: RefundLimits = DEFAULT_REFUND_LIMITS,
): Promise<Refund> {
  const { depositId } = await loadRefund(context, input.id);
  const deposit = await lockDeposit(context, depositId);
  const refund = await lockRefund(context, input.id);
  requireOtherThanMaker(context, refund);
  expectVersion(input.version, await readRefund(context, refund));
  if (refund.status !== "ON_HOLD") throw new AppError("REFUND_STATE", "Only a refund on hold can be released");
  const cause = await whyNotPayable(context, refund, deposit);
  if (cause !== null) throw new AppError("REFUND_STATE", `The hold cannot be released: ${cause.words}`);
  const at = now(context);
  await context.books.voidApprovals(refund.id, "EVERYBODY", at);
  const moved = await moveRefund(context, refund, "F11", {
    facts: { causeCleared: cause === null },
    patch: { holdReason: null, expiresAt: later(at, limits.approvalValidityMs) },
    remarks: input.remarks,
  });
  return readRefund(context, moved);
}
