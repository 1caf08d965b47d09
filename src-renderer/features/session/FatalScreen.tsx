/** A fault that keeps the program from working: what it is and what to do, nothing else. */
import { IconAlertTriangle } from "@tabler/icons-react";
import { t } from "#renderer/i18n/t.ts";
import { Brand } from "#renderer/ui/Brand.tsx";
import { CopyButton } from "#renderer/ui/CopyButton.tsx";
import styles from "./session.module.css";

export function FatalScreen({ fatal, appVersion }: { fatal: { title: string; advice: string }; appVersion: string }) {
  return (
    <main className={styles.fatal} role="alert">
      <Brand large />
      <h1 className={styles.fatalTitle}>
        <IconAlertTriangle size={20} stroke={1.75} aria-hidden="true" />
        {fatal.title}
      </h1>
      <p className={styles.fatalAdvice}>{fatal.advice}</p>
      <p className="quiet">{t("session:fatal.nothing")}</p>
      <p className={styles.version}>
        <span>{t("session:version", { version: appVersion })}</span>
        <CopyButton
          text={`${fatal.title}\n${fatal.advice}\n${t("common:product")} ${appVersion}`}
          what={t("session:fatal.name")}
          label={t("ui:copy")}
        />
      </p>
    </main>
  );
}
