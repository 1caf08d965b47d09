/** Limits in an operator's words, and the form in which a person proposes others. */
import { sayRule } from "#renderer/i18n/sayRule.ts";
import { amountText } from "#renderer/words/amountText.ts";
import type { PaymentLimits } from "#shared/contract/configuration.ts";
import { whyLimitsAreUnsound } from "#shared/domain/limits.ts";
import { fromBaseUnits, isAmount, toBaseUnits } from "#shared/money.ts";
import { t } from "#renderer/i18n/t.ts";
import { listText } from "#renderer/i18n/listText.ts";

/** The own coin of every EVM network counts in wei. */
const NATIVE_DECIMALS = 18;

export type LimitRow = { label: string; value: string };

/** `coin`: of the network, for its fees. */
export function limitRows(limits: PaymentLimits, currency: string, coin: string): LimitRow[] {
  const { approvalBands, largeAmount, amountPerSignerAndDay } = limits;
  const money = (amount: string) => `${amountText(amount)} ${currency}`;
  return [
    {
      label: t("configuration:limits.rows.feeCap"),
      value: t("configuration:limits.rows.aRefund", {
        amount: `${fromBaseUnits(BigInt(limits.feeCapWei), NATIVE_DECIMALS)} ${coin}`,
      }),
    },
    {
      label: t("configuration:limits.rows.approvals"),
      value: listText([
        "1",
        ...approvalBands.map(({ above, approvals }) =>
          t("configuration:limits.rows.above", { approvals, amount: money(above) }),
        ),
        t("configuration:limits.rows.atLeast", { amount: money(largeAmount) }),
      ]),
    },
    {
      label: t("configuration:limits.rows.large"),
      value: t("configuration:limits.rows.largeText", { amount: money(largeAmount) }),
    },
    {
      label: t("configuration:limits.rows.pace"),
      value: t("configuration:limits.rows.payments", { number: limits.paymentsPerSignerAndDay }),
    },
    {
      label: t("configuration:limits.rows.sum"),
      value:
        amountPerSignerAndDay === null
          ? t("configuration:limits.rows.noLimit")
          : t("configuration:limits.rows.inDay", { amount: money(amountPerSignerAndDay) }),
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
  if (!isAmount(text(form.feeCap))) return { problem: t("configuration:limits.problem.feeCap") };
  if (!isAmount(text(form.largeAmount))) return { problem: t("configuration:limits.problem.large") };
  const bands: PaymentLimits["approvalBands"] = [];
  for (const { above, approvals } of form.bands) {
    if (!isAmount(text(above))) return { problem: t("configuration:limits.problem.band") };
    const count = wholeNumber(approvals, 5);
    if (count === null) return { problem: t("configuration:limits.problem.approvals") };
    bands.push({ above: text(above), approvals: count });
  }
  const payments = wholeNumber(form.payments, 100_000);
  if (payments === null) return { problem: t("configuration:limits.problem.payments") };
  const amount = text(form.amount);
  if (amount !== "" && !isAmount(amount)) return { problem: t("configuration:limits.problem.sum") };
  const limits: PaymentLimits = {
    feeCapWei: toBaseUnits(text(form.feeCap), NATIVE_DECIMALS).toString(),
    approvalBands: bands,
    largeAmount: text(form.largeAmount),
    paymentsPerSignerAndDay: payments,
    amountPerSignerAndDay: amount === "" ? null : amount,
  };
  const unsound = whyLimitsAreUnsound(limits, sayRule);
  return unsound === null ? { limits } : { problem: t("configuration:unsound", { why: unsound }) };
}

function wholeNumber(text: string, most: number): number | null {
  const value = /^[1-9]\d{0,5}$/.test(text.trim()) ? Number.parseInt(text.trim(), 10) : Number.NaN;
  return value <= most ? value : null;
}
