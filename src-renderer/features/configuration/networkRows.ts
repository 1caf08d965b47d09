/** Rules of a network in an operator's words, and the form in which a person proposes others (R4.1). */
import type { Affected, NetworkRules } from "#shared/contract/configuration.ts";
import { networkRules } from "#shared/contract/configuration.ts";
import { whyNetworkIsUnsound } from "#shared/domain/rules.ts";
import { fromBaseUnits, isAmount, toBaseUnits } from "#shared/money.ts";
import { affectedText } from "./affectedText.ts";
import { firstProblem, typed } from "./typedRules.ts";

/** The own coin of every EVM network counts in wei. */
const NATIVE_DECIMALS = 18;

export function networkRows(rules: NetworkRules) {
  return [
    { label: "Name", value: rules.name },
    { label: "In use", value: rules.enabled ? "on" : "off" },
    { label: "Chain id", value: String(rules.chainId) },
    { label: "First block", value: rules.genesisHash },
    { label: "Own coin", value: rules.nativeSymbol },
    { label: "Confirmations", value: String(rules.requiredConfirmations) },
    {
      label: "Final",
      value: rules.finality === "FINALIZED" ? "when the chain says so" : `after ${rules.finalityDepth} blocks`,
    },
    {
      label: "Fee cap",
      value: `${fromBaseUnits(BigInt(rules.feeCapWei), NATIVE_DECIMALS)} ${rules.nativeSymbol} a refund, until limits are agreed on`,
    },
    { label: "Explorer, transactions", value: rules.explorerTxUrl ?? "none" },
    { label: "Explorer, addresses", value: rules.explorerAddressUrl ?? "none" },
  ];
}

/** As it is typed: nothing of it need be right yet. */
export type NetworkForm = {
  name: string;
  enabled: boolean;
  chainId: string;
  genesisHash: string;
  nativeSymbol: string;
  requiredConfirmations: string;
  finality: NetworkRules["finality"];
  finalityDepth: string;
  feeCap: string;
  explorerTxUrl: string;
  explorerAddressUrl: string;
};

export const NEW_NETWORK: NetworkForm = {
  ...{ name: "", enabled: false, chainId: "", genesisHash: "", nativeSymbol: "ETH", requiredConfirmations: "12" },
  ...{ finality: "FINALIZED", finalityDepth: "64", feeCap: "", explorerTxUrl: "", explorerAddressUrl: "" },
};

export function networkFormOf(rules: NetworkRules): NetworkForm {
  return {
    ...rules,
    chainId: String(rules.chainId),
    requiredConfirmations: String(rules.requiredConfirmations),
    finalityDepth: String(rules.finalityDepth),
    feeCap: fromBaseUnits(BigInt(rules.feeCapWei), NATIVE_DECIMALS),
    explorerTxUrl: rules.explorerTxUrl ?? "",
    explorerAddressUrl: rules.explorerAddressUrl ?? "",
  };
}

/** The rules that the form names, or the first thing that is wrong with it, in words. */
export function networkRulesIn(form: NetworkForm): { rules: NetworkRules } | { problem: string } {
  const fee = typed.amount(form.feeCap);
  const link = (text: string) => (text.trim() === "" ? null : text.trim());
  const read = networkRules.safeParse({
    ...{ name: form.name, enabled: form.enabled, finality: form.finality },
    chainId: typed.count(form.chainId),
    genesisHash: form.genesisHash.trim().toLowerCase(),
    nativeSymbol: form.nativeSymbol.trim().toUpperCase(),
    requiredConfirmations: typed.count(form.requiredConfirmations),
    finalityDepth: typed.count(form.finalityDepth),
    feeCapWei: isAmount(fee) ? toBaseUnits(fee, NATIVE_DECIMALS).toString() : "",
    explorerTxUrl: link(form.explorerTxUrl),
    explorerAddressUrl: link(form.explorerAddressUrl),
  });
  if (!read.success) return { problem: firstProblem(read.error, NETWORK_WORDS) };
  const [unsound] = whyNetworkIsUnsound(read.data);
  return unsound === undefined ? { rules: read.data } : { problem: `${unsound.detail}.` };
}

const NETWORK_WORDS: Readonly<Record<string, string>> = {
  name: "Write the network's name.",
  chainId: "The chain id is a whole number from 1.",
  genesisHash: "The first block is its hash: 0x and 64 hex digits.",
  nativeSymbol: "The own coin is 2 to 10 letters or digits, such as ETH.",
  requiredConfirmations: "Confirmations is a whole number from 1.",
  finalityDepth: "The depth at which a block is final is a whole number from 1.",
  feeCapWei: "The fee cap is an amount such as 0.006.",
};

/** R4.3: null unless the network is switched off. */
export function networkWarning(before: NetworkRules | null, after: NetworkRules, affected: Affected): string | null {
  return before?.enabled === true && !after.enabled ? `The network is switched off. ${affectedText(affected)}` : null;
}
