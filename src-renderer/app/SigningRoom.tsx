/** The signing room: the whole window, no navigation and no search; the environment line stays above it. */
import { useSession } from "#renderer/api/session.tsx";
import { ExecuteRefundPage } from "#renderer/features/execution/ExecuteRefundPage.tsx";
import { EnvironmentLine } from "./EnvironmentLine.tsx";

export function SigningRoom() {
  const session = useSession();
  return (
    <>
      {session ? (
        <EnvironmentLine environment={session.environment} name={session.environmentName} place="room" />
      ) : null}
      <ExecuteRefundPage />
    </>
  );
}
