/** Rules of a network in an operator's words, and the form in which a person proposes others (R4.1). */
import { sayRule } from "#renderer/i18n/sayRule.ts";
import type { Affected, NetworkRules } from "#shared/contract/configuration.ts";
import { networkRules } from "#shared/contract/configuration.ts";
import { whyNetworkIsUnsound } from "#shared/domain/rules.ts";
import { fromBaseUnits, isAmount, toBaseUnits } from "#shared/money.ts";
import { t } from "#renderer/i18n/t.ts";
import { configuration } from "#shared/texts/en/configuration.ts";
import { affectedText } from "./affectedText.ts";
import { firstProblem, typed } from "./typedRules.ts";

/** The own coin of every EVM network counts in wei. */
const NATIVE_DECIMALS = 18;

export function networkRows(rules: NetworkRules) {
  return [
    { label: t("configuration:rules.name"), value: rules.name },
    {
      label: t("configuration:network.rows.inUse"),
      value: t(rules.enabled ? "configuration:rules.on" : "configuration:rules.off"),
    },
    { label: t("configuration:network.chainId"), value: String(rules.chainId) },
    { label: t("configuration:network.rows.genesis"), value: rules.genesisHash },
    { label: t("configuration:network.coin"), value: rules.nativeSymbol },
    { label: t("configuration:rules.confirmations"), value: String(rules.requiredConfirmations) },
    {
      label: t("configuration:network.rows.final"),
      value:
        rules.finality === "FINALIZED"
          ? t("configuration:network.chainSays")
          : t("configuration:network.rows.afterBlocks", { blocks: rules.finalityDepth }),
    },
    {
      label: t("configuration:network.rows.feeCap"),
      value: t("configuration:network.rows.feeCapText", {
        amount: `${fromBaseUnits(BigInt(rules.feeCapWei), NATIVE_DECIMALS)} ${rules.nativeSymbol}`,
      }),
    },
    { label: t("configuration:network.rows.explorerTx"), value: rules.explorerTxUrl ?? t("configuration:rules.none") },
    {
      label: t("configuration:network.rows.explorerAddress"),
      value: rules.explorerAddressUrl ?? t("configuration:rules.none"),
    },
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
  if (!read.success) return { problem: firstProblem(read.error, problemText) };
  const [unsound] = whyNetworkIsUnsound(read.data, sayRule);
  return unsound === undefined
    ? { rules: read.data }
    : { problem: t("configuration:unsound", { why: unsound.detail }) };
}

function problemText(field: string): string | null {
  const { problems } = configuration.network;
  return Object.hasOwn(problems, field) ? t(`configuration:network.problems.${field as keyof typeof problems}`) : null;
}

/** R4.3: null unless the network is switched off. */
export function networkWarning(before: NetworkRules | null, after: NetworkRules, affected: Affected): string | null {
  return before?.enabled === true && !after.enabled
    ? t("configuration:network.off", { affected: affectedText(affected) })
    : null;
}
