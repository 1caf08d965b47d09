/** The second person's decisions on a client's address (W5, W6, W9). */
import type { WalletAddress } from "#shared/contract/address.ts";
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { Desk } from "#main/session/Desk.ts";
import { expectVersion } from "#main/sync/expectVersion.ts";
import { readAddressNow, rememberAddress } from "./readAddressNow.ts";

type Decision = CallParsed<Calls["addresses"]["approve"]>;
type Decided = typeof http.addresses.approve | typeof http.addresses.reject | typeof http.addresses.revoke;

/** The address is put on the list of those that may be paid. Another person than the one who asked for the proof. */
export const approveAddress = (desk: Desk, input: Decision) => decide(desk, http.addresses.approve, input);
export const rejectAddress = (desk: Desk, input: Decision) => decide(desk, http.addresses.reject, input);
/** Refunds to it that are not yet signed are held. */
export const revokeAddress = (desk: Desk, input: Decision) => decide(desk, http.addresses.revoke, input);

function decide(desk: Desk, endpoint: Decided, input: Decision): Promise<WalletAddress> {
  const { id, version, remarks, idempotencyKey } = input;
  return desk.once.run(idempotencyKey, {
    prepare: async () => {
      expectVersion(await readAddressNow(desk, id), version);
      return { params: { id }, ifMatch: version, idempotencyKey, body: { remarks } };
    },
    send: async (request) => rememberAddress(desk, await desk.remote.call(endpoint, request)),
  });
}
