/**
 * Amounts in the cache, twice, and never as a float:
 * - as a key that sorts like the amount: one byte of length, then the base-18 units big-endian. Exact for the contract's 78 digits, 10 bytes for everyday amounts.
 * - as six integers of 14 decimal digits, which SQLite adds exactly: 10,000 of them stay below 2^63.
 */
import { fromBaseUnits, toBaseUnits } from "#shared/money.ts";

const DECIMALS = 18;
const LIMB = 10n ** 14n;

/** Lowest first; together 84 digits. */
export const LIMB_COLUMNS = ["units_0", "units_1", "units_2", "units_3", "units_4", "units_5"] as const;

export function amountKey(amount: string): Buffer {
  return keyOf(toBaseUnits(amount, DECIMALS));
}

function keyOf(units: bigint): Buffer {
  if (units === 0n) return Buffer.from([0]);
  const hex = units.toString(16);
  const digits = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from((digits.length / 2).toString(16).padStart(2, "0") + digits, "hex");
}

type Limbs = [number, number, number, number, number, number];

export function amountLimbs(amount: string): Limbs {
  return limbsOf(toBaseUnits(amount, DECIMALS));
}

/** Both, by the names of their columns. */
export function amountColumns(amount: string) {
  const units = toBaseUnits(amount, DECIMALS);
  const [units_0, units_1, units_2, units_3, units_4, units_5] = limbsOf(units);
  return { amount: keyOf(units), units_0, units_1, units_2, units_3, units_4, units_5 };
}

function limbsOf(units: bigint): Limbs {
  let rest = units;
  const next = (): number => {
    if (rest === 0n) return 0;
    // Below 10^14, where JavaScript's numbers are exact integers.
    const limb = Number(rest % LIMB);
    rest /= LIMB;
    return limb;
  };
  return [next(), next(), next(), next(), next(), next()];
}

/** Limbs back to one amount; sums of them as decimal text, which is exact at any size. */
export function amountOfLimbs(sums: readonly (string | number)[]): string {
  return fromBaseUnits(
    sums.reduceRight((units, sum) => units * LIMB + BigInt(sum), 0n),
    DECIMALS,
  );
}
