/**
 * Nothing is seen before somebody has signed in (R2.1). When the window locks, the pages are hidden, not thrown away, so that
 * a half-written form is still there after unlocking; dialogs are drawn inside the hidden part and go with it.
 */
import { Activity, useState, type ReactNode } from "react";
import { useLanguage } from "#renderer/i18n/spokenLanguage.tsx";
import type { SessionState } from "#shared/contract/ipc.ts";
import type { User } from "#shared/contract/session.ts";
import { UserProvider, useSession } from "#renderer/api/session.tsx";
import { FatalScreen } from "#renderer/features/session/FatalScreen.tsx";
import { LockScreen } from "#renderer/features/session/LockScreen.tsx";
import { SignInScreen } from "#renderer/features/session/SignInScreen.tsx";
import { StartingScreen } from "#renderer/features/session/StartingScreen.tsx";
import { EnvironmentLine } from "./EnvironmentLine.tsx";
import styles from "./SessionGate.module.css";

export function SessionGate({ children }: { children: ReactNode }) {
  useLanguage();
  const session = useSession();
  const user = useLastUser(session);
  if (!session) return <StartingScreen />;
  if (session.fatal) return <FatalScreen fatal={session.fatal} appVersion={session.appVersion} />;
  const inside = user !== null && (session.phase === "SIGNED_IN" || session.phase === "LOCKED");
  return (
    <>
      {inside ? null : (
        <EnvironmentLine environment={session.environment} name={session.environmentName} place="sign-in" />
      )}
      {session.phase === "STARTING" ? <StartingScreen /> : null}
      {session.phase === "SIGNED_OUT" ? <SignInScreen session={session} /> : null}
      {session.phase === "LOCKED" && user !== null ? (
        <>
          <EnvironmentLine environment={session.environment} name={session.environmentName} place="sign-in" />
          <LockScreen session={session} user={user} />
        </>
      ) : null}
      {inside ? (
        <Activity key={user.id} mode={session.phase === "SIGNED_IN" ? "visible" : "hidden"}>
          <div className={styles.stage}>
            <UserProvider user={user}>{children}</UserProvider>
            <div id="overlays" />
          </div>
        </Activity>
      ) : null}
    </>
  );
}

/** While locked the engine names nobody; the pages behind the lock still belong to the person who locked. */
function useLastUser(session: SessionState | undefined): User | null {
  const [last, setLast] = useState<User | null>(null);
  const present = session?.user ?? null;
  if (present !== null && present !== last) setLast(present);
  if (session?.phase === "SIGNED_OUT" && last !== null) setLast(null);
  return present ?? last;
}
