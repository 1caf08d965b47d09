/** A client's address and the proofs that it is his (S5): asked for and answered through the central service, which judges them. */
import type { AddressProof, WalletAddress } from "#shared/contract/address.ts";
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { Desk } from "#main/session/Desk.ts";
import { readAddressNow, rememberAddress } from "./readAddressNow.ts";

export function addAddress(
  desk: Desk,
  { idempotencyKey, ...body }: CallParsed<Calls["addresses"]["add"]>,
): Promise<WalletAddress> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ idempotencyKey, body }),
    send: async (request) => rememberAddress(desk, await desk.remote.call(http.addresses.add, request)),
  });
}

export async function readProofs({ remote }: Desk, { id }: { id: string }): Promise<AddressProof[]> {
  return (await remote.call(http.addresses.proofs, { params: { id } })).items;
}

export async function startProof(
  desk: Desk,
  { id, version, method, idempotencyKey }: CallParsed<Calls["addresses"]["startProof"]>,
): Promise<AddressProof> {
  const proof = await desk.once.run(idempotencyKey, {
    prepare: async () => ({ params: { id }, ifMatch: version, idempotencyKey, body: { method } }),
    send: (request) => desk.remote.call(http.addresses.startProof, request),
  });
  await readAddressNow(desk, id);
  return proof;
}

/** A refusal moved the address too (W3), so that it is read again either way. */
export function submitProof(
  desk: Desk,
  { id, proofId, idempotencyKey, ...body }: CallParsed<Calls["addresses"]["submitProof"]>,
): Promise<WalletAddress> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ params: { id, proofId }, idempotencyKey, body }),
    send: async (request) => {
      try {
        return await rememberAddress(desk, await desk.remote.call(http.addresses.submitProof, request));
      } catch (refusal) {
        // Only what the person sees hangs on it, and sync brings it as well: the refusal itself must not be lost.
        await readAddressNow(desk, id).catch((error: unknown) =>
          desk.log.warn("the address could not be read after its proof was refused", { error }),
        );
        throw refusal;
      }
    },
  });
}
