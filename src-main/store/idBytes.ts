/** Ids and transaction hashes between their text and the bytes of the cache's columns. */

/** UUID text -> 16 bytes */
export function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll("-", ""), "hex");
}

/** 16 bytes -> UUID text */
export function idText(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** 0x and 64 hex digits -> 32 bytes */
export function hashBytes(txHash: string): Buffer {
  return Buffer.from(txHash.slice(2), "hex");
}

/** All hashes that begin with these digits: both ends of the range, ends included. */
export function hashRange(prefix: string): { from: Buffer; to: Buffer } {
  const digits = prefix.replace(/^0x/i, "").toLowerCase();
  return { from: Buffer.from(digits.padEnd(64, "0"), "hex"), to: Buffer.from(digits.padEnd(64, "f"), "hex") };
}
