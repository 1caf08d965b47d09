/**
 * The search knows "at least" and "at most" only. "More than 1" is "at least 1.000000000000000001": the smallest step that an
 * amount can have (18 decimals). These turn the one into the other, so that the chip says what was typed.
 */
import { fromBaseUnits, isAmount, toBaseUnits } from "#shared/money.ts";

const DECIMALS = 18;
/** Nobody types twelve zeros and a one: an amount that ends so is a step beside a typed one. */
const NEAR = 10n ** 6n;

export function moreThan(amount: string): string {
  return fromBaseUnits(toBaseUnits(amount, DECIMALS) + 1n, DECIMALS);
}

/** null: nothing is less than zero */
export function lessThan(amount: string): string | null {
  const units = toBaseUnits(amount, DECIMALS);
  return units === 0n ? null : fromBaseUnits(units - 1n, DECIMALS);
}

/** "≥ 1", "> 1" */
export function atLeastText(bound: string): string {
  const units = toBaseUnits(bound, DECIMALS);
  return units % NEAR === 1n ? `> ${fromBaseUnits(units - 1n, DECIMALS)}` : `≥ ${bound}`;
}

/** "≤ 1", "< 1"; nothing that can be typed is above the greatest amount, which therefore stays as it is */
export function atMostText(bound: string): string {
  const units = toBaseUnits(bound, DECIMALS);
  const above = fromBaseUnits(units + 1n, DECIMALS);
  return units % NEAR === NEAR - 1n && isAmount(above) ? `< ${above}` : `≤ ${bound}`;
}
