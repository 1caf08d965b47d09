/** What a supervisor must still do before he may approve or reject, in words for the place beside the buttons. */
import type { Refund } from "#shared/contract/refund.ts";
import { t } from "#renderer/i18n/t.ts";

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
  if (decision === "REJECT" && form.comment.trim() === "") missing.push(t("approvals:gate.comment"));
  if (decision === "APPROVE") {
    if (context.address !== null) return t("approvals:gate.approve", { what: context.address });
    if (context.changed === null) return t("approvals:gate.approve", { what: t("approvals:gate.notKnown") });
    if (context.changed > 0 && !form.readDifferences)
      missing.push(t("approvals:gate.tick", { count: context.changed, changed: context.changed }));
  }
  const tail = tailMissing(form.digestTail, context.intentHash);
  if (tail !== null) missing.push(tail);
  const proof = proofMissing(form.proof, context.totp);
  if (proof !== null) missing.push(proof);
  if (missing.length === 0) return null;
  return t(decision === "APPROVE" ? "approvals:gate.approve" : "approvals:gate.reject", { what: joinWords(missing) });
}

function tailMissing(typed: string, intentHash: string): string | null {
  const text = plain(typed);
  if (text === digestTail(intentHash)) return null;
  if (text.length >= 8) return t("approvals:gate.tailWrong");
  return text === "" ? t("approvals:gate.tail") : t("approvals:gate.tailMore", { number: 8 - text.length });
}

function proofMissing(proof: string, totp: boolean): string | null {
  if (!totp) return proof === "" ? t("approvals:gate.password") : null;
  const digits = proof.replace(/\s/g, "");
  if (/^\d{6}$/.test(digits)) return null;
  return /^\d{0,5}$/.test(digits) ? t("approvals:gate.digits", { number: 6 - digits.length }) : t("approvals:gate.six");
}

function plain(text: string): string {
  return text.replace(/\s/g, "").toLowerCase();
}

function joinWords(parts: readonly string[]): string {
  const [last = "", ...before] = [...parts].reverse();
  if (before.length === 0) return last;
  const first = before.reverse().reduce((all, second) => t("approvals:gate.comma", { first: all, second }));
  return t("approvals:gate.and", { first, second: last });
}

/** The intent is what is signed, the refund is what is shown: they must say the same, or nobody may decide. Names the fields that differ. */
export function intentContradictions(refund: Refund): string[] {
  const { intent } = refund;
  const pairs: [string, string | number | null, string | number | null][] = [
    [t("approvals:intent.refundNo"), refund.refundNo, intent.refundNo],
    [t("approvals:intent.recordNo"), refund.recordNo, intent.recordNo],
    [t("approvals:intent.customer"), refund.customerNo, intent.customerNo],
    [t("approvals:intent.network"), refund.network, intent.network],
    [t("approvals:intent.currency"), refund.currency, intent.currency],
    [t("approvals:intent.amount"), refund.amount, intent.amount],
    [t("approvals:intent.refundAddress"), refund.refundAddress, intent.to],
    [t("approvals:intent.kind"), refund.kind, intent.kind],
    [t("approvals:intent.adjustment"), refund.adjustmentReason, intent.adjustmentReason],
    [t("approvals:intent.remainder"), refund.remainder, intent.remainder],
    [t("approvals:intent.reason"), refund.reason, intent.reason],
    [t("approvals:intent.approvals"), refund.requiredApprovals, intent.requiredApprovals],
    [t("approvals:intent.requester"), refund.requestedBy.id, intent.requestedBy],
  ];
  return pairs.filter(([, shown, signed]) => shown !== signed).map(([name]) => name);
}
