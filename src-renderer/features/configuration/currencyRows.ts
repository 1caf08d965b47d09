/** Rules of a currency in an operator's words, and the form in which a person proposes others (R4.1). */
import { amountText } from "#renderer/words/amountText.ts";
import type { Affected, CurrencyRules } from "#shared/contract/configuration.ts";
import { currencyRules } from "#shared/contract/configuration.ts";
import { whyCurrencyIsUnsound } from "#shared/domain/rules.ts";
import type { Band } from "./BandFields.tsx";
import { affectedText } from "./affectedText.ts";
import { firstProblem, typed } from "./typedRules.ts";

export const SOURCE_WORDS: Readonly<Record<CurrencyRules["addressSource"], string>> = {
  CLIENT: "an address of the client's own",
  SHARED: "the address that all clients share",
  CLIENT_OR_SHARED: "the client's own or the shared address",
};

const yes = (value: boolean, off = "off") => (value ? "on" : off);

export function currencyRows(rules: CurrencyRules, code: string) {
  const money = (text: string) => `${amountText(text)} ${code}`;
  return [
    { label: "Name", value: rules.name },
    { label: "Kind", value: rules.kind === "NATIVE" ? "the network's own coin" : "token" },
    { label: "Contract", value: rules.contractAddress ?? "none" },
    { label: "Decimals", value: `${rules.decimals}, ${rules.displayDecimals} shown` },
    { label: "Deposits", value: yes(rules.depositEnabled) },
    { label: "Refunds", value: yes(rules.refundEnabled) },
    { label: "Minimum deposit", value: money(rules.minDeposit) },
    {
      label: "Confirmations",
      value: [
        "the network's",
        ...rules.confirmationBands.map(({ from, confirmations }) => `${confirmations} from ${money(from)}`),
      ].join(", "),
    },
    { label: "Tolerance", value: `${money(rules.mismatchTolerance)} between declared and received` },
    { label: "Waiting window", value: `${rules.waitingWindowHours} hours` },
    { label: "Deposit address", value: SOURCE_WORDS[rules.addressSource] },
    { label: "Proof per deposit", value: yes(rules.proofPerDeposit, "not needed") },
    { label: "Large amount", value: `${money(rules.largeAmount)}, until limits are agreed on` },
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
  if (!read.success) return { problem: firstProblem(read.error, CURRENCY_WORDS) };
  const [unsound] = whyCurrencyIsUnsound(read.data);
  return unsound === undefined ? { rules: read.data } : { problem: `${unsound.detail}.` };
}

const CURRENCY_WORDS: Readonly<Record<string, string>> = {
  name: "Write the currency's name.",
  contractAddress: "The contract is an address: 0x and 40 hex digits.",
  decimals: "Decimals is a whole number from 0 to 36.",
  displayDecimals: "Decimals shown is a whole number from 0 to 18.",
  minDeposit: "The minimum deposit is an amount such as 10.",
  mismatchTolerance: "The tolerance is an amount such as 0.5, or 0.",
  waitingWindowHours: "The waiting window is a number of hours from 1 to 8760.",
  largeAmount: "The large amount is an amount such as 100000.",
  confirmationBands: "Each band begins at an amount and asks for 1 or more confirmations.",
};

/** R4.3: what is switched off, and whom it meets; null when nothing is. */
export function currencyWarning(before: CurrencyRules | null, after: CurrencyRules, affected: Affected): string | null {
  if (before === null) return null;
  const off = [
    ...(before.depositEnabled && !after.depositEnabled ? ["Deposits"] : []),
    ...(before.refundEnabled && !after.refundEnabled ? ["Refunds"] : []),
  ];
  if (off.length === 0) return null;
  return `${off.join(" and ")} are switched off. ${affectedText(affected)}`;
}
