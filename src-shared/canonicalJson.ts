/** The one place from which everybody takes canonical JSON: intent hashes, approvals, audit chain and idempotency fingerprints must agree on every byte. */
import canonicalize from "canonicalize";
import { keysInOrder, UNUSUAL } from "./keysInOrder.ts";

/**
 * RFC 8785 text of a JSON value. Throws a TypeError when the value has no JSON form (undefined, bigint, NaN): such a value must never be hashed.
 * JSON.stringify writes strings and numbers as RFC 8785 wants them, so that what is plainly JSON only needs its keys in order; that costs a third of
 * the reference implementation, to which everything else is left.
 */
export function canonicalJson(value: unknown): string {
  const sorted = keysInOrder(value);
  if (sorted !== UNUSUAL) {
    const text = JSON.stringify(sorted);
    // Half of a surrogate pair has no canonical form. It is written so, and hardly anything else is.
    if (!text.includes("\\ud")) return text;
  }
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("value has no canonical JSON form");
  return text;
}

/** SHA-256 of UTF-8 text as 64 lower-case hex digits. Given as a parameter, because #shared knows neither Node nor a browser. */
export type Sha256 = (text: string) => string;
