/** Idempotency keys of requests whose body is new with each try (a fresh proof, a fresh signing key): the page's key alone would be refused the second time. */
import { createHash } from "node:crypto";

/** The same UUID (RFC 9562, version 8) for the same two texts. */
export function derivedKey(pageKey: string, freshPart: string): string {
  const hex = createHash("sha256").update(`${pageKey} ${freshPart}`, "utf8").digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
