/** The closed list of what this program keeps in the keychain of the operating system. */
import { invariant } from "#shared/errors.ts";

export type SecretName =
  | "refresh-token"
  | "offline-pass"
  | "cache-key"
  | "journal-key"
  | "audit-head"
  | `journal-tip:${string}`
  | `device-key:${string}`
  | `signing-key:${string}`;

const PER_USER = /^(device-key|signing-key):[0-9a-f-]{36}$/;
const PER_FILE = /^journal-tip:[0-9a-f]{16}$/;
const PER_WORKSTATION: ReadonlySet<string> = new Set([
  "refresh-token",
  "offline-pass",
  "cache-key",
  "journal-key",
  "audit-head",
]);

/** Guards the list at run time too: no caller can read or write another program's or a made-up entry. */
export function assertSecretName(name: string): asserts name is SecretName {
  invariant(
    PER_WORKSTATION.has(name) || PER_USER.test(name) || PER_FILE.test(name),
    "a secret name of the closed list",
  );
}
