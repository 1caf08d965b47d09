/** Proves again who the person is, for one action on one thing (R2.4, R20a). */
import { http } from "#shared/contract/http.ts";
import type { StepUpInput, User } from "#shared/contract/session.ts";
import type { Remote } from "#main/remote/Remote.ts";
import type { Random } from "#main/world/random.ts";

export type StepUpRequest = {
  action: StepUpInput["action"];
  resourceId: string;
  intentHash?: string;
  /** password, or the code of the authenticator when the person has one */
  proof: string;
};

/** A token for exactly this. Throws STEP_UP_FAILED, ACCOUNT_LOCKED. */
export async function stepUp(
  { remote, random, user }: { remote: Remote; random: Random; user: User },
  { action, resourceId, intentHash, proof }: StepUpRequest,
): Promise<string> {
  // Six digits of somebody with an authenticator are its code; everything else is the password.
  const method = user.totpEnrolled && /^\d{6}$/.test(proof) ? "TOTP" : "PASSWORD";
  const body = {
    method,
    code: proof,
    action,
    resourceId,
    ...(intentHash === undefined ? {} : { intentHash }),
  } as const;
  const { stepUpToken } = await remote.call(http.auth.stepUp, { body, idempotencyKey: random.uuid() });
  return stepUpToken;
}
