/** What two people do about a record that the checks stopped (D16 to D18, D21, D24). The central service judges; nothing of it is kept here. */
import type { Deposit, DepositHold } from "#shared/contract/deposit.ts";
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { HoldResolution } from "#shared/domain/depositHolds.ts";
import { AppError } from "#shared/errors.ts";
import type { Desk } from "#main/session/Desk.ts";
import { readDepositNow } from "./readDeposit.ts";

export function readHold({ remote }: Desk, { id }: { id: string }): Promise<DepositHold> {
  return remote.call(http.deposits.hold, { params: { id } });
}

export function proposeHold(
  desk: Desk,
  { id, version, idempotencyKey, ...body }: CallParsed<Calls["deposits"]["proposeHold"]>,
): Promise<DepositHold> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ params: { id }, ifMatch: version, idempotencyKey, body }),
    send: async (request) => {
      const hold = await desk.remote.call(http.deposits.proposeHold, request);
      await readDepositNow(desk, id);
      return hold;
    },
  });
}

/** Which command follows a proposal. */
const FOLLOWED = {
  RELEASE: http.deposits.releaseHold,
  ACCEPT_ACTUAL: http.deposits.creditHeld,
  SUSPENSE: http.deposits.creditHeld,
  UNBLOCK: http.deposits.unblock,
  REVERSE_CREDIT: http.deposits.reverseCredit,
} as const satisfies Record<HoldResolution, unknown>;

/** Follows the proposal that stands now: had another one taken its place since it was shown, the record's version would be another one too. */
export function decideHold(
  desk: Desk,
  { id, version, decision, remarks, idempotencyKey }: CallParsed<Calls["deposits"]["decideHold"]>,
): Promise<Deposit> {
  const { remote, remember } = desk;
  return desk.once.run(idempotencyKey, {
    prepare: async () => {
      const request = { params: { id }, ifMatch: version, idempotencyKey, body: { remarks } };
      if (decision !== "FOLLOW") return { request, endpoint: decision === "BLOCK" ? http.deposits.block : null };
      const { proposal } = await readHold(desk, { id });
      const resolution = proposal?.resolutionCode;
      if (resolution === undefined || !Object.hasOwn(FOLLOWED, resolution))
        throw new AppError("DEPOSIT_STATE", "Nobody has proposed anything for the record as it is");
      return { request, endpoint: FOLLOWED[resolution as HoldResolution] };
    },
    send: async ({ request, endpoint }) => {
      if (endpoint === null) {
        await remote.call(http.deposits.refuseHold, request);
        return readDepositNow(desk, id);
      }
      const deposit = await remote.call(endpoint, request);
      await remember("deposits", [deposit]);
      return deposit;
    },
  });
}
