/** A client's request arrives (guide, "Request Reception and Record Generation"; requirements, decision 2). */
import { eq, sql } from "drizzle-orm";

import { type Context, newId, now } from "#central/context.ts";
import { rowsOf } from "#central/store/inTransaction.ts";
import { nextNumber } from "#central/store/nextNumber.ts";
import { applications } from "#central/store/tables.ts";
import { canonicalJson } from "#shared/canonicalJson.ts";
import type { Application, ApplicationInput } from "#shared/contract/application.ts";
import { SYSTEM } from "#shared/domain/machine.ts";
import { AppError } from "#shared/errors.ts";
import { checkApplication } from "./checkApplication.ts";
import { generateRecord } from "./generateRecord.ts";
import { createApplication, moveApplication } from "./moveApplication.ts";
import { toApplication } from "./toApplication.ts";

/**
 * A request under a known clientRequestId is answered with what became of the first one (R7.2).
 * Throws DUPLICATE_REQUEST when another request came under the same id.
 */
export async function submitApplication(context: Context, input: ApplicationInput): Promise<Application> {
  const requestHash = context.sha256(canonicalJson(input));
  // Two deliveries of one request at the same time wait for each other here.
  await rowsOf(context.db, sql`select pg_advisory_xact_lock(hashtextextended(${input.clientRequestId}, 0))`);
  const [first] = await context.db
    .select()
    .from(applications)
    .where(eq(applications.clientRequestId, input.clientRequestId));
  if (first) {
    if (first.requestHash === requestHash) return toApplication(first);
    throw new AppError("DUPLICATE_REQUEST", `Another request came under this id: ${first.applicationNo}`, {
      extra: { current: toApplication(first) },
    });
  }

  const receivedAt = now(context);
  const request = { ...input, txHash: input.txHash ?? null };
  const { flags, customerName, usable } = await checkApplication(context, request, { id: null, receivedAt });
  const received = await createApplication(
    context,
    {
      ...request,
      id: newId(context),
      applicationNo: await nextNumber(context, "DA"),
      requestHash,
      customerName,
      // In the form in which it is compared with others.
      txHash: request.txHash?.trim().toLowerCase() ?? null,
      flags,
      requestedAt: receivedAt,
    },
    { facts: { requestArrived: true }, mover: SYSTEM },
  );
  if (flags.length > 0 || usable === null)
    return toApplication(
      await moveApplication(context, received, "A3", {
        facts: { checkFailed: true },
        mover: SYSTEM,
        detail: { flags: flags.map(({ code }) => code).join(", ") },
      }),
    );
  const record = await generateRecord(context, received, usable, true);
  return toApplication(
    await moveApplication(context, received, "A2", {
      facts: { checksPassed: true },
      mover: SYSTEM,
      patch: { depositId: record.id, recordNo: record.recordNo },
    }),
  );
}
