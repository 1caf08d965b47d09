import type { BooksToRead } from "#central/books/Books.ts";
import type { Clock } from "#central/clock.ts";
import { now } from "#central/context.ts";
import { DEFAULT_REFUND_LIMITS, type RefundLimits } from "#central/refunds/limits.ts";
import type { PaymentLimits } from "#shared/contract/configuration.ts";
import { startingLimits, versionInForce } from "#shared/domain/limits.ts";
import { type ConfigurationVersionRow, type CurrencyRow, type NetworkRow, versionsOf } from "./toCurrency.ts";

/** Limits with the number of their version; 0: those that the service started with. */
export type NumberedLimits = { number: number; limits: PaymentLimits };

/** The limits of a currency that hold at this moment. */
export async function limitsNow(
  context: { readonly books: BooksToRead; readonly clock: Clock },
  { network, currency }: { network: NetworkRow; currency: CurrencyRow },
  service: Pick<RefundLimits, "paymentsPerSignerAndDay"> = DEFAULT_REFUND_LIMITS,
): Promise<NumberedLimits> {
  const versions = await context.books.configurationVersions("PAYMENT_LIMITS", currency.network, currency.code);
  return limitsOf(versions, { network, currency }, now(context), service);
}

/** The same from versions that were read. */
export function limitsOf(
  versions: readonly ConfigurationVersionRow[],
  { network, currency }: { network: { feeCapWei: string }; currency: { largeAmount: string } },
  at: string,
  service: Pick<RefundLimits, "paymentsPerSignerAndDay"> = DEFAULT_REFUND_LIMITS,
): NumberedLimits {
  const agreed = versionInForce(versionsOf("PAYMENT_LIMITS", versions), at);
  return agreed === null
    ? { number: 0, limits: startingLimits(network, currency, service.paymentsPerSignerAndDay) }
    : { number: agreed.number, limits: agreed.payload };
}
