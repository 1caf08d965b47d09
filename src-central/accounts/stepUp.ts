/** Proving again who one is, for one action on one thing (R2.4, R21.2; security "Accounts": one step-up, one refund). */
import { appendEvent } from "#central/audit/appendEvent.ts";
import { later, MINUTE_MS } from "#central/clock.ts";
import { type BookContext, now, personOf } from "#central/context.ts";
import type { Outside } from "#central/http/route.ts";
import { newSecret } from "#central/random.ts";
import type { ResponseOf, http } from "#shared/contract/http.ts";
import type { StepUpInput } from "#shared/contract/session.ts";
import { AppError } from "#shared/errors.ts";
import { loadOwnAccount } from "./loadOwnAccount.ts";
import { countFailure, doorOf, forgetFailures, requireUnlocked } from "./lockout.ts";
import { useTotpCode } from "./totp.ts";

export const STEP_UP_MS = 5 * MINUTE_MS;

/** Before the transaction. Throws STEP_UP_FAILED and, after too many, ACCOUNT_LOCKED. */
export async function proveAgain(outside: Outside, { body }: { body: StepUpInput }): Promise<void> {
  const { rooms } = outside;
  const { user, deviceId } = await loadOwnAccount(outside);
  const door = await doorOf(rooms, { account: user.username, userId: user.id, deviceId });
  await requireUnlocked(rooms, door);
  const proven =
    body.method === "TOTP"
      ? await useTotpCode(rooms, user, body.code)
      : await rooms.passwords.verify(user.passwordHash, body.code);
  if (!proven) {
    await countFailure(rooms, door);
    throw new AppError("STEP_UP_FAILED", body.method === "TOTP" ? "The code is wrong" : "The password is wrong");
  }
  await forgetFailures(rooms, door);
}

export async function issueStepUp(
  context: BookContext,
  input: Omit<StepUpInput, "code">,
): Promise<ResponseOf<typeof http.auth.stepUp>> {
  const { userId, sessionId } = personOf(context);
  const stepUpToken = newSecret(context.random);
  const at = now(context);
  const expiresAt = later(at, STEP_UP_MS);
  const { method, action, resourceId, intentHash = null } = input;
  await context.books.insertStepUp({
    tokenHash: context.sha256(stepUpToken),
    userId,
    sessionId,
    method,
    action,
    resourceId,
    intentHash,
    createdAt: at,
    expiresAt,
  });
  await appendEvent(context, {
    action: "session.step_up",
    entity: "session",
    entityId: sessionId,
    after: { method, action, resourceId, intentHash },
  });
  return { stepUpToken, expiresAt };
}
