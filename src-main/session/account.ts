/** The person's own page: the guide's four permissions first, granted or missing, and whom to ask (R3.2, R3.4). */
import { http } from "#shared/contract/http.ts";
import type { AccountPage, CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { User } from "#shared/contract/session.ts";
import { GUIDE_PERMISSIONS, PERMISSIONS } from "#shared/domain/permissions.ts";
import type { Remote } from "#main/remote/Remote.ts";

export function accountPage(user: User): AccountPage {
  const granted = new Set<string>(user.permissions);
  const guide = new Set<string>(GUIDE_PERMISSIONS);
  return {
    user,
    permissions: PERMISSIONS.map((name) => ({ name, granted: granted.has(name), guide: guide.has(name) })),
    administrators: user.administrators,
  };
}

export async function requestAccess(
  { remote }: { remote: Remote },
  { idempotencyKey, ...body }: CallParsed<Calls["session"]["requestAccess"]>,
): Promise<null> {
  await remote.call(http.access.request, { body, idempotencyKey });
  return null;
}

/** Throws INVALID_CREDENTIALS, ACCOUNT_LOCKED, PASSWORD_WEAK. */
export async function changePassword(
  { remote }: { remote: Remote },
  { idempotencyKey, ...body }: CallParsed<Calls["session"]["changePassword"]>,
): Promise<void> {
  await remote.call(http.auth.password, { body, idempotencyKey });
}
