/** One record with everything that its page shows (S11), from the cache; from the central service when the cache does not have it yet. */
import type { Deposit, TimelineEvent } from "#shared/contract/deposit.ts";
import { http } from "#shared/contract/http.ts";
import type { DepositDetail } from "#shared/contract/ipc.ts";
import { AppError } from "#shared/errors.ts";
import type { Desk } from "#main/session/Desk.ts";
import { asOfText } from "#main/sync/asOfText.ts";

export async function readDeposit(desk: Desk, { id }: { id: string }): Promise<DepositDetail> {
  return detailOf(desk, desk.cache.deposit(id) ?? (await readDepositNow(desk, id)));
}

export function readDepositByRecordNo(desk: Desk, { recordNo }: { recordNo: string }): DepositDetail {
  const deposit = desk.cache.depositByRecordNo(recordNo);
  if (deposit === null) throw new AppError("NOT_FOUND", `There is no record ${recordNo} in the local copy`);
  return detailOf(desk, deposit);
}

/** Every step of the record and of its refunds, from the request on (R11.5). */
export function readTimeline({ cache }: Desk, { depositId }: { depositId: string }): TimelineEvent[] {
  return cache.timeline(depositId);
}

/** Asked of the central service, and kept in the cache. Throws NOT_FOUND. */
export async function readDepositNow({ remote, remember }: Desk, id: string): Promise<Deposit> {
  const deposit = await remote.call(http.deposits.get, { params: { id } });
  await remember("deposits", [deposit]);
  return deposit;
}

function detailOf({ cache }: Desk, deposit: Deposit): DepositDetail {
  const { addressId } = deposit.addressVerification;
  return {
    deposit,
    refunds: cache.refundsOf(deposit.id),
    address: addressId === null ? null : cache.walletAddress(addressId),
    network: cache.network(deposit.network),
    currency: cache.currency(deposit.currency, deposit.network),
    asOf: asOfText(cache),
  };
}
