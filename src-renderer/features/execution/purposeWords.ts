/** What is signed in the signing room, in words: the payment, the same payment with a higher fee, or the transaction that pays nobody. */
import { whyNotExecute } from "#shared/domain/refunds.ts";
import { isDeadSlot, whyNotRaiseFee, whyNotSignVoid } from "#shared/domain/refundRepairs.ts";
import type { ActionContext, Refusal } from "#shared/domain/deposits.ts";
import type { Attempt, Refund } from "#shared/contract/refund.ts";
import { t } from "#renderer/i18n/t.ts";
import { sentences } from "#renderer/i18n/sentences.ts";
import type { Flow } from "./executionFlow.ts";
import type { MoneyAnswer } from "./moneyNow.ts";

export type Purpose = Attempt["kind"];

export type PurposeWords = {
  /** head of the room */
  title: string;
  /** what happens after the proof */
  steps: readonly string[];
  /** above the amount on the lit paper */
  lead: string;
  /** the last button */
  sign: string;
  /** of what the last six characters are typed */
  typed: string;
};

export function purposeWords(purpose: Purpose): PurposeWords {
  return {
    title: t(`execution:purpose.${purpose}.title`),
    steps: [
      t(`execution:purpose.${purpose}.step1`),
      t(`execution:purpose.${purpose}.step2`),
      t(`execution:purpose.${purpose}.step3`),
    ],
    lead: t(`execution:purpose.${purpose}.lead`),
    sign: t(`execution:purpose.${purpose}.sign`),
    typed: t(`execution:typed.${purpose}`),
  };
}

/** Why the room's button is not offered, by what is to be signed. */
export function whyNotClaim(refund: Refund, purpose: Purpose, userId: string, context: ActionContext): Refusal {
  if (purpose === "PAYMENT") return whyNotExecute(refund, userId, context);
  if (refund.requestedBy.id === userId) return { code: "LOCKED", text: t("execution:ownRequest") };
  return purpose === "VOID" ? whyNotSignVoid(refund, context) : whyNotRaiseFee(refund, context);
}

/** "Can money move now?" while a second transaction is made for a slot that may have one already. */
export function replacementMoney(flow: Flow, purpose: "FEE_BUMP" | "VOID", refund: Refund): MoneyAnswer {
  const unused = isDeadSlot(refund) && refund.attempts.length === 0;
  const before = unused ? t("execution:replacement.beforeNothing") : t("execution:replacement.before");
  const can = unused ? "NO" : "MAYBE";
  switch (flow.stage) {
    case "PROVE":
    case "CLAIMING":
    case "REVIEW":
    case "LEASE_LOST":
      return { can, text: sentences([before, t("execution:replacement.reading")]) };
    case "EXECUTING":
      return { can: "MAYBE", text: sentences([before, t("execution:replacement.executing")]) };
    case "SENT":
      return purpose === "VOID"
        ? {
            can,
            text: t("execution:replacement.sentVoid"),
          }
        : { can: "YES", text: t("execution:replacement.sentPayment") };
    case "FAILED":
      return { can, text: sentences([before, t("execution:replacement.failed")]) };
  }
}
