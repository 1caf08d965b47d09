/** What a second transaction on the same slot must pay so that nodes take it in place of the first. */
import type { BookContext } from "#central/context.ts";
import type { DecodedPayment } from "#central/chain/decodeSignedTransaction.ts";
import { AppError } from "#shared/errors.ts";
import type { AttemptRow } from "./toRefund.ts";

export type Fees = Pick<DecodedPayment, "maxFeePerGas" | "maxPriorityFeePerGas">;

/** The highest of both fees among the registered attempts, in wei per gas; null before the first. */
export function highestFees(context: Pick<BookContext, "proofs">, attempts: readonly AttemptRow[]): Fees | null {
  return attempts
    .map(({ signedTx }): Fees => context.proofs.decodeSignedTransaction(signedTx))
    .reduce<Fees | null>(
      (highest, { maxFeePerGas, maxPriorityFeePerGas }) => ({
        maxFeePerGas: max(maxFeePerGas, highest?.maxFeePerGas ?? 0n),
        maxPriorityFeePerGas: max(maxPriorityFeePerGas, highest?.maxPriorityFeePerGas ?? 0n),
      }),
      null,
    );
}

/** Nodes take a replacement only when both of its fees are a tenth higher. Throws SIGNED_TX_MISMATCH. */
export function requireHigherFees(next: Fees, before: Fees | null): void {
  if (before === null) return;
  const enough = (after: bigint, earlier: bigint): boolean => after * 10n >= earlier * 11n;
  if (enough(next.maxFeePerGas, before.maxFeePerGas) && enough(next.maxPriorityFeePerGas, before.maxPriorityFeePerGas))
    return;
  throw new AppError(
    "SIGNED_TX_MISMATCH",
    "The signed bytes are refused (fee): a replacement needs both fees at least a tenth higher",
    {
      extra: {
        errors: [{ pointer: "/signedTx/fee", code: "MISMATCH", detail: "less than a tenth above the attempt before" }],
      },
    },
  );
}

function max(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
