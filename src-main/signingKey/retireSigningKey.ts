/** A supervisor takes a payment key out of use, for good: its workstation is lost, its owner leaves, or a payment slot of it can never be used. */
import { http } from "#shared/contract/http.ts";
import type { Signer } from "#shared/contract/signer.ts";
import type { KeyRooms } from "./keyRooms.ts";

export type RetireKeyInput = { id: string; version: number; remarks: string; idempotencyKey: string };

/** Throws SIGNER_HAS_OPEN_SLOTS (a payment of it is under way), SIGNER_STATE, VERSION_MISMATCH, NOT_FOUND. */
export async function retireSigningKey(rooms: Pick<KeyRooms, "remote">, input: RetireKeyInput): Promise<Signer> {
  const { id, version, remarks, idempotencyKey } = input;
  return rooms.remote.call(http.signers.retire, {
    params: { id },
    body: { remarks },
    ifMatch: version,
    idempotencyKey,
  });
}
