/** What is signed in the signing room, in words: the payment, the same payment with a higher fee, or the transaction that pays nobody. */
import { whyNotExecute } from "#shared/domain/refunds.ts";
import { isDeadSlot, whyNotRaiseFee, whyNotSignVoid } from "#shared/domain/refundRepairs.ts";
import type { ActionContext, Refusal } from "#shared/domain/deposits.ts";
import type { Attempt, Refund } from "#shared/contract/refund.ts";
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

const CHECKED = "The chain, the balances, the address, the approvals and the fee are checked again.";
const DECIDE = "You read the transaction itself on one paper, and decide there.";
export const PURPOSE_WORDS: Readonly<Record<Purpose, PurposeWords>> = {
  PAYMENT: {
    title: "Execute Refund",
    steps: [
      "The central service gives you the lock for one minute, renewed while you read, and the one payment slot.",
      CHECKED,
      DECIDE,
    ],
    lead: "You are about to pay",
    sign: "Execute Refund",
    typed: "the To address",
  },
  FEE_BUMP: {
    title: "Raise fee",
    steps: [
      "You get the lock for one minute, and the same payment slot again. What is signed already stays as it is.",
      `${CHECKED} The new fee is an eighth above the one before, and within the approved cap.`,
      `${DECIDE} Either the old or the new transaction is mined, never both.`,
    ],
    lead: "The same payment once more, with a higher fee",
    sign: "Sign with the higher fee",
    typed: "the To address",
  },
  VOID: {
    title: "Withhold payment",
    steps: [
      "You get the lock for one minute, and the same payment slot again. What is signed already stays as it is.",
      "The chain, the fee, the slot and the second person's approval are checked again.",
      `${DECIDE} It pays nobody; once it is mined, the payment never can be.`,
    ],
    lead: "You are about to pay nobody, on this payment's own slot",
    sign: "Sign: pay nobody",
    typed: "the paying address",
  },
};

/** Why the room's button is not offered, by what is to be signed. */
export function whyNotClaim(refund: Refund, purpose: Purpose, userId: string, context: ActionContext): Refusal {
  if (purpose === "PAYMENT") return whyNotExecute(refund, userId, context);
  if (refund.requestedBy.id === userId)
    return { code: "LOCKED", text: "Your own request. Another person must execute it." };
  return purpose === "VOID" ? whyNotSignVoid(refund, context) : whyNotRaiseFee(refund, context);
}

/** "Can money move now?" while a second transaction is made for a slot that may have one already. */
export function replacementMoney(flow: Flow, purpose: "FEE_BUMP" | "VOID", refund: Refund): MoneyAnswer {
  const unused = isDeadSlot(refund) && refund.attempts.length === 0;
  const before = unused
    ? "No. Nothing was ever signed for this refund."
    : "Yes, it may: the payment that is signed already can still be mined.";
  const can = unused ? "NO" : "MAYBE";
  switch (flow.stage) {
    case "PROVE":
    case "CLAIMING":
    case "REVIEW":
    case "LEASE_LOST":
      return { can, text: `${before} Nothing new is signed; going back changes nothing.` };
    case "EXECUTING":
      return { can: "MAYBE", text: `${before} Another transaction for the same slot is being signed.` };
    case "SENT":
      return purpose === "VOID"
        ? {
            can,
            text: "The one that pays nobody is signed. Only one transaction of this slot is ever mined; the chain decides which.",
          }
        : { can: "YES", text: "Yes. It is paid once: only one transaction of this slot is ever mined." };
    case "FAILED":
      return { can, text: `${before} Open the refund and look at what is signed for it.` };
  }
}
