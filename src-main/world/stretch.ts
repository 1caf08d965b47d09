/** A PIN or a password made expensive to guess: scrypt (RFC 7914). */
import { scrypt } from "node:crypto";

/** What one guess costs. */
export type StretchCost = { readonly N: number; readonly r: number; readonly p: number };

/** About 0.4 s and 128 MiB a guess, for everything that people know by heart. Tests that are not about it take a cheaper one. */
export const FULL_COST: StretchCost = { N: 2 ** 17, r: 8, p: 1 };

const KEY_BYTES = 32;
const MEMORY_BYTES = 256 * 1024 * 1024;

/** 32 bytes; the caller zeroes them where they are a key. */
export function stretch(text: string, salt: Uint8Array, cost: StretchCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const secret = Buffer.from(text.normalize("NFKC"), "utf8");
    scrypt(secret, salt, KEY_BYTES, { ...cost, maxmem: MEMORY_BYTES }, (error, key) => {
      secret.fill(0);
      if (error) reject(error);
      else resolve(key);
    });
  });
}
