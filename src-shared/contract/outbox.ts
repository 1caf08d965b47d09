/**
 * What waits on a workstation to be sent to the central service: review marks and remarks, and nothing else. Nothing that moves money, changes a
 * record or anybody's rights is ever queued: this schema is the whole list, and the table that holds it refuses every other kind.
 */
import { REVIEW_MARKS } from "#shared/domain/reviews.ts";
import { z } from "#shared/zod.ts";
import { id, timestamp, version } from "./common.ts";
import { deposit } from "./deposit.ts";

export const OUTBOX_KIND = "REVIEW";

export const outboxEntry = z.strictObject({
  /** idempotency key of the sending, so that what was sent and not answered is not sent twice */
  id,
  kind: z.literal(OUTBOX_KIND),
  depositId: id,
  depositVersion: version,
  mark: z.enum(REVIEW_MARKS),
  remarks: z.string().max(500),
  madeAt: timestamp,
  /** CHANGED: the record is another one by now, the person decides again. REFUSED: the service does not take it, `problem` says why. */
  state: z.enum(["WAITING", "CHANGED", "REFUSED"]),
  /** words for the person; no secret */
  problem: z.string().nullable(),
  /** the record as it was looked at, and, once the service has refused, as it is */
  seen: deposit,
  current: deposit.nullable(),
});
export type OutboxEntry = z.infer<typeof outboxEntry>;
