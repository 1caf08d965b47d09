import { amountParts } from "#shared/money.ts";

/** An amount in a sentence: grouped, every digit, without trailing zeros ("16,169.5"). Columns of amounts use Money. */
export function amountText(amount: string): string {
  const { whole, fraction } = amountParts(amount, 18);
  return fraction === "" ? whole : `${whole}.${fraction}`;
}
