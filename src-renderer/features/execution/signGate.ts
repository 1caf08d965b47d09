/** What the executor must still type before Execute Refund can be pressed. */
import type { ExecutionReview } from "#shared/contract/executionReview.ts";
import { equalCharacters, groupsOfFour, sameAddress } from "#shared/domain/addresses.ts";
import { compareAmounts } from "#shared/money.ts";
import { t } from "#renderer/i18n/t.ts";
import { purposeWords } from "./purposeWords.ts";
import { preflightText } from "./preflightText.ts";

export type SignForm = { lastSix: string; pin: string };

/** Typed exactly: the case carries the checksum, but typing it in lower case is no mistake worth a refusal. */
export function lastSixTyped(typed: string, to: string): boolean {
  return typed.trim().toLowerCase() === to.slice(-6).toLowerCase();
}

export function whyNotSign(form: SignForm, review: ExecutionReview, secondsLeft: number): string | null {
  const bad = reviewContradiction(review);
  if (bad !== null) return bad;
  if (secondsLeft <= 0) return t("execution:gate.over");
  const missing: string[] = [];
  const what = purposeWords(review.purpose).typed;
  const typed = form.lastSix.trim();
  if (!lastSixTyped(typed, review.to.transaction))
    missing.push(
      typed.length >= 6
        ? t("execution:gate.wrong", { what })
        : typed === ""
          ? t("execution:gate.type", { what })
          : t("execution:gate.more", { number: 6 - typed.length, what }),
    );
  if (form.pin === "") missing.push(t("execution:gate.pin"));
  const [first, second] = missing;
  if (first === undefined) return null;
  return second === undefined ? t("execution:gate.one", { first }) : t("execution:gate.both", { first, second });
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
      row(t("execution:review.transaction"), transaction.join(""), differing),
      row(t("execution:review.approvedRequest"), to.approvedRequest, request.differingGroups),
      row(t("execution:review.addressBook"), to.addressBook, book.differingGroups),
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
      return t("execution:gate.paysSomebody");
  } else if (toRows(review.to).differing.length > 0) return t("execution:gate.differ");
  const failed = review.preflight.filter((check) => !check.ok);
  if (failed.length > 0) return t("execution:gate.preflight", { checks: failed.map(preflightText).join("; ") });
  if (review.approvals.some((approval) => !approval.signatureValid)) return t("execution:gate.signature");
  if (review.approvals.length < review.requiredApprovals)
    return t("execution:gate.approvals", { given: review.approvals.length, needed: review.requiredApprovals });
  return null;
}
