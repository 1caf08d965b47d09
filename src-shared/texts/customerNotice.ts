/**
 * What a customer is told about a completed refund, sentence by sentence, spoken or in a letter: what the customer may know and nothing else,
 * no reason, no hold, no screening, no name of a colleague (R23.1, R23.4).
 */
import { amountDifference, amountParts, compareAmounts } from "#shared/money.ts";
import type { RemainderDisposition } from "#shared/domain/refunds.ts";
import type { Translate } from "./translator.ts";

export type ToldRefund = {
  refundNo: string;
  recordNo: string;
  amount: string;
  depositAmount: string;
  currency: string;
  refundAddress: string;
  remainder: RemainderDisposition | null;
  txHash: string | null;
  completedAt: string | null;
};

/** `t`: of the customer's language, not of the window's. `when` writes a moment. */
export function customerFacts(refund: ToldRefund, t: Translate, when: (at: string) => string): string[] {
  const { recordNo, refundNo, currency, refundAddress, txHash, completedAt } = refund;
  const partial = compareAmounts(refund.amount, refund.depositAmount) < 0;
  const values = { recordNo, at: completedAt === null ? "" : when(completedAt) };
  return [
    partial ? t("notices:facts.inPart", values) : t("notices:facts.inFull", values),
    t("notices:facts.returned", { amount: `${plain(refund.amount)} ${currency}`, address: refundAddress }),
    ...(partial ? [restOf(refund, t)] : []),
    ...(txHash === null ? [] : [t("notices:facts.transaction", { txHash })]),
    t("notices:facts.reference", { refundNo }),
  ];
}

function restOf({ depositAmount, amount, currency, remainder }: ToldRefund, t: Translate): string {
  const rest = { amount: `${plain(amountDifference(depositAmount, amount).amount)} ${currency}` };
  switch (remainder) {
    case "FEE":
      return t("notices:facts.restKept", rest);
    case "STAYS_CREDITED":
      return t("notices:facts.restStays", rest);
    default:
      // Why something is withheld may be restricted; the customer is pointed to his adviser.
      return t("notices:facts.restOther", rest);
  }
}

function plain(amount: string): string {
  const { whole, fraction } = amountParts(amount, 18);
  return fraction === "" ? whole : `${whole}.${fraction}`;
}
