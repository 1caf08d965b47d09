// What everything here is made of: SHA-256, RFC 8785 text, Ed25519. Only Node's own modules.
import { createHash, createPublicKey, verify } from "node:crypto";

/** SHA-256 of UTF-8 text. @param {string} text */
export const sha256 = (text) => createHash("sha256").update(text, "utf8").digest("hex");

/** SHA-256 of bytes given as hex digits. @param {string} hex */
export const sha256OfHex = (hex) => createHash("sha256").update(hex, "hex").digest("hex");

/**
 * RFC 8785: no spaces, names in the order of their UTF-16 units, numbers and strings as JavaScript writes them.
 * @param {any} value what JSON.parse gave
 * @returns {string}
 */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const names = Object.keys(value).toSorted((one, other) => (one < other ? -1 : 1));
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

/** @param {any} text @param {number} bytes */
export const isHex = (text, bytes) => typeof text === "string" && text.length === 2 * bytes && /^[0-9a-f]*$/.test(text);

/**
 * Ed25519 (RFC 8032): raw public key as 64 hex digits, signature as 128, over UTF-8 text.
 * @param {any} publicKey @param {string} text @param {any} signature
 */
export function isSignedBy(publicKey, text, signature) {
  if (!isHex(publicKey, 32) || !isHex(signature, 64)) return false;
  try {
    const x = Buffer.from(publicKey, "hex").toString("base64url");
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    return verify(null, Buffer.from(text, "utf8"), key, Buffer.from(signature, "hex"));
  } catch {
    // Bytes that are no point of the curve: nothing can be signed with them.
    return false;
  }
}
