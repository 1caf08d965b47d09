/** What one is about to sign in to: environment, service, certificate, networks, keychain. Problems in plain words with what to do. */
import { IconAlertTriangle, IconBuildingBank, IconCheck, IconFlask, IconTestPipe } from "@tabler/icons-react";
import type { SessionState } from "#shared/contract/ipc.ts";
import { classNames } from "#renderer/ui/classNames.ts";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import styles from "./session.module.css";

const ENVIRONMENT_SIGNS = { PRODUCTION: IconBuildingBank, UAT: IconTestPipe, TEST: IconFlask } as const;

export function ConnectionFacts({ session }: { session: SessionState }) {
  const Sign = ENVIRONMENT_SIGNS[session.environment];
  const isDemo = session.demo !== null;
  return (
    <section aria-label="You are connecting to">
      <h2 className={styles.heading}>You are connecting to</h2>
      <FactList className={styles.connection}>
        <FactRow label="Environment">
          <span className={classNames(styles.environment, styles[session.environment.toLowerCase()])}>
            <Sign size={15} stroke={1.75} aria-hidden="true" />
            {isDemo ? `${session.environment}, demo` : `${session.environment}, ${session.environmentName}`}
          </span>
        </FactRow>
        <FactRow label="Central service">
          {isDemo ? `${hostOf(session.centralUrl)}, started with this window` : hostOf(session.centralUrl)}
        </FactRow>
        {session.centralProblem === null ? null : (
          <FactRow label="">
            <span className={styles.problem}>
              <IconAlertTriangle size={15} stroke={1.75} aria-hidden="true" />
              <span>{session.centralProblem}</span>
            </span>
          </FactRow>
        )}
        <FactRow label="Certificate">
          {session.certificate ?? "None, the connection never leaves this computer"}
        </FactRow>
        <FactRow label="Networks">{session.networks}</FactRow>
        {isDemo ? <FactRow label="Money">None. All customers, coins and keys here are invented.</FactRow> : null}
        <FactRow label="Keychain">
          {session.keychain.available ? (
            <span className={styles.fine}>
              <IconCheck size={15} stroke={1.75} aria-hidden="true" />
              {isDemo ? "Available, holds the demo keys" : "Available"}
            </span>
          ) : (
            <span className={styles.problem}>
              <IconAlertTriangle size={15} stroke={1.75} aria-hidden="true" />
              <span>
                {session.keychain.problem ??
                  "The keychain cannot be used. Unlock it or sign in to the desktop again; the program keeps no secret anywhere else."}
              </span>
            </span>
          )}
        </FactRow>
      </FactList>
    </section>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replace(/^127\.0\.0\.1(:\d+)?$/, "127.0.0.1") : url;
}
