/** Rules of currencies and networks (R4.1): what must hold together, and which version takes effect. */
import type { ConfigurationVersion, CurrencyRules, NetworkRules } from "#shared/contract/configuration.ts";
import { compareAmounts, isAmount } from "#shared/money.ts";
import { type SayRule, sayRuleInEnglish } from "./ruleWords.ts";

/** One thing that is wrong: where (JSON pointer into the rules), and in words for people. */
export type Unsound = { pointer: string; detail: string };

/** The own coin of every EVM network counts in wei. */
const NATIVE_DECIMALS = 18;

/** Why these rules cannot hold; empty when they can. Whether the contract exists and says the same is asked of the chain. */
export function whyCurrencyIsUnsound(rules: CurrencyRules, say: SayRule = sayRuleInEnglish): Unsound[] {
  const found: Unsound[] = [];
  const wrong = (pointer: string, detail: string) => void found.push({ pointer, detail });
  const { kind, contractAddress, decimals, displayDecimals, confirmationBands } = rules;
  if (kind === "NATIVE" && contractAddress !== null) wrong("/contractAddress", say("currency.coinContract"));
  if (kind === "ERC20" && contractAddress === null) wrong("/contractAddress", say("currency.tokenContract"));
  if (kind === "NATIVE" && decimals !== NATIVE_DECIMALS)
    wrong("/decimals", say("currency.coinDecimals", { decimals: NATIVE_DECIMALS }));
  if (displayDecimals > decimals) wrong("/displayDecimals", say("currency.displayDecimals"));
  for (const field of ["minDeposit", "mismatchTolerance", "largeAmount"] as const)
    if (tooFine(rules[field], decimals)) wrong(`/${field}`, say("currency.tooFine", { decimals }));
  if (compareAmounts(rules.largeAmount, "0") <= 0) wrong("/largeAmount", say("currency.largeAmount"));
  if (
    compareAmounts(rules.mismatchTolerance, "0") > 0 &&
    compareAmounts(rules.mismatchTolerance, rules.minDeposit) >= 0
  )
    wrong("/mismatchTolerance", say("currency.tolerance"));
  let last: CurrencyRules["confirmationBands"][number] | null = null;
  confirmationBands.forEach((band, index) => {
    const at = `/confirmationBands/${index}`;
    if (tooFine(band.from, decimals)) wrong(`${at}/from`, say("currency.bandTooFine", { decimals }));
    if (last !== null && compareAmounts(band.from, last.from) <= 0) wrong(`${at}/from`, say("limits.bandOrder"));
    if (last !== null && band.confirmations <= last.confirmations)
      wrong(`${at}/confirmations`, say("currency.bandConfirmations"));
    last = band;
  });
  return found;
}

function tooFine(amount: string, decimals: number): boolean {
  return isAmount(amount) && (amount.split(".")[1] ?? "").replace(/0+$/, "").length > decimals;
}

/** Why these rules of a network cannot hold; empty when they can. */
export function whyNetworkIsUnsound(rules: NetworkRules, say: SayRule = sayRuleInEnglish): Unsound[] {
  const found: Unsound[] = [];
  const wrong = (pointer: string, detail: string) => void found.push({ pointer, detail });
  if (rules.finality === "DEPTH" && rules.finalityDepth < rules.requiredConfirmations)
    wrong("/finalityDepth", say("network.finality"));
  if (BigInt(rules.feeCapWei) === 0n) wrong("/feeCapWei", say("limits.feeCapZero"));
  for (const field of ["explorerTxUrl", "explorerAddressUrl"] as const) {
    const url = rules[field];
    // The same form is asked for where the link is opened, on the workstation.
    if (url !== null && !/^https:\/\/[a-z0-9.-]+(:\d+)?(\/[^\s{}]*(\{\w*\}[^\s{}]*)?)?$/i.test(url))
      wrong(`/${field}`, say("network.explorer"));
  }
  return found;
}

type Versioned = Pick<ConfigurationVersion, "status" | "effectiveFrom" | "number">;

/**
 * The approved version whose time has come and that has not taken effect. The latest decision wins: a version that waits for its time is
 * replaced by any later one that took effect before it, so that switching something off at once cannot be undone by an older plan.
 */
export function versionDue<Version extends Versioned>(
  versions: readonly Version[],
  { at, applied }: { at: string; applied: number },
): Version | null {
  let due: Version | null = null;
  for (const one of versions) {
    if (one.status !== "APPROVED" || one.effectiveFrom === null || one.effectiveFrom > at) continue;
    if (one.number > applied && (due === null || one.number > due.number)) due = one;
  }
  return due;
}

type Switches = Readonly<Record<string, unknown>>;

/** True when the change does nothing but switch things off: it must be possible while the chain does not answer. */
export function onlySwitchesOff(before: Switches, after: Switches): boolean {
  return Object.keys(after).every((field) => {
    const [was, is] = [before[field], after[field]];
    if (typeof is === "boolean" && field.toLowerCase().endsWith("enabled")) return was === is || is === false;
    return JSON.stringify(was) === JSON.stringify(is);
  });
}
