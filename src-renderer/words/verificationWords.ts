/** Words for how an address was proven and for where a transfer came from. */
import type { VERIFICATION_METHODS } from "#shared/contract/deposit.ts";

export const VERIFICATION_METHOD_LABELS: Record<(typeof VERIFICATION_METHODS)[number], string> = {
  MICROPAYMENT: "Micropayment",
  SIGNED_MESSAGE: "Signed message",
  DOCUMENT: "Document",
};

/** A method that a newer central service invented keeps its code. */
export function verificationMethodLabel(method: string | null): string {
  if (method === null) return "No proof yet";
  return Object.hasOwn(VERIFICATION_METHOD_LABELS, method)
    ? VERIFICATION_METHOD_LABELS[method as keyof typeof VERIFICATION_METHOD_LABELS]
    : `Unknown (${method})`;
}

/** R20.8: what kind of address the deposit came from. */
export const SOURCE_KIND_LABELS: Readonly<Record<string, string>> = {
  WALLET: "A wallet",
  CONTRACT: "A contract",
  EXCHANGE: "A known exchange wallet",
};
