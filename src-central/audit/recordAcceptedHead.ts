/** A person takes over a restored log on one workstation: written into the very log that is accepted, with what was lost (R16.3). */
import { and, eq } from "drizzle-orm";

import { consumeStepUp } from "#central/accounts/consumeStepUp.ts";
import { type Context, personOf } from "#central/context.ts";
import { auditTreeHeads } from "#central/store/tables.ts";
import type { BodyOf, http, ResponseOf } from "#shared/contract/http.ts";
import { AppError } from "#shared/errors.ts";
import { appendEvent } from "./appendEvent.ts";

/** Throws NOT_FOUND for a head that this service never signed, STEP_UP_REQUIRED. */
export async function recordAcceptedHead(
  context: Context,
  { kept, accepted, broken, remarks, stepUpToken }: BodyOf<typeof http.audit.acceptHead>,
): Promise<ResponseOf<typeof http.audit.acceptHead>> {
  const { workstationId } = personOf(context);
  const { size, rootHash } = accepted;
  const [signed] = await context.db
    .select({ size: auditTreeHeads.size })
    .from(auditTreeHeads)
    .where(and(eq(auditTreeHeads.size, size), eq(auditTreeHeads.rootHash, rootHash)));
  if (!signed) throw new AppError("NOT_FOUND", "This service never signed such a head of its log");
  await consumeStepUp(context, { token: stepUpToken, action: "audit.accept-head", resourceId: workstationId });
  await appendEvent(context, {
    action: "audit.head_accepted",
    entity: "workstation",
    entityId: workstationId,
    before: kept,
    after: accepted,
    remarks,
    detail: { because: broken },
  });
  return { recorded: 1 };
}
