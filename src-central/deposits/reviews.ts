/**
 * Review marks and remarks: one of each person on each record, replaced by the next one, in the history of the record for everybody who may read it.
 * The mark counts for the version that the person saw: of a record that has changed meanwhile it is refused (R24.2).
 */
import { asc, eq } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { asPerson, type Context, now, personOf } from "#central/context.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import { reviews } from "#central/store/tables.ts";
import type { Review, ReviewInput } from "#shared/contract/review.ts";
import { REVIEW_ACTIONS, whyNotReview } from "#shared/domain/reviews.ts";
import { AppError } from "#shared/errors.ts";
import { loadDeposit, lockDeposit } from "./loadDeposit.ts";
import { toDeposit } from "./toDeposit.ts";

/** In the order in which they were made. Throws NOT_FOUND. */
export async function listReviews(context: Context, depositId: string): Promise<Review[]> {
  await loadDeposit(context, depositId);
  const rows = await context.db
    .select()
    .from(reviews)
    .where(eq(reviews.depositId, depositId))
    .orderBy(asc(reviews.at), asc(reviews.userId));
  return rows.map(({ userId: _userId, ...review }) => review);
}

/** Throws NOT_FOUND, VERSION_MISMATCH (with the record as it is now), VALIDATION_FAILED. */
export async function reviewDeposit(
  context: Context,
  { id, seenVersion, mark, remarks }: { id: string; seenVersion: number } & ReviewInput,
): Promise<Review> {
  const wrong = whyNotReview(mark, remarks);
  if (wrong !== null)
    throw new AppError("VALIDATION_FAILED", wrong, {
      extra: { errors: [{ pointer: "/remarks", code: "required", detail: wrong }] },
    });
  const deposit = await lockDeposit(context, id);
  expectVersion(seenVersion, toDeposit(deposit));
  const actor = personOf(context);
  const review = {
    depositId: id,
    by: asPerson(actor),
    mark,
    remarks,
    depositVersion: deposit.version,
    at: now(context),
  };
  await context.db
    .insert(reviews)
    .values({ ...review, userId: actor.userId })
    .onConflictDoUpdate({ target: [reviews.depositId, reviews.userId], set: review });
  await appendEvent(context, {
    action: REVIEW_ACTIONS[mark],
    entity: "deposit",
    entityId: id,
    entityNo: deposit.recordNo,
    depositId: id,
    remarks: remarks === "" ? null : remarks,
    detail: { recordVersion: String(deposit.version) },
  });
  return review;
}
