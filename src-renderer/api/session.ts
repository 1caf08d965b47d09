/** Who is signed in, what he may do, and whether the central service is reached. */
import { useMemo } from "react";
import type { SessionState, SyncStatus } from "#shared/contract/ipc.ts";
import type { User } from "#shared/contract/session.ts";
import type { ActionContext } from "#shared/domain/deposits.ts";
import { useCall } from "./calls.ts";

/** undefined until the engine has answered for the first time. */
export function useSession(): SessionState | undefined {
  return useCall("session", "state", {}).data;
}

/** The person at the window. Only below the frame, where somebody is signed in. */
export function useUser(): User {
  const user = useSession()?.user;
  if (!user) throw new Error("nobody is signed in");
  return user;
}

export function useSyncStatus(): SyncStatus | undefined {
  return useCall("sync", "status", {}).data;
}

export function useOnline(): boolean {
  return useSyncStatus()?.phase !== "OFFLINE";
}

const NO_RIGHTS: ActionContext = { permissions: new Set(), online: false, administrators: [] };

/** For whyNotCancel, whyNotRequestRefund, whyNotApprove and the like. */
export function useActionContext(): ActionContext {
  const user = useSession()?.user ?? null;
  const online = useOnline();
  return useMemo(
    () =>
      user === null
        ? NO_RIGHTS
        : { permissions: new Set(user.permissions), online, administrators: user.administrators },
    [user, online],
  );
}
