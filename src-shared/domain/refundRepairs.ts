/** What people may do with a payment that is signed and does not end by itself: raise its fee, withhold it, close it. F24 to F28. */
import type { ActionContext, Refusal } from "./deposits.ts";
import { whyNotPermitted } from "./deposits.ts";
import { reasonWords, type ReasonKey } from "./reasons.ts";

type Voiding = { requestedBy: { id: string }; approval: unknown } | null;
type Signed = {
  status: string;
  requestedBy: { id: string };
  voiding: Voiding;
  slot?: object | null;
  attempts: readonly { kind: string; mined?: unknown }[];
};

const WAITING: ReadonlySet<string> = new Set(["BROADCAST", "DROPPED"]);
/** Signed and not mined, as far as anybody knows: the slot can still be used up by something else. */
const UNMINED: ReadonlySet<string> = new Set(["SIGNED", "BROADCAST_UNKNOWN", "BROADCAST", "DROPPED"]);
/** Ended before anything was signed. */
const ENDED_UNSIGNED: ReadonlySet<string> = new Set(["EXPIRED", "REJECTED", "WITHDRAWN"]);

/**
 * The refund ended, and its payment slot was given and is still unused: every later payment of the same key would wait behind it for ever.
 * Voiding it on the chain frees the key; the refund stays what it is.
 */
export function isDeadSlot(refund: Pick<Signed, "status" | "slot" | "attempts">): boolean {
  return (
    ENDED_UNSIGNED.has(refund.status) &&
    refund.slot != null &&
    refund.attempts.every(({ kind, mined }) => kind === "VOID" && mined == null)
  );
}

/** The slot of an ended refund, used up by a mined transaction that pays nobody: its key is free again. */
export function isVoidedSlot({ status, attempts }: Pick<Signed, "status" | "attempts">): boolean {
  return ENDED_UNSIGNED.has(status) && attempts.some(({ kind, mined }) => kind === "VOID" && mined != null);
}

function mayBeWithheld(refund: Signed): boolean {
  return UNMINED.has(refund.status) || isDeadSlot(refund);
}

/** F24, F26: the same payment on the same slot with a higher fee. */
export function whyNotRaiseFee(refund: Signed, context: ActionContext): Refusal {
  if (!WAITING.has(refund.status)) return wrongStatus("raiseFeeStatus", refund.status, context);
  if (isWithheld(refund)) return { code: "LOCKED", text: reasonWords(context, "raiseFeeWithheld") };
  return whyNotNow("Refund.Execute", context, "raiseFeeOffline");
}

/** F26: the identical bytes once more. Never pays twice: they carry their nonce. */
export function whyNotSendAgain(refund: Signed, context: ActionContext): Refusal {
  const waits = UNMINED.has(refund.status) || (isDeadSlot(refund) && refund.attempts.length > 0);
  if (!waits) return wrongStatus("sendAgainStatus", refund.status, context);
  return whyNotNow("Refund.Execute", context, "sendAgainOffline");
}

export function whyNotRequestVoid(refund: Signed, context: ActionContext): Refusal {
  if (!mayBeWithheld(refund)) return wrongStatus("withholdStatus", refund.status, context);
  if (refund.voiding !== null) return { code: "LOCKED", text: reasonWords(context, "withholdAsked") };
  return whyNotNow("Refund.Execute", context, "withholdOffline");
}

/** Two people: who asked for it never approves it. */
export function whyNotApproveVoid(refund: Signed, userId: string, context: ActionContext): Refusal {
  if (!mayBeWithheld(refund)) return wrongStatus("withholdStatus", refund.status, context);
  if (refund.voiding === null) return { code: "LOCKED", text: reasonWords(context, "withholdNotAsked") };
  if (refund.voiding.approval !== null) return { code: "LOCKED", text: reasonWords(context, "withholdApproved") };
  if (refund.voiding.requestedBy.id === userId) return { code: "LOCKED", text: reasonWords(context, "withholdOwn") };
  return whyNotNow("Refund.VoidApprove", context, "approveVoidOffline");
}

/** By either of the two who withhold: who may ask for it, or who may approve it. Whoever may only look at refunds changes nothing. */
export function whyNotDropVoid(refund: Signed, context: ActionContext): Refusal {
  if (refund.voiding === null) return { code: "LOCKED", text: reasonWords(context, "withholdNotAsked") };
  if (isWithheld(refund)) return { code: "LOCKED", text: reasonWords(context, "withholdSigned") };
  const approves = context.permissions.has("Refund.VoidApprove");
  return whyNotNow(approves ? "Refund.VoidApprove" : "Refund.Execute", context, "needsConnection");
}

/** F25, the executor's part: signs nothing to oneself on the same slot, once a second person has approved it. */
export function whyNotSignVoid(refund: Signed, context: ActionContext): Refusal {
  if (!mayBeWithheld(refund)) return wrongStatus("withholdStatus", refund.status, context);
  if (refund.voiding === null || refund.voiding.approval === null)
    return { code: "LOCKED", text: reasonWords(context, "withholdNeedsApproval") };
  return whyNotNow("Refund.Execute", context, "signOffline");
}

/** F28: the maker does not decide that he was not paid. */
export function whyNotCloseUnpaid(refund: Signed, userId: string, context: ActionContext): Refusal {
  if (refund.status !== "NONCE_LOST") return wrongStatus("closeStatus", refund.status, context);
  if (refund.requestedBy.id === userId) return { code: "LOCKED", text: reasonWords(context, "closeOwn") };
  return whyNotNow("Refund.Approve", context, "closeOffline");
}

/** True once a replacement that pays nobody is signed: from here on the payment and its replacement race for one slot. */
export function isWithheld(refund: { attempts: readonly { kind: string }[] }): boolean {
  return refund.attempts.some(({ kind }) => kind === "VOID");
}

function wrongStatus(rule: ReasonKey, status: string, context: ActionContext): Refusal {
  return { code: "STATUS", text: reasonWords(context, rule, { refund: status }) };
}

function whyNotNow(permission: string, context: ActionContext, offline: ReasonKey): Refusal {
  const lacking = whyNotPermitted(permission, context);
  if (lacking) return lacking;
  return context.online ? null : { code: "OFFLINE", text: reasonWords(context, offline) };
}
