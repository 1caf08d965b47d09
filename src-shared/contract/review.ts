/** Review marks and remarks on records: one of each person on each record, shared by everybody who may read it. */
import { REVIEW_MARKS } from "#shared/domain/reviews.ts";
import { z } from "#shared/zod.ts";
import { id, openEnum, pageOf, person, timestamp, version } from "./common.ts";

export const reviewInput = z.strictObject({
  mark: z.enum(REVIEW_MARKS),
  /** may be empty beside "Reviewed" alone */
  remarks: z.string().trim().max(500, "at most 500 characters"),
});
export type ReviewInput = z.infer<typeof reviewInput>;

export const review = z.object({
  depositId: id,
  by: person,
  mark: openEnum(REVIEW_MARKS),
  remarks: z.string(),
  /** version of the record that was looked at */
  depositVersion: version,
  at: timestamp,
});
export type Review = z.infer<typeof review>;
export const reviewPage = pageOf(review);
