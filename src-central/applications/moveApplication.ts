/** Every change of an application. The status changes here and nowhere else (A1 to A6). */
import { and, eq } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import { type Context, now } from "#central/context.ts";
import { changedFields } from "#central/machines/changedFields.ts";
import { type RefusalCodes, requireTransition } from "#central/machines/requireTransition.ts";
import { applications } from "#central/store/tables.ts";
import {
  type ApplicationGuard,
  applicationMachine,
  type ApplicationTransitionId,
} from "#shared/domain/applicationMachine.ts";
import type { Facts, Mover } from "#shared/domain/machine.ts";
import { APPLICATION_STATUS_LABELS } from "#shared/domain/statuses.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { type ApplicationRow, toApplication } from "./toApplication.ts";

const CODES: RefusalCodes<ApplicationTransitionId, ApplicationGuard> = {
  status: "APPLICATION_STATE",
  statusOf: { A5: "APPLICATION_NOT_DELETABLE", A6: "APPLICATION_NOT_DELETABLE" },
  labels: APPLICATION_STATUS_LABELS,
  guards: { remarksGiven: "VALIDATION_FAILED", reasonGiven: "VALIDATION_FAILED" },
};

export type ApplicationMove = {
  facts: Facts<ApplicationGuard>;
  /** default: the context's actor */
  mover?: Mover;
  patch?: Partial<Pick<ApplicationRow, "flags" | "depositId" | "recordNo" | "decision" | "customerName">>;
  remarks?: string;
  reasonCode?: string;
  detail?: Record<string, string>;
  /** the whole application as it was goes into the audit event (R8.4) */
  snapshot?: boolean;
};

/** Throws APPLICATION_STATE (A5, A6: APPLICATION_NOT_DELETABLE), PERMISSION_DENIED, or the code of the guard that failed. */
export async function moveApplication(
  context: Context,
  application: ApplicationRow,
  id: ApplicationTransitionId,
  move: ApplicationMove,
): Promise<ApplicationRow> {
  const { facts, mover, patch = {} } = move;
  const transition = requireTransition(context, applicationMachine, CODES, id, application.status, facts, mover);
  const [row] = await context.db
    .update(applications)
    .set({ ...patch, status: transition.to, version: application.version + 1, updatedAt: now(context) })
    .where(and(eq(applications.id, application.id), eq(applications.version, application.version)))
    .returning();
  if (!row) throw new AppError("VERSION_MISMATCH", `${application.applicationNo} was changed at the same time`);
  const { before, after } = changedFields<ApplicationRow>(application, patch);
  await appendEvent(context, {
    action: transition.log,
    entity: "application",
    entityId: application.id,
    entityNo: application.applicationNo,
    depositId: row.depositId,
    fromStatus: application.status,
    toStatus: row.status,
    before: move.snapshot ? toApplication(application) : before,
    after,
    remarks: move.remarks ?? null,
    reasonCode: move.reasonCode ?? null,
    ...(move.detail && { detail: move.detail }),
  });
  return row;
}

/** A1. */
export async function createApplication(
  context: Context,
  values: Omit<typeof applications.$inferInsert, "status" | "version" | "createdAt" | "updatedAt">,
  move: Pick<ApplicationMove, "facts" | "mover">,
): Promise<ApplicationRow> {
  const transition = requireTransition(context, applicationMachine, CODES, "A1", null, move.facts, move.mover);
  const at = now(context);
  const [row] = await context.db
    .insert(applications)
    .values({ ...values, status: transition.to, version: 1, createdAt: at, updatedAt: at })
    .returning();
  invariant(row, "the application was written");
  await appendEvent(context, {
    action: transition.log,
    entity: "application",
    entityId: row.id,
    entityNo: row.applicationNo,
    toStatus: row.status,
    after: toApplication(row),
  });
  return row;
}
