/** Review marks: what a person thinks of a record after looking at it. A mark moves nothing: neither money, nor the record, nor anybody's rights. */
import { type SayRule, sayRuleInEnglish } from "./ruleWords.ts";

export const REVIEW_MARKS = ["REVIEWED", "QUESTION", "NOTE"] as const;
export type ReviewMark = (typeof REVIEW_MARKS)[number];

/** The audit event of each mark; a workstation reads marks from the record's history. */
export const REVIEW_ACTIONS: Record<ReviewMark, string> = {
  REVIEWED: "deposit.reviewed",
  QUESTION: "deposit.questioned",
  NOTE: "deposit.remarked",
};

/** What is wrong with a mark, in words; null when it may be kept. */
export function whyNotReview(mark: ReviewMark, remarks: string, say: SayRule = sayRuleInEnglish): string | null {
  if (remarks.trim() !== "") return null;
  if (mark === "QUESTION") return say("review.question");
  return mark === "NOTE" ? say("review.remark") : null;
}
