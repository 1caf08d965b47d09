/** Ids and transaction hashes between their text and the bytes of the cache's columns. */

/** UUID text -> 16 bytes */
export function idBytes(id: string): Buffer {
  return (id.length === 36 ? hexBytes(id, 0, 16) : null) ?? Buffer.from(id.replaceAll("-", ""), "hex");
}

/** 16 bytes -> UUID text */
export function idText(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** 0x and 64 hex digits -> 32 bytes */
export function hashBytes(txHash: string): Buffer {
  return (txHash.length === 66 ? hexBytes(txHash, 2, 32) : null) ?? Buffer.from(txHash.slice(2), "hex");
}

const DASH = 45;
/** of each character its value as a hexadecimal digit; 255: it is none */
const DIGITS = new Uint8Array(128).fill(255);
for (const [value, digit] of "0123456789abcdef".split("").entries())
  for (const spelling of [digit, digit.toUpperCase()]) DIGITS[spelling.charCodeAt(0)] = value;

/** Dashes left out. Null: these are not so many bytes. A page of rows asks for thousands, and Node's own way takes four times as long. */
function hexBytes(text: string, from: number, length: number): Buffer | null {
  const bytes = Buffer.allocUnsafe(length);
  let at = from;
  for (let index = 0; index < length; index += 1) {
    if (text.charCodeAt(at) === DASH) at += 1;
    const high = DIGITS[text.charCodeAt(at)] ?? 255;
    const low = DIGITS[text.charCodeAt(at + 1)] ?? 255;
    if (high === 255 || low === 255) return null;
    bytes[index] = high * 16 + low;
    at += 2;
  }
  return at === text.length ? bytes : null;
}

/** All hashes that begin with these digits: both ends of the range, ends included. */
export function hashRange(prefix: string): { from: Buffer; to: Buffer } {
  const digits = prefix.replace(/^0x/i, "").toLowerCase();
  return { from: Buffer.from(digits.padEnd(64, "0"), "hex"), to: Buffer.from(digits.padEnd(64, "f"), "hex") };
}
