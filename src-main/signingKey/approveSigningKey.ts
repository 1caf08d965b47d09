/** A supervisor approves another person's payment key, after proving again who he is. */
import { http } from "#shared/contract/http.ts";
import type { Signer } from "#shared/contract/signer.ts";
import { derivedKey } from "#main/refunds/derivedKey.ts";
import type { KeyRooms } from "./keyRooms.ts";

export type ApproveKeyInput = { id: string; version: number; proof: string; idempotencyKey: string };

/** Throws STEP_UP_FAILED, SELF_APPROVAL_FORBIDDEN, SIGNER_STATE, VERSION_MISMATCH, NOT_FOUND. */
export async function approveSigningKey(
  rooms: Pick<KeyRooms, "remote" | "stepUp">,
  input: ApproveKeyInput,
): Promise<Signer> {
  const { id, version, proof, idempotencyKey } = input;
  const stepUpToken = await rooms.stepUp({ action: "signer.approve", resourceId: id, proof });
  return rooms.remote.call(http.signers.approve, {
    params: { id },
    body: { stepUpToken },
    ifMatch: version,
    idempotencyKey: derivedKey(idempotencyKey, stepUpToken),
  });
}
