/** How many confirmations are enough, and how many there are. */
import { compareAmounts } from "#shared/money.ts";

/** The network's count, or that of the highest amount band of the currency that applies (R4.1). */
export function requiredConfirmations(
  amount: string,
  network: { requiredConfirmations: number },
  currency: { confirmationBands: readonly { from: string; confirmations: number }[] },
): number {
  let required = network.requiredConfirmations;
  for (const band of currency.confirmationBands)
    if (compareAmounts(amount, band.from) >= 0 && band.confirmations > required) required = band.confirmations;
  return required;
}

/** The block itself is the first confirmation; a head below the block (a lagging node) means 0. */
export function confirmationsAt(headBlock: bigint, minedBlock: bigint): number {
  return headBlock < minedBlock ? 0 : Number(headBlock - minedBlock + 1n);
}
