/** Enrolling a signing key: what must be given before the key is made, and what must be proven before it is used. */
import type { DeviceKey } from "#shared/contract/session.ts";
import { t } from "#renderer/i18n/t.ts";

export type EnrolForm = { pin: string; pinAgain: string; trust: readonly string[]; compared: boolean };

export const PIN_MIN_LENGTH = 6;

/** A first hurdle only; the signer judges the PIN itself (SIGNER_PIN_WEAK). */
export function pinProblem(pin: string): string | null {
  if (pin.length < PIN_MIN_LENGTH) return t("keys:gate.pin.short", { number: PIN_MIN_LENGTH });
  if (/^(.)\1*$/.test(pin)) return t("keys:gate.pin.same");
  if ("01234567890123456789".includes(pin) || "98765432109876543210".includes(pin)) return t("keys:gate.pin.row");
  return null;
}

export function whyNotEnrol(form: EnrolForm): string | null {
  const weak = pinProblem(form.pin);
  if (weak !== null) return t("keys:gate.weakPin", { problem: `${weak.charAt(0).toLowerCase()}${weak.slice(1)}` });
  if (form.pin !== form.pinAgain) return t("keys:gate.different");
  if (form.trust.length === 0) return t("keys:gate.trust");
  if (!form.compared) return t("keys:gate.compare");
  return null;
}

export type Digest = (algorithm: "SHA-256", data: BufferSource) => Promise<ArrayBuffer>;

/**
 * What people compare by eye or telephone: the first 16 hex digits of SHA-256 over the 32 bytes of a public key, in groups of four.
 * The engine names the keys that a signing key trusts in the same way.
 */
export async function fingerprintOf(publicKey: string, digest: Digest): Promise<string> {
  const bytes = Uint8Array.from(publicKey.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const hash = new Uint8Array(await digest("SHA-256", bytes));
  const digits = [...hash.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return (digits.match(/.{4}/g) ?? []).join(" ");
}

/** Those in use first, those that wait next, those out of use last; each in the order of its making. */
export function inOrderOfUse<Key extends { status: string; createdAt: string }>(keys: readonly Key[]): Key[] {
  const rank = (status: string) => (/^(APPROVED|ACTIVE)$/.test(status) ? 0 : status.startsWith("PENDING") ? 1 : 2);
  return [...keys].sort(
    (left, right) => rank(left.status) - rank(right.status) || (left.createdAt < right.createdAt ? -1 : 1),
  );
}

/** Keys that may be trusted by a new signing key: in use, and not the executor's own. */
export function trustable(keys: readonly DeviceKey[], userId: string): DeviceKey[] {
  return keys.filter((key) => key.status === "ACTIVE" && key.user.id !== userId);
}
