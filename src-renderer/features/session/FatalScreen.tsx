/** A fault that keeps the program from working: what it is and what to do, nothing else. */
import { IconAlertTriangle } from "@tabler/icons-react";
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
      <p className="quiet">Nothing was signed and nothing was sent.</p>
      <p className={styles.version}>
        <span>Version {appVersion}</span>
        <CopyButton
          text={`${fatal.title}\n${fatal.advice}\nDeposit Desk ${appVersion}`}
          what="the fault"
          label="Copy"
        />
      </p>
    </main>
  );
}
