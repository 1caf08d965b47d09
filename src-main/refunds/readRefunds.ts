/** Refunds as lists and one by one, from the cache (S22, R24.1). */
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls, RefundDetail } from "#shared/contract/ipc.ts";
import type { Refund, RefundDifferences } from "#shared/contract/refund.ts";
import type { Desk } from "#main/session/Desk.ts";
import { asOfText } from "#main/sync/asOfText.ts";

export function searchRefunds(
  { cache, user }: Desk,
  input: CallParsed<Calls["refunds"]["search"]>,
): { items: Refund[]; total: number; asOf: string | null } {
  return { ...cache.searchRefunds(input, user().id), asOf: asOfText(cache) };
}

export async function readRefund(desk: Desk, { id }: { id: string }): Promise<RefundDetail> {
  const { cache } = desk;
  const refund = cache.refund(id) ?? (await readRefundNow(desk, id));
  return {
    refund,
    deposit: cache.deposit(refund.depositId),
    network: cache.network(refund.network),
    currency: cache.currency(refund.currency, refund.network),
    asOf: asOfText(cache),
  };
}

/** As the central service has it at this moment; put into the cache on the way. */
export async function readRefundNow({ remote, remember }: Desk, id: string): Promise<Refund> {
  const refund = await remote.call(http.refunds.get, { params: { id } });
  await remember("refunds", [refund]);
  return refund;
}

/** What changed on chain and in the record since the request (R20a.5); asked of the central service, never of the cache. */
export function readDifferences({ remote }: Desk, { id }: { id: string }): Promise<RefundDifferences> {
  return remote.call(http.refunds.differences, { params: { id } });
}
