/** What the executor must still type before Execute Refund can be pressed. */
import type { ExecutionReview } from "#shared/contract/executionReview.ts";
import { equalCharacters, groupsOfFour, sameAddress } from "#shared/domain/addresses.ts";
import { compareAmounts } from "#shared/money.ts";
import { PURPOSE_WORDS } from "./purposeWords.ts";

export type SignForm = { lastSix: string; pin: string };

/** Typed exactly: the case carries the checksum, but typing it in lower case is no mistake worth a refusal. */
export function lastSixTyped(typed: string, to: string): boolean {
  return typed.trim().toLowerCase() === to.slice(-6).toLowerCase();
}

export function whyNotSign(form: SignForm, review: ExecutionReview, secondsLeft: number): string | null {
  const bad = reviewContradiction(review);
  if (bad !== null) return bad;
  if (secondsLeft <= 0) return "The claim is over.";
  const missing: string[] = [];
  const of = PURPOSE_WORDS[review.purpose].typed;
  const typed = form.lastSix.trim();
  if (!lastSixTyped(typed, review.to.transaction))
    missing.push(
      typed.length >= 6
        ? `the 6 characters are not those of ${of}`
        : typed === ""
          ? `type the last 6 characters of ${of}`
          : `type ${6 - typed.length} more of ${of}`,
    );
  if (form.pin === "") missing.push("enter your signing PIN");
  return missing.length === 0 ? null : `To sign: ${missing.join(" and ")}`;
}

export type AddressRow = { source: string; groups: { text: string; equal: boolean }[] };

/** The three sources of the To address, group by group against the transaction's. */
export function toRows(to: ExecutionReview["to"]): {
  rows: AddressRow[];
  equal: number;
  of: number;
  differing: number[];
} {
  const transaction = groupsOfFour(to.transaction);
  const request = equalCharacters(to.transaction, to.approvedRequest);
  const book = equalCharacters(to.transaction, to.addressBook);
  const differing = [...new Set([...request.differingGroups, ...book.differingGroups])].sort((a, b) => a - b);
  const row = (source: string, address: string, other: readonly number[]): AddressRow => ({
    source,
    groups: groupsOfFour(address).map((text, index) => ({ text, equal: !other.includes(index) })),
  });
  return {
    rows: [
      row("Transaction", transaction.join(""), differing),
      row("Approved request", to.approvedRequest, request.differingGroups),
      row("Address book", to.addressBook, book.differingGroups),
    ],
    equal: Math.min(request.equal, book.equal),
    of: Math.max(request.of, book.of),
    differing,
  };
}

/** A review that contradicts itself is never signed, whatever is typed. The engine and the signer refuse it too. */
export function reviewContradiction(review: ExecutionReview): string | null {
  if (review.purpose === "VOID") {
    // It goes to the paying address itself, so that nobody is paid: no other address may stand there.
    if (!sameAddress(review.to.transaction, review.from) || compareAmounts(review.amount, "0") !== 0)
      return "This transaction would pay somebody. Sign nothing and call a supervisor.";
  } else if (toRows(review.to).differing.length > 0)
    return "The To addresses differ. Sign nothing and call a supervisor.";
  const failed = review.preflight.filter((check) => !check.ok);
  if (failed.length > 0) return `Pre-flight failed: ${failed.map((check) => check.label).join("; ")}.`;
  if (review.approvals.some((approval) => !approval.signatureValid))
    return "An approval's signature is not valid. Sign nothing and call a supervisor.";
  if (review.approvals.length < review.requiredApprovals)
    return `Only ${review.approvals.length} of ${review.requiredApprovals} approvals. Sign nothing and call a supervisor.`;
  return null;
}
