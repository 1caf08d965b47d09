/**
 * What the operator says or writes to the customer, made from the record. It holds what the customer may know and nothing else:
 * no reason, no hold, no screening, no name of a colleague (R23.1, R23.4).
 */
import type { Refund } from "#shared/contract/refund.ts";
import { amountDifference, compareAmounts } from "#shared/money.ts";
import { amountText } from "#renderer/words/amountText.ts";

export type NoticeScript = { spoken: string[]; letter: string };

export function noticeScript(refund: Refund, when: (at: string) => string): NoticeScript {
  const paid = `${amountText(refund.amount)} ${refund.currency}`;
  const partial = compareAmounts(refund.amount, refund.depositAmount) < 0;
  const rest = `${amountText(amountDifference(refund.depositAmount, refund.amount).amount)} ${refund.currency}`;
  const completed = refund.completedAt === null ? "" : ` on ${when(refund.completedAt)}`;
  const facts = [
    `Your deposit ${refund.recordNo} was returned${partial ? " in part" : " in full"}${completed}.`,
    `Returned: ${paid}, to your wallet address ${refund.refundAddress}.`,
    ...(partial ? [`Of your deposit, ${rest} was not returned to the wallet. ${remainderText(refund)}`] : []),
    ...(refund.txHash === null ? [] : [`Transaction hash: ${refund.txHash}.`]),
    `Our reference: ${refund.refundNo}.`,
  ];
  return {
    spoken: [
      `Ask for ${refund.customerName}, customer number ${refund.customerNo}, and check who is speaking before anything is said.`,
      ...facts,
      "Nothing needs to be done. We never ask for passwords, keys or payments in such a call.",
    ],
    letter: [`Dear ${refund.customerName},`, "", ...facts, "", "Nothing needs to be done on your side.", ""].join("\n"),
  };
}

function remainderText(refund: Refund): string {
  switch (refund.remainder) {
    case "FEE":
      return "It was kept as a fee.";
    case "STAYS_CREDITED":
      return "It stays credited to your account.";
    default:
      // Why something is withheld may be restricted; the customer is pointed to his adviser.
      return "Your adviser can answer questions about it.";
  }
}
