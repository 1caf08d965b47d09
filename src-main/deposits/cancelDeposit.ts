/** Guide, "Cancellation of Non-Deposited Records" (S12 to S16). */
import type { CancelCheck, Deposit } from "#shared/contract/deposit.ts";
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import { CANCELLABLE_STATUS } from "#shared/domain/deposits.ts";
import { DEPOSIT_STATUS_LABELS, statusLabel } from "#shared/domain/statuses.ts";
import { AppError } from "#shared/errors.ts";
import type { Desk } from "#main/session/Desk.ts";
import { expectVersion } from "#main/sync/expectVersion.ts";

/** Asks chain and waiting pool, through the central service, at this moment (R12.3). */
export function checkCancel({ remote }: Desk, { id }: { id: string }): Promise<CancelCheck> {
  return remote.call(http.deposits.cancelCheck, { params: { id } });
}

/** Only "Wallet Address Under Verification" may be cancelled; the record is read live, cached data authorises nothing (R12.2). */
export function cancelDeposit(
  { remote, remember, once }: Desk,
  { id, version, remarks, idempotencyKey }: CallParsed<Calls["deposits"]["cancel"]>,
): Promise<Deposit> {
  return once.run(idempotencyKey, {
    prepare: async () => {
      const deposit = await remote.call(http.deposits.get, { params: { id } });
      await remember("deposits", [deposit]);
      if (deposit.status !== CANCELLABLE_STATUS)
        throw new AppError(
          "DEPOSIT_NOT_CANCELLABLE",
          `Only "Wallet Address Under Verification" can be cancelled; this is ${statusLabel(DEPOSIT_STATUS_LABELS, deposit.status)}`,
          { extra: { current: deposit } },
        );
      expectVersion(deposit, version);
      return { params: { id }, ifMatch: version, idempotencyKey, body: { remarks } };
    },
    send: async (request) => {
      const cancelled = await remote.call(http.deposits.cancel, request);
      await remember("deposits", [cancelled]);
      return cancelled;
    },
  });
}
