/** Guide, "Refund Process After Successful Deposit": verify, fill in, request (S17 to S20). */
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls, RefundQuote } from "#shared/contract/ipc.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { REFUNDABLE_STATUS } from "#shared/domain/deposits.ts";
import { checkRefundAmount } from "#shared/domain/refunds.ts";
import { DEPOSIT_STATUS_LABELS, statusLabel } from "#shared/domain/statuses.ts";
import { AppError } from "#shared/errors.ts";
import type { Desk } from "#main/session/Desk.ts";
import { expectVersion } from "#main/sync/expectVersion.ts";

/** The fee and whether the payment would work, before anybody decides (R20.9). */
export async function quoteRefund(
  { cache, money }: Desk,
  { depositId, refundAddressId, amount }: CallParsed<Calls["refunds"]["quote"]>,
): Promise<RefundQuote> {
  const deposit = cache.deposit(depositId);
  const address = cache.walletAddress(refundAddressId);
  const network = deposit && cache.network(deposit.network);
  const currency = deposit && cache.currency(deposit.currency, deposit.network);
  if (!deposit || !address || !network || !currency)
    throw new AppError("NOT_FOUND", "The record, its address or its currency is not in the local copy yet");
  return (await money()).quote({ deposit, address, amount, network, currency });
}

/** Every rule is the central service's to enforce; what can be seen here is refused here already, from the record as it is now. */
export function requestRefund(
  { remote, remember, once, writer, user, log }: Desk,
  { depositId, version, idempotencyKey, ...body }: CallParsed<Calls["refunds"]["request"]>,
): Promise<Refund> {
  return once.run(idempotencyKey, {
    prepare: async () => {
      const deposit = await remote.call(http.deposits.get, { params: { id: depositId } });
      await remember("deposits", [deposit]);
      if (deposit.status !== REFUNDABLE_STATUS)
        throw new AppError(
          "DEPOSIT_NOT_CREDITED",
          `Only "Credited" can be refunded; this is ${statusLabel(DEPOSIT_STATUS_LABELS, deposit.status)}`,
          { extra: { current: deposit } },
        );
      if (deposit.activeRefundNo !== null)
        throw new AppError(
          "REFUND_ALREADY_OPEN",
          `Refund ${deposit.activeRefundNo} is already running for this record`,
        );
      expectVersion(deposit, version);
      if (body.network !== deposit.network)
        throw new AppError("NETWORK_MISMATCH", `The refund goes over the deposit's network, ${deposit.network}`);
      const depositAmount = deposit.creditedAmount ?? deposit.receivedAmount ?? deposit.declaredAmount;
      const refused = checkRefundAmount({ ...body, depositAmount });
      if (refused !== null) throw new AppError(refused, "The refund's amount does not fit the deposit");
      return { params: { id: depositId }, ifMatch: version, idempotencyKey, body };
    },
    send: async (request) => {
      const refund = await remote.call(http.deposits.requestRefund, request);
      await remember("refunds", [refund]);
      try {
        await writer.discardDraft(user().id, depositId);
      } catch (error) {
        log.warn("the draft of a request that was sent could not be discarded", { error });
      }
      return refund;
    },
  });
}
