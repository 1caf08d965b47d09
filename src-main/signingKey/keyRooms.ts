/** What the operations on signing keys are given. */
import { createHash } from "node:crypto";
import { http } from "#shared/contract/http.ts";
import type { DeviceKey } from "#shared/contract/session.ts";
import type { Signer } from "#shared/contract/signer.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import type { Chain } from "#main/chain/chain.ts";
import type { MoneyContext } from "#main/refunds/ports.ts";
import type { PinGuard } from "#main/signer/pinGuard.ts";
import type { SignerHost } from "#main/signer/signerHost.ts";
import type { Journal } from "#main/store/journal.ts";

export type KeyRooms = Pick<
  MoneyContext,
  "remote" | "keychain" | "log" | "user" | "workstation" | "configuration" | "stepUp"
> & { chain: Chain; signer: SignerHost; pinGuard: PinGuard; journal: Journal };

/** What people compare by eye or telephone: the first 16 hex digits of SHA-256 over the 32 bytes of a public key, in groups of four. */
export function fingerprintOf(publicKey: string): string {
  const digits = createHash("sha256").update(Buffer.from(publicKey, "hex")).digest("hex").slice(0, 16);
  return digits.match(/.{4}/g)?.join(" ") ?? digits;
}

/** The sealed key of the signed-in person on this workstation, or null. */
export async function vaultOf(rooms: Pick<KeyRooms, "keychain" | "user">): Promise<string | null> {
  return rooms.keychain.get(`signing-key:${rooms.user().id}`);
}

export async function readSigners(rooms: Pick<KeyRooms, "remote">): Promise<Signer[]> {
  return (await rooms.remote.call(http.signers.list, {})).items;
}

export async function readDeviceKeys(rooms: Pick<KeyRooms, "remote">): Promise<DeviceKey[]> {
  return (await rooms.remote.call(http.deviceKeys.list, {})).items;
}

export function signerWith(address: string, signers: readonly Signer[]): Signer | null {
  return signers.find((one) => sameAddress(one.address, address)) ?? null;
}
