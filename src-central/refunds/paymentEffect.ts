/** Did this transaction pay this refund? Status 1 alone proves nothing: a token may answer false, or keep a part (measured). */
import type { ChainReceipt } from "#central/chain/ChainReader.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import type { RefundIntent } from "#shared/domain/intent.ts";

export type PaymentEffect =
  | { kind: "PAID" }
  /** status 0: nothing moved but the fee */
  | { kind: "REVERTED" }
  /** the slot was used up by the transaction that pays nobody (F25), whatever its status */
  | { kind: "WITHHELD" }
  /** it went through and did something else: for a human */
  | { kind: "DIFFERENT"; detail: string };

/**
 * `receipt` belongs to bytes that were compared with the intent when they were registered, so that recipient and value of a native
 * payment are certain. For a token it must show exactly one Transfer to the payee, emitted by the token itself, of exactly the amount.
 */
export function paymentEffect(receipt: ChainReceipt, intent: RefundIntent, payer: string): PaymentEffect {
  if (receipt.status !== 1) return { kind: "REVERTED" };
  if (!sameAddress(receipt.from, payer)) return { kind: "DIFFERENT", detail: "another wallet sent it" };
  const { contractAddress, to, amountBaseUnits } = intent;
  if (contractAddress === null)
    return receipt.to !== null && sameAddress(receipt.to, to)
      ? { kind: "PAID" }
      : { kind: "DIFFERENT", detail: "another address received it" };
  const toPayee = receipt.transfers.filter(
    (transfer) =>
      transfer.contractAddress !== null &&
      sameAddress(transfer.contractAddress, contractAddress) &&
      sameAddress(transfer.from, payer) &&
      sameAddress(transfer.to, to),
  );
  const [only] = toPayee;
  if (only === undefined) return { kind: "DIFFERENT", detail: "the token moved nothing to the payee" };
  if (toPayee.length > 1) return { kind: "DIFFERENT", detail: "the token moved money to the payee more than once" };
  if (only.value.toString() !== amountBaseUnits)
    return { kind: "DIFFERENT", detail: `the payee received ${only.value} base units instead of ${amountBaseUnits}` };
  return { kind: "PAID" };
}
