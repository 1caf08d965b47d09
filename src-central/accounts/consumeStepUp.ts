import { type BookContext, now, personOf } from "#central/context.ts";
import type { stepUps } from "#central/store/tables.ts";
import type { STEP_UP_ACTIONS } from "#shared/contract/session.ts";
import { AppError } from "#shared/errors.ts";

export type StepUpRow = typeof stepUps.$inferSelect;
export type NewStepUpRow = typeof stepUps.$inferInsert;

/**
 * Uses a step-up up, in the transaction of the action it was made for. It must be this person's, of this session, for exactly this action,
 * resource and intent, unused and not older than five minutes. Throws STEP_UP_REQUIRED otherwise.
 */
export async function consumeStepUp(
  context: BookContext,
  purpose: { token: string; action: (typeof STEP_UP_ACTIONS)[number]; resourceId: string; intentHash?: string },
): Promise<void> {
  const { userId, sessionId } = personOf(context);
  const tokenHash = context.sha256(purpose.token);
  const row = await context.books.lockStepUp(tokenHash);
  const fits =
    row !== null &&
    row.userId === userId &&
    row.sessionId === sessionId &&
    row.action === purpose.action &&
    row.resourceId === purpose.resourceId &&
    row.intentHash === (purpose.intentHash ?? null) &&
    row.usedAt === null &&
    row.expiresAt > now(context);
  if (!fits) throw new AppError("STEP_UP_REQUIRED", "Prove who you are once more for exactly this action");
  await context.books.useStepUp(tokenHash, now(context));
}
