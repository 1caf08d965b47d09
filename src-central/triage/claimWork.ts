/**
 * Who works on an exception. One person at a time; a claim ends by itself, is given back, or is taken over with a reason.
 * It keeps two people from doing the same work and gives nobody a right: holds are decided by their own rules.
 */
import { eq } from "drizzle-orm";

import { appendEvent, type NewEvent } from "#central/audit/appendEvent.ts";
import { later } from "#central/clock.ts";
import { asPerson, type Context, now, personOf } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import { workClaims } from "#central/store/tables.ts";
import type { WorkClaim } from "#shared/contract/triage.ts";
import { isTriaged, WORK_CLAIM_MS } from "#shared/domain/triage.ts";
import { AppError } from "#shared/errors.ts";
import { toWorkClaim } from "./toWorkClaim.ts";

/** One's own claim again runs anew. Throws NOT_FOUND, DEPOSIT_STATE, WORK_CLAIMED with the holder. */
export async function claimWork(context: Context, id: string): Promise<WorkClaim> {
  const deposit = await lockTriaged(context, id);
  const present = await liveClaim(context, id);
  if (present !== null && present.by.id !== personOf(context).userId) throw claimedBy(present);
  return keepClaim(context, deposit, { action: "deposit.work_claimed" });
}

/** From whoever holds it, with a reason that he reads in the record's history. Throws NOT_FOUND, DEPOSIT_STATE when nobody else holds it. */
export async function takeOverWork(
  context: Context,
  { id, remarks }: { id: string; remarks: string },
): Promise<WorkClaim> {
  const deposit = await lockTriaged(context, id);
  const present = await liveClaim(context, id);
  if (present === null || present.by.id === personOf(context).userId)
    throw new AppError("DEPOSIT_STATE", "Nobody else holds this work. Claim it instead of taking it over.");
  const detail = { previousHolder: present.by.name };
  return keepClaim(context, deposit, { action: "deposit.work_taken_over", remarks, detail });
}

/** Throws NOT_FOUND, WORK_CLAIMED when it is another person's, DEPOSIT_STATE when it is nobody's. */
export async function releaseWork(context: Context, id: string): Promise<void> {
  const deposit = await lockDeposit(context, id);
  const present = await liveClaim(context, id);
  if (present === null) throw new AppError("DEPOSIT_STATE", "Nobody holds this work; there is nothing to give back.");
  if (present.by.id !== personOf(context).userId) throw claimedBy(present);
  await context.db.delete(workClaims).where(eq(workClaims.depositId, id));
  await appendEvent(context, { action: "deposit.work_released", ...aboutRecord(deposit) });
}

async function lockTriaged(context: Context, id: string): Promise<DepositRow> {
  const deposit = await lockDeposit(context, id);
  if (!isTriaged(deposit.status))
    throw new AppError("DEPOSIT_STATE", "Nothing about this record waits for people; there is no work to claim.");
  return deposit;
}

async function liveClaim(context: Context, depositId: string): Promise<WorkClaim | null> {
  const [row] = await context.db.select().from(workClaims).where(eq(workClaims.depositId, depositId));
  return row !== undefined && row.expiresAt > now(context) ? toWorkClaim(row) : null;
}

async function keepClaim(
  context: Context,
  deposit: DepositRow,
  event: Pick<NewEvent, "remarks" | "detail"> & { action: string },
): Promise<WorkClaim> {
  const claimedAt = now(context);
  const claim = { by: asPerson(personOf(context)), claimedAt, expiresAt: later(claimedAt, WORK_CLAIM_MS) };
  await context.db
    .insert(workClaims)
    .values({ depositId: deposit.id, ...claim })
    .onConflictDoUpdate({ target: workClaims.depositId, set: claim });
  await appendEvent(context, { ...event, ...aboutRecord(deposit) });
  return { depositId: deposit.id, ...claim };
}

function aboutRecord({ id, recordNo }: DepositRow): Pick<NewEvent, "entity" | "entityId" | "entityNo" | "depositId"> {
  return { entity: "deposit", entityId: id, entityNo: recordNo, depositId: id };
}

function claimedBy({ by, expiresAt }: WorkClaim): AppError {
  const detail = `${by.name} works on this record until ${expiresAt}. Ask, or take it over with a reason.`;
  return new AppError("WORK_CLAIMED", detail, { extra: { holder: by.name } });
}
