/** Rules of a currency in an operator's words, and the form in which a person proposes others (R4.1). */
import { sayRule } from "#renderer/i18n/sayRule.ts";
import { amountText } from "#renderer/words/amountText.ts";
import type { Affected, CurrencyRules } from "#shared/contract/configuration.ts";
import { currencyRules } from "#shared/contract/configuration.ts";
import { whyCurrencyIsUnsound } from "#shared/domain/rules.ts";
import { t } from "#renderer/i18n/t.ts";
import { listText } from "#renderer/i18n/listText.ts";
import { configuration } from "#shared/texts/en/configuration.ts";
import type { Band } from "./BandFields.tsx";
import { affectedText } from "./affectedText.ts";
import { firstProblem, typed } from "./typedRules.ts";

const switched = (value: boolean) => t(value ? "configuration:rules.on" : "configuration:rules.off");

export function currencyRows(rules: CurrencyRules, code: string) {
  const money = (text: string) => `${amountText(text)} ${code}`;
  return [
    { label: t("configuration:rules.name"), value: rules.name },
    {
      label: t("configuration:currency.kind"),
      value: t(rules.kind === "NATIVE" ? "configuration:currency.rows.coin" : "configuration:currency.rows.token"),
    },
    { label: t("configuration:currency.contract"), value: rules.contractAddress ?? t("configuration:rules.none") },
    {
      label: t("configuration:currency.decimals"),
      value: t("configuration:currency.rows.decimals", { decimals: rules.decimals, shown: rules.displayDecimals }),
    },
    { label: t("configuration:currency.rows.deposits"), value: switched(rules.depositEnabled) },
    { label: t("configuration:currency.rows.refunds"), value: switched(rules.refundEnabled) },
    { label: t("configuration:currency.rows.minimum"), value: money(rules.minDeposit) },
    {
      label: t("configuration:rules.confirmations"),
      value: listText([
        t("configuration:currency.rows.networks"),
        ...rules.confirmationBands.map(({ from, confirmations }) =>
          t("configuration:currency.rows.from", { confirmations, amount: money(from) }),
        ),
      ]),
    },
    {
      label: t("configuration:currency.rows.tolerance"),
      value: t("configuration:currency.rows.toleranceText", { amount: money(rules.mismatchTolerance) }),
    },
    {
      label: t("configuration:currency.rows.window"),
      value: t("configuration:currency.rows.hours", { hours: rules.waitingWindowHours }),
    },
    { label: t("configuration:currency.source"), value: t(`configuration:currency.sources.${rules.addressSource}`) },
    {
      label: t("configuration:currency.rows.proof"),
      value: t(rules.proofPerDeposit ? "configuration:rules.on" : "configuration:currency.rows.notNeeded"),
    },
    {
      label: t("configuration:currency.rows.large"),
      value: t("configuration:currency.rows.largeText", { amount: money(rules.largeAmount) }),
    },
  ];
}

/** As it is typed: nothing of it need be right yet. */
export type CurrencyForm = {
  name: string;
  kind: CurrencyRules["kind"];
  contractAddress: string;
  decimals: string;
  displayDecimals: string;
  minDeposit: string;
  bands: readonly Band[];
  mismatchTolerance: string;
  waitingWindowHours: string;
  largeAmount: string;
  depositEnabled: boolean;
  refundEnabled: boolean;
  proofPerDeposit: boolean;
  addressSource: CurrencyRules["addressSource"];
};

export const NEW_CURRENCY: CurrencyForm = {
  ...{ name: "", kind: "ERC20", contractAddress: "", decimals: "6", displayDecimals: "2", minDeposit: "", bands: [] },
  ...{ mismatchTolerance: "0", waitingWindowHours: "168", largeAmount: "", addressSource: "CLIENT_OR_SHARED" },
  ...{ depositEnabled: true, refundEnabled: true, proofPerDeposit: false },
};

export function currencyFormOf(rules: CurrencyRules): CurrencyForm {
  const { confirmationBands, contractAddress, decimals, displayDecimals, waitingWindowHours, ...same } = rules;
  return {
    ...same,
    contractAddress: contractAddress ?? "",
    decimals: String(decimals),
    displayDecimals: String(displayDecimals),
    waitingWindowHours: String(waitingWindowHours),
    bands: confirmationBands.map(({ from, confirmations }) => ({ from, count: String(confirmations) })),
  };
}

/** The rules that the form names, or the first thing that is wrong with it, in words. */
export function currencyRulesIn(form: CurrencyForm): { rules: CurrencyRules } | { problem: string } {
  const { bands, contractAddress, ...rest } = form;
  const read = currencyRules.safeParse({
    ...rest,
    name: form.name,
    contractAddress: contractAddress.trim() === "" ? null : contractAddress.trim(),
    decimals: typed.count(form.decimals),
    displayDecimals: typed.count(form.displayDecimals),
    waitingWindowHours: typed.count(form.waitingWindowHours),
    minDeposit: typed.amount(form.minDeposit),
    mismatchTolerance: typed.amount(form.mismatchTolerance),
    largeAmount: typed.amount(form.largeAmount),
    confirmationBands: bands.map(({ from, count }) => ({
      from: typed.amount(from),
      confirmations: typed.count(count),
    })),
  });
  if (!read.success) return { problem: firstProblem(read.error, problemText) };
  const [unsound] = whyCurrencyIsUnsound(read.data, sayRule);
  return unsound === undefined
    ? { rules: read.data }
    : { problem: t("configuration:unsound", { why: unsound.detail }) };
}

function problemText(field: string): string | null {
  const { problems } = configuration.currency;
  return Object.hasOwn(problems, field) ? t(`configuration:currency.problems.${field as keyof typeof problems}`) : null;
}

/** R4.3: what is switched off, and whom it meets; null when nothing is. */
export function currencyWarning(before: CurrencyRules | null, after: CurrencyRules, affected: Affected): string | null {
  if (before === null) return null;
  const deposits = before.depositEnabled && !after.depositEnabled;
  const refunds = before.refundEnabled && !after.refundEnabled;
  if (!deposits && !refunds) return null;
  const words = { affected: affectedText(affected) };
  if (deposits && refunds) return t("configuration:currency.offBoth", words);
  return t(deposits ? "configuration:currency.offDeposits" : "configuration:currency.offRefunds", words);
}
