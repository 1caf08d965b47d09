/** "Can money move now?" at every moment of Execute Refund, and after every failure of it. */
import { moneyMayMove } from "#shared/domain/refundMachine.ts";
import { REFUND_STATUS_LABELS, statusLabel } from "#shared/domain/statuses.ts";
import type { ErrorBody } from "#shared/errors.ts";
import { stepReached, type Flow } from "./executionFlow.ts";

export type MoneyAnswer = { can: "NO" | "MAYBE" | "YES"; text: string };

export function moneyNow(flow: Flow): MoneyAnswer {
  switch (flow.stage) {
    case "PROVE":
    case "CLAIMING":
      return { can: "NO", text: "No. Nothing is claimed and nothing is signed. Going back changes nothing." };
    case "REVIEW":
      return {
        can: "NO",
        text: "No. Nothing is signed. Going back releases the claim and leaves the refund Approved.",
      };
    case "LEASE_LOST":
      return { can: "NO", text: "No. The claim is over and nothing was signed. The refund goes back to Approved." };
    case "EXECUTING":
      return stepReached(flow.reached, "SIGNED")
        ? { can: "YES", text: "Yes. The payment is signed. Closing this window or losing power does not stop it." }
        : {
            can: "MAYBE",
            text: "From this moment on it may. The payment is being signed; do not switch off the computer.",
          };
    case "SENT":
      return {
        can: "YES",
        text: "Yes. The payment is on its way. It is paid once: there is one slot and one set of bytes.",
      };
    case "FAILED":
      return moneyAfterFailure(flow);
  }
}

/** Refusals that come before any signature, whatever else happened. */
const BEFORE_SIGNATURE: ReadonlySet<string> = new Set([
  "SIGNER_PIN_WRONG",
  "REVIEW_NOT_CONFIRMED",
  "REVIEW_CHANGED",
  "SIGNER_REFUSED",
  "SIGNER_NOT_ENROLLED",
  "FEE_ABOVE_CAP",
  "BALANCE_TOO_LOW",
  "NODE_WRONG_CHAIN",
]);

/**
 * After a failure the refund as it stands centrally decides, read again after it. When it could not be read, only a refusal that
 * comes before any signature lets one say no.
 */
function moneyAfterFailure({ refund, reached, failure }: Extract<Flow, { stage: "FAILED" }>): MoneyAnswer {
  const signed = stepReached(reached, "SIGNED");
  if (refund !== null && moneyMayMove(refund.status)) {
    if (refund.status === "BROADCAST_UNKNOWN")
      return {
        can: "MAYBE",
        text: "Perhaps. The signed payment may or may not be on its way. The same bytes are sent again; a second payment is not possible.",
      };
    const status = statusLabel(REFUND_STATUS_LABELS, refund.status);
    return { can: "YES", text: `Yes. The payment is signed; the refund is ${status}. Do not make a new refund.` };
  }
  if (signed)
    return {
      can: "MAYBE",
      text: "Perhaps. The payment was signed on this computer, and how it went on is not known here yet. Do not make a new refund.",
    };
  if (BEFORE_SIGNATURE.has(failure.code)) return { can: "NO", text: "No. It was refused before anything was signed." };
  if (refund !== null) {
    const status = statusLabel(REFUND_STATUS_LABELS, refund.status);
    return { can: "NO", text: `No. No signed payment is registered; the refund is ${status}.` };
  }
  return {
    can: "MAYBE",
    text: "Not known here yet. No signature was reported, but the refund could not be read again. Look at its status before anything else.",
  };
}

/** What to do after a failure of claim or execute, beyond the words that the error itself has. */
export function adviceAfter(failure: ErrorBody, stage: "CLAIM" | "REVIEW" | "EXECUTE"): string {
  switch (failure.code) {
    case "REFUND_CLAIMED":
      return failure.holder === undefined
        ? "Somebody else holds the claim. Wait until it lapses, one minute at most, then try again."
        : `${failure.holder} holds the claim. Wait until it lapses, one minute at most, then try again.`;
    case "STEP_UP_FAILED":
      return "The password or code was not accepted. Enter it again.";
    case "SIGNER_PIN_WRONG":
      return "Nothing was signed. Type the signing PIN again.";
    case "REVIEW_NOT_CONFIRMED":
      return "Nothing was signed. Type the last 6 characters as they stand in the first row of To.";
    case "REVIEW_CHANGED":
      return "Nothing was signed, because the transaction is no longer the one you read. Go back and claim again.";
    case "SIGNER_REFUSED":
    case "SIGNED_TX_MISMATCH":
    case "INTENT_MISMATCH":
      return "The signer found a difference to what was approved and signed nothing. Do not retry: call a supervisor.";
    case "NODE_WRONG_CHAIN":
      return "The node answers for another chain. Nothing was signed. Have an administrator check the node.";
    case "FEE_ABOVE_CAP":
      return "The network's fee is above the cap that was approved. Try again when the fee has fallen.";
    case "BALANCE_TOO_LOW":
      return "The paying address lacks the asset or the fee. Have it topped up, then try again.";
    case "SIGNER_NOT_ENROLLED":
      return "This computer holds no signing key of yours. Enrol one under Keys.";
    case "SIGNER_NOT_APPROVED":
      return "A supervisor must approve your signing key first.";
    case "APPROVAL_EXPIRED":
      return "The approval ran out. The refund must be requested and approved again.";
    case "VERSION_MISMATCH":
      return "The refund changed since you opened it. Go back, read it again, and start over.";
    case "BROADCAST_UNKNOWN":
      return "Do not make a new refund. The same bytes are sent again from the tracking page, which cannot pay twice.";
    case "LEASE_LOST":
      return "The claim is over. Go back and look at the refund; somebody may have taken it.";
    default:
      if (stage === "EXECUTE") return "Open the refund and look at its status before you do anything else.";
      return failure.retryable ? "Try again in a moment." : "Go back and look at the refund.";
  }
}
