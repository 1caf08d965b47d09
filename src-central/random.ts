/** Randomness of the central service: ids, tokens, salts. */
import { randomBytes } from "node:crypto";

export type Random = { bytes(count: number): Uint8Array };

/** UUID version 7 (RFC 9562): sorts by time, so that a first sync in key order is a sync in order of creation. */
export function uuidv7(nowMs: number, random: Random): string {
  const bytes = random.bytes(16);
  let rest = nowMs;
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = 0x70 | (at(bytes, 6) & 0x0f);
  bytes[8] = 0x80 | (at(bytes, 8) & 0x3f);
  const hex = Buffer.from(bytes).toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** An opaque secret for one bearer: 256 bits, URL-safe. */
export function newSecret(random: Random): string {
  return Buffer.from(random.bytes(32)).toString("base64url");
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

export const systemRandom: Random = { bytes: (count) => new Uint8Array(randomBytes(count)) };
