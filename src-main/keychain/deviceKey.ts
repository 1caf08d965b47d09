/**
 * An approver's device key: Ed25519, made on this workstation, kept in its keychain, never seen outside the main process.
 * The central service and the signers know the public half (money safety, "Keys, and who trusts whom").
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { AppError } from "#shared/errors.ts";
import { z } from "#shared/zod.ts";
import type { Keychain } from "./Keychain.ts";

const stored = z.object({
  privateKey: z.string().regex(/^[0-9a-f]{96}$/),
  publicKey: z.string().regex(/^[0-9a-f]{64}$/),
});

export type DeviceKeyPair = {
  /** raw 32 bytes as 64 hex digits */
  publicKey: string;
  /** 64 bytes as 128 hex digits, over the text as UTF-8 */
  sign(text: string): string;
};

/** The person's key on this workstation; made when there is none. Throws KEYCHAIN_UNAVAILABLE. */
export async function openDeviceKey(keychain: Keychain, userId: string): Promise<DeviceKeyPair> {
  const name = `device-key:${userId}` as const;
  const text = await keychain.get(name);
  if (text !== null) return pairOf(text);
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const made = JSON.stringify({
    privateKey: privateKey.export({ type: "pkcs8", format: "der" }).toString("hex"),
    publicKey: rawPublicKey(publicKey.export({ type: "spki", format: "der" })),
  });
  await keychain.set(name, made);
  return pairOf(made);
}

function pairOf(text: string): DeviceKeyPair {
  const parsed = stored.safeParse(jsonOf(text));
  if (!parsed.success)
    throw new AppError("KEYCHAIN_SECRET_MISSING", "The device key in the keychain of this workstation is not readable");
  const der = Buffer.from(parsed.data.privateKey, "hex");
  const privateKey = createPrivateKey({ key: der, type: "pkcs8", format: "der" });
  const publicKey = rawPublicKey(createPublicKey(privateKey).export({ type: "spki", format: "der" }));
  return {
    publicKey,
    sign: (statement) => sign(null, Buffer.from(statement, "utf8"), privateKey).toString("hex"),
  };
}

/** SPKI of an Ed25519 key is 12 bytes of wrapping and the 32 bytes of the key. */
function rawPublicKey(spki: Buffer): string {
  return spki.subarray(-32).toString("hex");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not ours: the schema that reads it next refuses undefined.
    return undefined;
  }
}
