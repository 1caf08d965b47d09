import { IconLock } from "@tabler/icons-react";
import { Trans } from "react-i18next";
import { useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import type { Refund } from "#shared/contract/refund.ts";
import styles from "./execution.module.css";

/** The only head of the room: what is done for whom, how long the claim lasts, and by whom. */
export function RoomBar({ title, refund, secondsLeft }: { title: string; refund: Refund; secondsLeft: number | null }) {
  const user = useUser();
  const [role] = user.roles;
  return (
    <header className={styles.bar}>
      <div className={styles.barTitle}>
        <h1>{title}</h1>
        <span>
          {t("execution:bar.about", {
            refundNo: refund.refundNo,
            recordNo: refund.recordNo,
            name: refund.customerName,
            no: refund.customerNo,
          })}
        </span>
      </div>
      <div className={styles.barEnd}>
        {secondsLeft === null ? null : (
          <span className={styles.lease} role="timer" aria-label={t("execution:bar.claim")}>
            <IconLock size={14} stroke={1.75} aria-hidden="true" />
            <Trans
              t={t}
              i18nKey="execution:bar.left"
              values={{ seconds: secondsLeft }}
              components={{ seconds: <strong className="numeric" /> }}
            />
          </span>
        )}
        <span>
          <strong>{user.displayName}</strong> {role === undefined ? "" : codeLabel("role", role)}
        </span>
      </div>
    </header>
  );
}
