/** The one place from which everybody takes canonical JSON: intent hashes, approvals, audit chain and idempotency fingerprints must agree on every byte. */
import canonicalize from "canonicalize";

/** RFC 8785 text of a JSON value. Throws a TypeError when the value has no JSON form (undefined, bigint, NaN): such a value must never be hashed. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("value has no canonical JSON form");
  return text;
}

/** SHA-256 of UTF-8 text as 64 lower-case hex digits. Given as a parameter, because #shared knows neither Node nor a browser. */
export type Sha256 = (text: string) => string;
