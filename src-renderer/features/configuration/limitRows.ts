/** Limits in an operator's words, and the form in which a person proposes others. */
import { amountText } from "#renderer/words/amountText.ts";
import type { PaymentLimits } from "#shared/contract/configuration.ts";
import { whyLimitsAreUnsound } from "#shared/domain/limits.ts";
import { fromBaseUnits, isAmount, toBaseUnits } from "#shared/money.ts";

/** The own coin of every EVM network counts in wei. */
const NATIVE_DECIMALS = 18;

export type LimitRow = { label: string; value: string };

/** `coin`: of the network, for its fees. */
export function limitRows(limits: PaymentLimits, currency: string, coin: string): LimitRow[] {
  const { approvalBands, largeAmount, amountPerSignerAndDay } = limits;
  return [
    { label: "Fee cap", value: `${fromBaseUnits(BigInt(limits.feeCapWei), NATIVE_DECIMALS)} ${coin} a refund` },
    {
      label: "Approvals",
      value: [
        "1",
        ...approvalBands.map(({ above, approvals }) => `${approvals} above ${amountText(above)} ${currency}`),
        `at least 2 above ${amountText(largeAmount)} ${currency}`,
      ].join(", "),
    },
    { label: "Large amount", value: `above ${amountText(largeAmount)} ${currency} nobody who approved executes` },
    { label: "Pace of a key", value: `${limits.paymentsPerSignerAndDay} payments in 24 hours` },
    {
      label: "Sum of a key",
      value:
        amountPerSignerAndDay === null ? "no limit" : `${amountText(amountPerSignerAndDay)} ${currency} in 24 hours`,
    },
  ];
}

/** As it is typed: nothing of it need be right yet. */
export type LimitForm = {
  feeCap: string;
  bands: readonly { above: string; approvals: string }[];
  largeAmount: string;
  payments: string;
  amount: string;
};

export function formOf(limits: PaymentLimits): LimitForm {
  return {
    feeCap: fromBaseUnits(BigInt(limits.feeCapWei), NATIVE_DECIMALS),
    bands: limits.approvalBands.map(({ above, approvals }) => ({ above, approvals: String(approvals) })),
    largeAmount: limits.largeAmount,
    payments: String(limits.paymentsPerSignerAndDay),
    amount: limits.amountPerSignerAndDay ?? "",
  };
}

/** The limits that the form names, or the first thing that is wrong with it, in words. */
export function limitsOf(form: LimitForm): { limits: PaymentLimits } | { problem: string } {
  const text = (value: string) => value.trim().replaceAll(",", "");
  if (!isAmount(text(form.feeCap))) return { problem: "The fee cap is an amount such as 0.006." };
  if (!isAmount(text(form.largeAmount))) return { problem: "The large amount is an amount such as 100000." };
  const bands: PaymentLimits["approvalBands"] = [];
  for (const { above, approvals } of form.bands) {
    if (!isAmount(text(above))) return { problem: "Each band begins above an amount such as 50000." };
    const count = wholeNumber(approvals, 5);
    if (count === null) return { problem: "A band asks for 1 to 5 approvals." };
    bands.push({ above: text(above), approvals: count });
  }
  const payments = wholeNumber(form.payments, 100_000);
  if (payments === null) return { problem: "Payments of a key is a whole number from 1." };
  const amount = text(form.amount);
  if (amount !== "" && !isAmount(amount)) return { problem: "The sum of a key is an amount, or empty for no limit." };
  const limits: PaymentLimits = {
    feeCapWei: toBaseUnits(text(form.feeCap), NATIVE_DECIMALS).toString(),
    approvalBands: bands,
    largeAmount: text(form.largeAmount),
    paymentsPerSignerAndDay: payments,
    amountPerSignerAndDay: amount === "" ? null : amount,
  };
  const unsound = whyLimitsAreUnsound(limits);
  return unsound === null ? { limits } : { problem: `${unsound}.` };
}

function wholeNumber(text: string, most: number): number | null {
  const value = /^[1-9]\d{0,5}$/.test(text.trim()) ? Number.parseInt(text.trim(), 10) : Number.NaN;
  return value <= most ? value : null;
}
