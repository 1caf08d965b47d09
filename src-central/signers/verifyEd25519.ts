/** Signatures of device keys: Ed25519 (RFC 8032) over UTF-8 text. */
import { createPublicKey, verify } from "node:crypto";

/** `publicKey` is the raw key as 64 hex digits, `signature` 128 hex digits. False for anything that is no valid signature, a key that is no curve point included. */
export function verifyEd25519(publicKey: string, text: string, signature: string): boolean {
  if (!/^[0-9a-f]{64}$/.test(publicKey) || !/^[0-9a-f]{128}$/.test(signature)) return false;
  const key = createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(publicKey, "hex").toString("base64url") },
    format: "jwk",
  });
  return verify(null, Buffer.from(text, "utf8"), key, Buffer.from(signature, "hex"));
}
