/** Settling what a payment key did that the books do not explain (NONCE_AHEAD): read, proposed by one person, agreed to by another. Pays nothing. */
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { KeyComparison, Signer } from "#shared/contract/signer.ts";
import type { Desk } from "#main/session/Desk.ts";
import { stepUp } from "#main/session/stepUp.ts";

type Verbs = Calls["signingKey"];

/** Asked of the central service, never of the copy. Throws CHAIN_UNAVAILABLE, NOT_FOUND. */
export function compareKey(desk: Desk, { id, network }: CallParsed<Verbs["compare"]>): Promise<KeyComparison> {
  return desk.remote.call(http.signers.compare, { params: { id }, query: { network } });
}

/** Throws SIGNER_STATE, CHAIN_UNAVAILABLE, VERSION_MISMATCH, NOT_FOUND. */
export function proposeSettlement(
  desk: Desk,
  { id, version, idempotencyKey, ...body }: CallParsed<Verbs["proposeSettlement"]>,
): Promise<Signer> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => ({ params: { id }, ifMatch: version, idempotencyKey, body }),
    send: (request) => desk.remote.call(http.signers.proposeSettlement, request),
  });
}

/** Throws STEP_UP_FAILED, SELF_APPROVAL_FORBIDDEN, SIGNER_STATE, NONCE_AHEAD, CHAIN_UNAVAILABLE, VERSION_MISMATCH, NOT_FOUND. */
export function approveSettlement(
  desk: Desk,
  { id, version, proof, idempotencyKey }: CallParsed<Verbs["approveSettlement"]>,
): Promise<Signer> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => {
      const rooms = { remote: desk.remote, random: desk.random, user: desk.user() };
      const stepUpToken = await stepUp(rooms, { action: "signer.settle", resourceId: id, proof });
      return { params: { id }, ifMatch: version, idempotencyKey, body: { stepUpToken } };
    },
    send: (request) => desk.remote.call(http.signers.approveSettlement, request),
  });
}
