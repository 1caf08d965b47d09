/** A new payment key, its proof for the central service, and its backup. */
import { randomBytes, scrypt as nodeScrypt } from "node:crypto";
import { computeAddress, decryptKeystoreJson, encryptKeystoreJson, hashMessage, scrypt, SigningKey } from "ethers";
import { signerProofText } from "#shared/domain/intent.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import { AppError } from "#shared/errors.ts";
import { z } from "#shared/zod.ts";
import { refused } from "./approvals.ts";
import { assertPinStrong } from "./pinPolicy.ts";
import type { CreatedKey, CreateRequest, ProveBackupRequest, ProvenBackup } from "./protocol.ts";
import { FULL_COST, type StretchCost } from "#main/world/stretch.ts";
import { sealVault } from "./vault.ts";

const SCRYPT_MEMORY_BYTES = 320 * 1024 * 1024;
/** Order of secp256k1 (SEC 2); a private key is 1 to this minus 1. */
const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

// ethers' own scrypt blocks the whole process for seconds; Node's runs beside it.
scrypt.register(
  (password, salt, N, r, p, dkLen) =>
    new Promise((resolve, reject) => {
      nodeScrypt(password, salt, dkLen, { N, r, p, maxmem: SCRYPT_MEMORY_BYTES }, (error, key) => {
        if (error) reject(error);
        else resolve(key);
      });
    }),
);

/** Throws SIGNER_PIN_WEAK. */
export async function createKey(request: CreateRequest, cost: StretchCost = FULL_COST): Promise<CreatedKey> {
  assertPinStrong(request.pin);
  const secret = newPrivateKey();
  try {
    const key = new SigningKey(`0x${secret.toString("hex")}`);
    const address = computeAddress(key.publicKey);
    const { executorId, workstationId, pinned } = request;
    const proofText = signerProofText({ address, userId: executorId, workstationId });
    const proof = key.sign(hashMessage(proofText)).serialized;
    const [vault, backup] = await Promise.all([
      sealVault({ address, executorId, pinned }, secret, request.pin, cost),
      encryptKeystoreJson({ address, privateKey: key.privateKey }, pinText(request.pin), { scrypt: cost }),
    ]);
    return { vault, address, backup, proof };
  } finally {
    secret.fill(0);
  }
}

const keystore = z.object({
  version: z.literal(3),
  address: z.string(),
  Crypto: z.object({
    kdf: z.literal("scrypt"),
    kdfparams: z.object({ n: z.number(), r: z.number(), p: z.number() }),
  }),
});

/** The backup opens with this PIN and holds the key of this address. Throws SIGNER_PIN_WRONG, or SIGNER_REFUSED when it is another file. */
export async function proveBackup(request: ProveBackupRequest, cost: StretchCost = FULL_COST): Promise<ProvenBackup> {
  assertBackup(request.backup, cost);
  const account = await openBackup(request);
  const found = computeAddress(new SigningKey(account.privateKey).publicKey);
  if (!sameAddress(found, request.address)) throw refused("this backup holds another key");
  return { address: found };
}

async function openBackup({ backup, pin }: ProveBackupRequest): Promise<{ privateKey: string }> {
  try {
    return await decryptKeystoreJson(backup, pinText(pin));
  } catch {
    // ethers says "incorrect password" for a changed file too, and may repeat what it was given.
    throw new AppError("SIGNER_PIN_WRONG", "The signing PIN does not open this backup");
  }
}

function assertBackup(text: string, cost: StretchCost): void {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refused("this backup is not a keystore file");
  }
  const { success, data } = keystore.safeParse(json);
  const asked = data?.Crypto.kdfparams;
  // A file that asks for more memory than ours is not ours.
  if (!success || asked?.n !== cost.N || asked.r !== cost.r || asked.p !== cost.p)
    throw refused("this backup is not one of this program");
}

function newPrivateKey(): Buffer {
  for (;;) {
    const bytes = randomBytes(32);
    const value = BigInt(`0x${bytes.toString("hex")}`);
    if (value > 0n && value < CURVE_ORDER) return bytes;
  }
}

function pinText(pin: string): Uint8Array {
  return Buffer.from(pin.normalize("NFKC"), "utf8");
}
