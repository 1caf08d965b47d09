/** What a supervisor must still do before he may approve or reject, in words for the place beside the buttons. */
import type { Refund } from "#shared/contract/refund.ts";

export type DecisionForm = { comment: string; digestTail: string; proof: string; readDifferences: boolean };
export const EMPTY_DECISION: DecisionForm = { comment: "", digestTail: "", proof: "", readDifferences: false };

export type DecisionContext = {
  intentHash: string;
  /** rows that changed since the request; null while they are not known */
  changed: number | null;
  /** what is wrong with the refund address, or not known of it yet; null when it is the address book's and Verified */
  address: string | null;
  /** the person proves himself with an authenticator code, else with the password */
  totp: boolean;
};

/** The last 8 digits of the digest, which the approver types: proof that he looked at this request and no other. */
export function digestTail(intentHash: string): string {
  return intentHash.slice(-8);
}

/** Typed in groups or not, in any case. */
export function digestTailTyped(typed: string, intentHash: string): boolean {
  return plain(typed) === digestTail(intentHash);
}

export function whyNotYet(decision: "APPROVE" | "REJECT", form: DecisionForm, context: DecisionContext): string | null {
  const missing: string[] = [];
  if (decision === "REJECT" && form.comment.trim() === "") missing.push("write the reason as the comment");
  if (decision === "APPROVE") {
    if (context.address !== null) return `Approve: ${context.address}`;
    if (context.changed === null) return "Approve: the differences since the request are not known yet";
    if (context.changed > 0 && !form.readDifferences)
      missing.push(`tick the ${context.changed === 1 ? "difference" : `${context.changed} differences`} as read`);
  }
  const tail = tailMissing(form.digestTail, context.intentHash);
  if (tail !== null) missing.push(tail);
  const proof = proofMissing(form.proof, context.totp);
  if (proof !== null) missing.push(proof);
  if (missing.length === 0) return null;
  return `${decision === "APPROVE" ? "Approve" : "Reject"}: ${joinWords(missing)}`;
}

function tailMissing(typed: string, intentHash: string): string | null {
  const text = plain(typed);
  if (text === digestTail(intentHash)) return null;
  if (text.length >= 8) return "the typed digest is not this request's";
  return text === "" ? "type the last 8 of the digest" : `type ${8 - text.length} more of the digest`;
}

function proofMissing(proof: string, totp: boolean): string | null {
  if (!totp) return proof === "" ? "enter your password" : null;
  const digits = proof.replace(/\s/g, "");
  if (/^\d{6}$/.test(digits)) return null;
  return /^\d{0,5}$/.test(digits) ? `enter ${6 - digits.length} more digits` : "the code has six digits";
}

function plain(text: string): string {
  return text.replace(/\s/g, "").toLowerCase();
}

function joinWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** The intent is what is signed, the refund is what is shown: they must say the same, or nobody may decide. Names the fields that differ. */
export function intentContradictions(refund: Refund): string[] {
  const { intent } = refund;
  const pairs: [string, string | number | null, string | number | null][] = [
    ["refund number", refund.refundNo, intent.refundNo],
    ["record number", refund.recordNo, intent.recordNo],
    ["customer", refund.customerNo, intent.customerNo],
    ["network", refund.network, intent.network],
    ["currency", refund.currency, intent.currency],
    ["amount", refund.amount, intent.amount],
    ["refund address", refund.refundAddress, intent.to],
    ["kind", refund.kind, intent.kind],
    ["reason for adjustment", refund.adjustmentReason, intent.adjustmentReason],
    ["remainder", refund.remainder, intent.remainder],
    ["reason", refund.reason, intent.reason],
    ["needed approvals", refund.requiredApprovals, intent.requiredApprovals],
    ["requester", refund.requestedBy.id, intent.requestedBy],
  ];
  return pairs.filter(([, shown, signed]) => shown !== signed).map(([name]) => name);
}
