/** What a refund rests on, looked at again: the deposit, the address, the configuration, the screening (F7, F10, F11; I12). */
import { type BookContext, now } from "#central/context.ts";
import { loadRules } from "./loadRules.ts";
import { screenAddresses } from "./screenAddress.ts";
import type { RefundHoldReason } from "#shared/domain/statuses.ts";
import type { RefundRow } from "./toRefund.ts";

/** `code` becomes the hold's reason, `words` are for people and hold nothing restricted. */
export type Concern = { code: RefundHoldReason; words: string };

/** Null when nothing stands in the way. */
export async function whyNotPayable(
  context: BookContext,
  refund: RefundRow,
  deposit: { status: string; sourceAddress: string },
): Promise<Concern | null> {
  if (deposit.status !== "CREDITED") return { code: "DEPOSIT_NOT_CREDITED", words: "the deposit is not Credited" };
  const address = await context.books.address(refund.refundAddressId);
  const verified =
    address?.status === "VERIFIED" &&
    address.address === refund.intent.to &&
    address.customerNo === refund.customerNo &&
    address.network === refund.network &&
    (address.expiresAt === null || address.expiresAt > now(context));
  if (!verified) return { code: "ADDRESS_NOT_VERIFIED", words: "the refund address is not Verified" };
  const { network, currency } = await loadRules(context, refund);
  if (!network.enabled || !currency.refundEnabled)
    return { code: "REFUND_DISABLED", words: "refunds of this currency are switched off" };
  const { result } = await screenAddresses(context, [refund.refundAddress, deposit.sourceAddress]);
  if (result === "NOT_SCREENED") return { code: "SCREENING", words: "no screening list is in force" };
  return result === "CLEAR" ? null : { code: "SCREENING", words: "compliance has not cleared it" };
}
