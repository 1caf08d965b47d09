/**
 * A new payment key, made inside the signer process and sealed under the PIN (money safety, "Keys, and who trusts whom"). It trusts exactly the
 * approvers whose fingerprints the person compared, and can pay once a supervisor approved it and its backup was proven to open.
 */
import { http } from "#shared/contract/http.ts";
import type { Signer } from "#shared/contract/signer.ts";
import { AppError } from "#shared/errors.ts";
import { derivedKey } from "#main/refunds/derivedKey.ts";
import type { PinnedKey } from "#main/signer/protocol.ts";
import { type KeyRooms, readDeviceKeys, readSigners, signerWith, vaultOf } from "./keyRooms.ts";

export type EnrolInput = { pin: string; trust: string[]; idempotencyKey: string };

/** More would not fit into one entry of the Windows keychain together with the key. */
const MOST_TRUSTED = 8;

/** Answers the encrypted backup, which is kept nowhere else. Throws SIGNER_PIN_WEAK, SIGNER_STATE, DEVICE_KEY_UNKNOWN, DEVICE_KEY_STATE, KEYCHAIN_UNAVAILABLE. */
export async function enrolSigningKey(rooms: KeyRooms, input: EnrolInput): Promise<{ signer: Signer; backup: string }> {
  const user = rooms.user();
  const pinned = await trustedKeys(rooms, input.trust);
  await assertNoKeyIsLost(rooms);
  const { id: workstationId, name: workstationName } = rooms.workstation;
  const key = await rooms.signer.create({ pin: input.pin, executorId: user.id, workstationId, pinned });
  // In the keychain first: an enrolled key that nobody holds could be sent money.
  await rooms.keychain.set(`signing-key:${user.id}`, key.vault);
  const networks = rooms
    .configuration()
    .networks.filter(({ enabled }) => enabled)
    .map(({ code }) => code);
  const signer = await rooms.remote.call(http.signers.enrol, {
    body: { address: key.address, networks, workstationId, workstationName, proof: key.proof },
    idempotencyKey: derivedKey(input.idempotencyKey, key.address),
  });
  return { signer, backup: key.backup };
}

async function trustedKeys(rooms: KeyRooms, trust: readonly string[]): Promise<PinnedKey[]> {
  const wanted = [...new Set(trust)];
  if (wanted.length === 0 || wanted.length > MOST_TRUSTED)
    throw new AppError("INPUT_INVALID", `Choose 1 to ${MOST_TRUSTED} approvers whose fingerprints you compared`);
  const known = await readDeviceKeys(rooms);
  return wanted.map((id) => {
    const key = known.find((one) => one.id === id);
    if (!key) throw new AppError("DEVICE_KEY_UNKNOWN", "One of these device keys does not exist any more");
    if (key.status !== "ACTIVE")
      throw new AppError("DEVICE_KEY_STATE", `The device key of ${key.user.name} is not active`);
    if (key.user.id === rooms.user().id)
      throw new AppError("DEVICE_KEY_STATE", "Your own device key cannot approve what you execute");
    return { userId: key.user.id, name: key.user.name.slice(0, 80), deviceKeyId: key.id, publicKey: key.publicKey };
  });
}

/** A key that is, or may come, into use is never overwritten: it may hold money, or owe a payment. */
async function assertNoKeyIsLost(rooms: KeyRooms): Promise<void> {
  const vault = await vaultOf(rooms);
  if (vault === null) return;
  const signer = signerWith(rooms.signer.header(vault).address, await readSigners(rooms));
  if (signer && signer.status !== "RETIRED")
    throw new AppError(
      "SIGNER_STATE",
      "You have a signing key on this workstation already. A supervisor must take it out of use before you enrol another.",
    );
}
