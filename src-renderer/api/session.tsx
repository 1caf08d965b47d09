/** Who is signed in, what he may do, and whether the central service is reached. */
import { createContext, use, useMemo, type ReactNode } from "react";
import type { SessionState, SyncStatus } from "#shared/contract/ipc.ts";
import type { User } from "#shared/contract/session.ts";
import { sayReason } from "#renderer/i18n/sayReason.ts";
import type { ActionContext } from "#shared/domain/deposits.ts";
import { useCall } from "./calls.ts";

/** undefined until the engine has answered for the first time. */
export function useSession(): SessionState | undefined {
  return useCall("session", "state", {}).data;
}

const UserContext = createContext<User | null>(null);

export function UserProvider({ user, children }: { user: User; children: ReactNode }) {
  return <UserContext value={user}>{children}</UserContext>;
}

/** The person at the window. Only inside the pages, where somebody is signed in. */
export function useUser(): User {
  const user = use(UserContext);
  if (!user) throw new Error("nobody is signed in");
  return user;
}

export function useSyncStatus(): SyncStatus | undefined {
  return useCall("sync", "status", {}).data;
}

export function useOnline(): boolean {
  return useSyncStatus()?.phase !== "OFFLINE";
}

const NO_RIGHTS: ActionContext = { permissions: new Set(), online: false, administrators: [], say: sayReason };

/** For whyNotCancel, whyNotRequestRefund, whyNotApprove and the like. */
export function useActionContext(): ActionContext {
  const user = useSession()?.user ?? null;
  const online = useOnline();
  return useMemo(
    () =>
      user === null
        ? NO_RIGHTS
        : { permissions: new Set(user.permissions), online, administrators: user.administrators, say: sayReason },
    [user, online],
  );
}
