/** What people may do with a payment that is signed and does not end by itself: raise its fee, withhold it, close it. F24 to F28. */
import type { ActionContext, Refusal } from "./deposits.ts";
import { whyNotPermitted } from "./deposits.ts";
import { REFUND_STATUS_LABELS, statusLabel } from "./statuses.ts";

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
const WITHHOLDABLE =
  "Only a payment that is signed and not mined can be withheld, or a payment slot that was never used";

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
  if (!WAITING.has(refund.status))
    return wrongStatus(refund.status, "A fee can only be raised while a payment waits to be mined");
  if (isWithheld(refund))
    return { code: "LOCKED", text: "This payment is being withheld; its fee is not raised any more." };
  return whyNotNow("Refund.Execute", context, "Raising a fee needs a connection.");
}

/** F26: the identical bytes once more. Never pays twice: they carry their nonce. */
export function whyNotSendAgain(refund: Signed, context: ActionContext): Refusal {
  const waits = UNMINED.has(refund.status) || (isDeadSlot(refund) && refund.attempts.length > 0);
  if (!waits) return wrongStatus(refund.status, "Only a signed payment that is not mined can be sent again");
  return whyNotNow("Refund.Execute", context, "Sending again needs a connection.");
}

export function whyNotRequestVoid(refund: Signed, context: ActionContext): Refusal {
  if (!mayBeWithheld(refund)) return wrongStatus(refund.status, WITHHOLDABLE);
  if (refund.voiding !== null) return { code: "LOCKED", text: "Withholding this payment was asked for already." };
  return whyNotNow("Refund.Execute", context, "Asking for it needs a connection.");
}

/** Two people: who asked for it never approves it. */
export function whyNotApproveVoid(refund: Signed, userId: string, context: ActionContext): Refusal {
  if (!mayBeWithheld(refund)) return wrongStatus(refund.status, WITHHOLDABLE);
  if (refund.voiding === null) return { code: "LOCKED", text: "Nobody has asked to withhold this payment." };
  if (refund.voiding.approval !== null) return { code: "LOCKED", text: "Withholding is approved already." };
  if (refund.voiding.requestedBy.id === userId)
    return { code: "LOCKED", text: "You asked for it. Another person must approve it." };
  return whyNotNow("Refund.VoidApprove", context, "Approving needs a connection.");
}

export function whyNotDropVoid(refund: Signed, context: ActionContext): Refusal {
  if (refund.voiding === null) return { code: "LOCKED", text: "Nobody has asked to withhold this payment." };
  if (isWithheld(refund)) return { code: "LOCKED", text: "The replacement is signed; the chain decides now." };
  return whyNotNow("Refund", context, "This needs a connection.");
}

/** F25, the executor's part: signs nothing to oneself on the same slot, once a second person has approved it. */
export function whyNotSignVoid(refund: Signed, context: ActionContext): Refusal {
  if (!mayBeWithheld(refund)) return wrongStatus(refund.status, WITHHOLDABLE);
  if (refund.voiding === null || refund.voiding.approval === null)
    return { code: "LOCKED", text: "Withholding a payment needs a second person's approval first." };
  return whyNotNow("Refund.Execute", context, "Signing needs a connection.");
}

/** F28: the maker does not decide that he was not paid. */
export function whyNotCloseUnpaid(refund: Signed, userId: string, context: ActionContext): Refusal {
  if (refund.status !== "NONCE_LOST")
    return wrongStatus(
      refund.status,
      "Only a payment whose nonce was used by another transaction can be closed as unpaid",
    );
  if (refund.requestedBy.id === userId)
    return { code: "LOCKED", text: "Your own request. Another person must close it." };
  return whyNotNow("Refund.Approve", context, "Closing it needs a connection. The chain is read again first.");
}

/** True once a replacement that pays nobody is signed: from here on the payment and its replacement race for one slot. */
export function isWithheld(refund: { attempts: readonly { kind: string }[] }): boolean {
  return refund.attempts.some(({ kind }) => kind === "VOID");
}

function wrongStatus(status: string, rule: string): Refusal {
  return { code: "STATUS", text: `${rule} — this is ${statusLabel(REFUND_STATUS_LABELS, status)}.` };
}

function whyNotNow(permission: string, context: ActionContext, offline: string): Refusal {
  const lacking = whyNotPermitted(permission, context);
  if (lacking) return lacking;
  return context.online ? null : { code: "OFFLINE", text: offline };
}
