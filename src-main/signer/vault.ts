/**
 * The payment key at rest: one line of text for the keychain, sealed under the executor's signing PIN (scrypt N=2^17 r=8 p=1, then AES-256-GCM).
 * The private key is encrypted. Address, owner and pinned approver keys are no secrets and stay readable, but they are the sealed
 * box's authenticated data: whoever changes one of them without the PIN makes the box unopenable.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { canonicalJson } from "#shared/canonicalJson.ts";
import { evmAddress, id } from "#shared/contract/common.ts";
import { AppError } from "#shared/errors.ts";
import { z } from "#shared/zod.ts";
import { FULL_COST, stretch, type StretchCost } from "#main/world/stretch.ts";
import { pinnedKey } from "./protocol.ts";

const vaultHeader = z.strictObject({
  address: evmAddress,
  /** the executor whose key this is */
  executorId: id,
  pinned: z.array(pinnedKey),
});
export type VaultHeader = z.infer<typeof vaultHeader>;

const base64 = z.base64url();
const vaultText = z.strictObject({
  vault: z.literal("deposit-desk/signing-vault/1"),
  header: vaultHeader,
  salt: base64,
  iv: base64,
  /** ciphertext of the 32 key bytes, then the 16 bytes of the tag */
  sealed: base64,
});
type Vault = z.infer<typeof vaultText>;

const KEY_BYTES = 32;
const TAG_BYTES = 16;

/** `privateKey` stays the caller's to zero. The cost is fixed by the vault's version, never read from the box. */
export async function sealVault(
  header: VaultHeader,
  privateKey: Uint8Array,
  pin: string,
  cost: StretchCost = FULL_COST,
): Promise<string> {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const key = await stretch(pin, salt, cost);
  try {
    const cipher = createCipheriv("aes-256-gcm", key, iv);
    cipher.setAAD(authenticated(header));
    const sealed = Buffer.concat([cipher.update(privateKey), cipher.final(), cipher.getAuthTag()]);
    const vault: Vault = {
      vault: "deposit-desk/signing-vault/1",
      header,
      salt: salt.toString("base64url"),
      iv: iv.toString("base64url"),
      sealed: sealed.toString("base64url"),
    };
    return JSON.stringify(vault);
  } finally {
    key.fill(0);
  }
}

/** Throws SIGNER_PIN_WRONG when the PIN does not open it (a changed header looks the same), SIGNER_REFUSED when it is no vault. The caller zeroes the key. */
export async function openVault(
  text: string,
  pin: string,
  cost: StretchCost = FULL_COST,
): Promise<{ header: VaultHeader; privateKey: Buffer }> {
  const vault = parseVault(text);
  const sealed = Buffer.from(vault.sealed, "base64url");
  if (sealed.length !== KEY_BYTES + TAG_BYTES) throw damaged();
  const key = await stretch(pin, Buffer.from(vault.salt, "base64url"), cost);
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(vault.iv, "base64url"), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(authenticated(vault.header));
    decipher.setAuthTag(sealed.subarray(KEY_BYTES));
    const privateKey = decipher.update(sealed.subarray(0, KEY_BYTES));
    try {
      decipher.final();
    } catch {
      // GCM says only that something differs; the PIN is what a person can have got wrong.
      privateKey.fill(0);
      throw new AppError("SIGNER_PIN_WRONG", "The signing PIN is wrong");
    }
    return { header: vault.header, privateKey };
  } finally {
    key.fill(0);
  }
}

/** What may be read without the PIN. It is proven only by opening the vault. */
export function readVaultHeader(text: string): VaultHeader {
  return parseVault(text).header;
}

function parseVault(text: string): Vault {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // No JSON: the parser's message would repeat the text.
    throw damaged();
  }
  const parsed = vaultText.safeParse(json);
  if (!parsed.success) throw damaged();
  return parsed.data;
}

function authenticated(header: VaultHeader): Buffer {
  return Buffer.from(`deposit-desk/signing-vault/1 ${canonicalJson(header)}`, "utf8");
}

function damaged(): AppError {
  return new AppError("SIGNER_REFUSED", "The stored signing key is not readable; enrol a new one");
}
