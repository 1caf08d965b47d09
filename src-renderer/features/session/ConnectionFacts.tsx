/** What one is about to sign in to: environment, service, certificate, networks, keychain. Problems in plain words with what to do. */
import { IconAlertTriangle, IconBuildingBank, IconCheck, IconFlask, IconTestPipe } from "@tabler/icons-react";
import type { SessionState } from "#shared/contract/ipc.ts";
import { listText } from "#renderer/i18n/listText.ts";
import { t } from "#renderer/i18n/t.ts";
import { classNames } from "#renderer/ui/classNames.ts";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import styles from "./session.module.css";

const ENVIRONMENT_SIGNS = { PRODUCTION: IconBuildingBank, UAT: IconTestPipe, TEST: IconFlask } as const;

export function ConnectionFacts({ session }: { session: SessionState }) {
  const Sign = ENVIRONMENT_SIGNS[session.environment];
  const isDemo = session.demo !== null;
  return (
    <section aria-label={t("session:connection.title")}>
      <h2 className={styles.heading}>{t("session:connection.title")}</h2>
      <FactList className={styles.connection}>
        <FactRow label={t("session:connection.environment")}>
          <span className={classNames(styles.environment, styles[session.environment.toLowerCase()])}>
            <Sign size={15} stroke={1.75} aria-hidden="true" />
            {isDemo
              ? t("session:connection.demo", { environment: session.environment })
              : listText([session.environment, session.environmentName])}
          </span>
        </FactRow>
        <FactRow label={t("session:connection.service")}>
          {isDemo
            ? t("session:connection.serviceHere", { host: hostOf(session.centralUrl) })
            : hostOf(session.centralUrl)}
        </FactRow>
        {session.centralProblem === null ? null : (
          <FactRow label="">
            <span className={styles.problem}>
              <IconAlertTriangle size={15} stroke={1.75} aria-hidden="true" />
              <span>{session.centralProblem}</span>
            </span>
          </FactRow>
        )}
        <FactRow label={t("session:connection.certificate")}>
          {session.certificate ?? t("session:connection.noCertificate")}
        </FactRow>
        <FactRow label={t("session:connection.networks")}>{session.networks}</FactRow>
        {isDemo ? <FactRow label={t("session:connection.money")}>{t("session:connection.noMoney")}</FactRow> : null}
        <FactRow label={t("session:connection.keychain")}>
          {session.keychain.available ? (
            <span className={styles.fine}>
              <IconCheck size={15} stroke={1.75} aria-hidden="true" />
              {isDemo ? t("session:connection.availableDemo") : t("session:connection.available")}
            </span>
          ) : (
            <span className={styles.problem}>
              <IconAlertTriangle size={15} stroke={1.75} aria-hidden="true" />
              <span>{session.keychain.problem ?? t("session:connection.unusable")}</span>
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
