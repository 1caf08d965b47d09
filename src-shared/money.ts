/**
 * Money without floating point: decimal strings on the wire and on the screen, bigint base units in code.
 * A strict parser of our own, because the common ones accept ".5", "1.", "01" and "-1".
 */
import { AppError } from "./errors.ts";

/** What the contract allows: no sign, no exponent, no leading zero, at most 60 integer digits and 18 decimals. */
export const AMOUNT_PATTERN = /^(0|[1-9]\d{0,59})(\.\d{1,18})?$/;
/** A chain integer (wei, base units, nonce, block number) as text: up to 78 digits, the size of a uint256. */
export const CHAIN_INTEGER_PATTERN = /^(0|[1-9]\d{0,77})$/;

export function isAmount(text: string): boolean {
  return AMOUNT_PATTERN.test(text);
}

/**
 * Decimal string -> base units, exact.
 * Throws AMOUNT_INVALID when the text is not an amount, or names more decimals than the currency has (trailing zeros included are allowed beyond, digits are not).
 */
export function toBaseUnits(amount: string, decimals: number): bigint {
  if (!isAmount(amount))
    throw new AppError("AMOUNT_INVALID", "Write the amount as digits with a point, for example 1250.5");
  const { whole, fraction } = partsOf(amount);
  const kept = fraction.slice(0, decimals);
  if (/[1-9]/.test(fraction.slice(decimals)))
    throw new AppError("AMOUNT_INVALID", `This currency has ${decimals} decimals; the amount names more`);
  return BigInt(whole + kept.padEnd(decimals, "0"));
}

/** Base units -> the shortest decimal string ("1.5", "0", "12"). Negative values have no wire form and throw. */
export function fromBaseUnits(baseUnits: bigint, decimals: number): string {
  if (baseUnits < 0n) throw new AppError("AMOUNT_INVALID", "An amount cannot be negative");
  const digits = baseUnits.toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals === 0 ? "" : digits.slice(-decimals).replace(/0+$/, "");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

/** Same value, however many trailing zeros it is written with. */
export function normalizeAmount(amount: string): string {
  return fromBaseUnits(toBaseUnits(amount, 18), 18);
}

/** -1, 0 or 1; both must be amounts. */
export function compareAmounts(left: string, right: string): -1 | 0 | 1 {
  return signOf(toBaseUnits(left, 18) - toBaseUnits(right, 18));
}

/** left - right as an unsigned amount with its direction, for "−250 against declared". */
export function amountDifference(left: string, right: string): { sign: -1 | 0 | 1; amount: string } {
  const difference = toBaseUnits(left, 18) - toBaseUnits(right, 18);
  const size = difference < 0n ? -difference : difference;
  return { sign: signOf(difference), amount: fromBaseUnits(size, 18) };
}

function signOf(value: bigint): -1 | 0 | 1 {
  if (value < 0n) return -1;
  return value > 0n ? 1 : 0;
}

/**
 * The three parts in which the design shows an amount: grouped integer part, significant decimals, dimmed trailing zeros.
 * Decimals are padded to `fixedDecimals`; more digits than that are never rounded away but cut with "…" (`cut`), the full value is shown elsewhere.
 */
export function amountParts(
  amount: string,
  fixedDecimals: number,
): { whole: string; fraction: string; zeros: string; cut: boolean } {
  const { whole, fraction: rawFraction } = partsOf(amount);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const fraction = rawFraction.replace(/0+$/, "");
  const shown = fraction.slice(0, fixedDecimals);
  return {
    whole: grouped,
    fraction: shown,
    zeros: "0".repeat(fixedDecimals - shown.length),
    cut: fraction.length > fixedDecimals,
  };
}

function partsOf(amount: string): { whole: string; fraction: string } {
  const [whole = "", fraction = ""] = amount.split(".");
  return { whole, fraction };
}

/** Sum of decimal strings of one currency. */
export function sumAmounts(amounts: Iterable<string>): string {
  let total = 0n;
  for (const amount of amounts) total += toBaseUnits(amount, 18);
  return fromBaseUnits(total, 18);
}
