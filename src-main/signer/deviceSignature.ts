/** Ed25519 signatures of device keys: raw 32-byte public keys and 64-byte signatures as hex (contract, deviceKey). */
import { createPublicKey, verify } from "node:crypto";

/** False for a wrong signature and for a key that is none. */
export function isDeviceSignature(text: string, publicKeyHex: string, signatureHex: string): boolean {
  try {
    const x = Buffer.from(publicKeyHex, "hex").toString("base64url");
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    return verify(null, Buffer.from(text, "utf8"), key, Buffer.from(signatureHex, "hex"));
  } catch {
    // Bytes that are no point of the curve: no signature of theirs can be right.
    return false;
  }
}
