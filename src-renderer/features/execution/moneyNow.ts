/** "Can money move now?" at every moment of Execute Refund, and after every failure of it. */
import { moneyMayMove } from "#shared/domain/refundMachine.ts";
import type { ErrorBody } from "#shared/errors.ts";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { stepReached, type Flow } from "./executionFlow.ts";

export type MoneyAnswer = { can: "NO" | "MAYBE" | "YES"; text: string };

export function moneyNow(flow: Flow): MoneyAnswer {
  switch (flow.stage) {
    case "PROVE":
    case "CLAIMING":
      return { can: "NO", text: t("execution:money.prove") };
    case "REVIEW":
      return {
        can: "NO",
        text: t("execution:money.review"),
      };
    case "LEASE_LOST":
      return { can: "NO", text: t("execution:money.leaseLost") };
    case "EXECUTING":
      return stepReached(flow.reached, "SIGNED")
        ? { can: "YES", text: t("execution:money.signed") }
        : {
            can: "MAYBE",
            text: t("execution:money.signing"),
          };
    case "SENT":
      return {
        can: "YES",
        text: t("execution:money.sent"),
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
        text: t("execution:money.unknown"),
      };
    const status = codeLabel("refund", refund.status);
    return { can: "YES", text: t("execution:money.registered", { status }) };
  }
  if (signed)
    return {
      can: "MAYBE",
      text: t("execution:money.signedHere"),
    };
  if (BEFORE_SIGNATURE.has(failure.code)) return { can: "NO", text: t("execution:money.refused") };
  if (refund !== null) {
    const status = codeLabel("refund", refund.status);
    return { can: "NO", text: t("execution:money.notRegistered", { status }) };
  }
  return {
    can: "MAYBE",
    text: t("execution:money.notKnown"),
  };
}

/** What to do after a failure of claim or execute, beyond the words that the error itself has. */
export function adviceAfter(failure: ErrorBody, stage: "CLAIM" | "REVIEW" | "EXECUTE"): string {
  switch (failure.code) {
    case "REFUND_CLAIMED":
      return failure.holder === undefined
        ? t("execution:advice.claimed")
        : t("execution:advice.claimedBy", { name: failure.holder });
    case "STEP_UP_FAILED":
      return t("execution:advice.stepUp");
    case "SIGNER_PIN_WRONG":
      return t("execution:advice.pin");
    case "REVIEW_NOT_CONFIRMED":
      return t("execution:advice.lastSix");
    case "REVIEW_CHANGED":
      return t("execution:advice.changed");
    case "SIGNER_REFUSED":
    case "SIGNED_TX_MISMATCH":
    case "INTENT_MISMATCH":
      return t("execution:advice.difference");
    case "NODE_WRONG_CHAIN":
      return t("execution:advice.wrongChain");
    case "FEE_ABOVE_CAP":
      return t("execution:advice.feeCap");
    case "BALANCE_TOO_LOW":
      return t("execution:advice.balance");
    case "SIGNER_NOT_ENROLLED":
      return t("execution:advice.notEnrolled");
    case "SIGNER_NOT_APPROVED":
      return t("execution:advice.notApproved");
    case "APPROVAL_EXPIRED":
      return t("execution:advice.expired");
    case "VERSION_MISMATCH":
      return t("execution:advice.version");
    case "BROADCAST_UNKNOWN":
      return t("execution:advice.unknown");
    case "LEASE_LOST":
      return t("execution:advice.leaseLost");
    default:
      if (stage === "EXECUTE") return t("execution:advice.look");
      return t(failure.retryable ? "execution:advice.retry" : "execution:advice.goBack");
  }
}
