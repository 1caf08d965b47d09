/**
 * Redaction at the sink: whatever reaches a log line passes through here.
 * A transaction hash and a private key are both 64 hex digits, so *every* such text is shortened: neither can leak, and hashes stay searchable by their ends.
 */

/** 40 hex digits and more: addresses, hashes, keys, signatures, raw transactions. */
const HEX_RUN = /(0x)?[0-9a-fA-F]{40,}/g;
const JWT = /\beyJ[\w-]{5,}\.[\w-]{5,}(\.[\w-]*)?/g;
const BEARER = /\b(bearer|basic)\s+[^\s"',;]+/gi;
/** `password: x`, `"refreshToken":"x"`, `pin=x`, `authorization: x` in any spelling of the name */
const NAMED_SECRET =
  /(["']?\b[\w-]*(?:password|passphrase|secret|token|authorization|cookie|pin|proof|totp\w*|mnemonic|private[_-]?key|signed[_-]?tx)["']?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;}\]]+)/gi;
/** opaque tokens: 32 random bytes and more in base64url, which words and paths are not */
const OPAQUE = /(?<![\w/-])(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{40,}={0,2}/g;

export function redact(text: string): string {
  return text
    .replace(BEARER, "$1 [secret]")
    .replace(NAMED_SECRET, "$1[secret]")
    .replace(JWT, "[token]")
    .replace(HEX_RUN, (run) => {
      const digits = run.startsWith("0x") ? run.slice(2) : run;
      return `${run.startsWith("0x") ? "0x" : ""}${digits.slice(0, 6)}…${digits.slice(-4)}`;
    })
    .replace(OPAQUE, "[token]");
}
