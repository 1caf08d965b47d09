/** What this computer knows of the log: the newest signed head that it keeps, and that every later one continues it. */
import { IconAlertOctagon, IconShieldCheck } from "@tabler/icons-react";
import { Trans } from "react-i18next";
import { useCall } from "#renderer/api/calls.ts";
import { countText } from "#renderer/i18n/countText.ts";
import { t } from "#renderer/i18n/t.ts";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import styles from "./audit.module.css";

export function LogIntegrityLine() {
  const integrity = useCall("audit", "integrity", {});
  const { head = null, checkedAt = null, broken = null } = integrity.data ?? {};
  return (
    <div className={styles.integrity} role="status" aria-label={t("audit:integrity.title")}>
      {broken !== null ? (
        <span className={styles.broken}>
          <IconAlertOctagon size={15} stroke={1.75} aria-hidden="true" />
          {t("audit:integrity.notSeen", { broken })}
        </span>
      ) : head === null ? (
        <span className="quiet">{t("audit:integrity.none")}</span>
      ) : (
        <span className={styles.whole}>
          <IconShieldCheck size={15} stroke={1.75} aria-hidden="true" />
          <Trans
            t={t}
            i18nKey="audit:integrity.signed"
            components={{ event: <EventNumber of={head.size} />, at: <TimeText at={head.at} form="auto" /> }}
          />
        </span>
      )}
      {checkedAt === null ? null : (
        <span className="quiet">
          <Trans
            t={t}
            i18nKey="audit:integrity.compared"
            components={{ at: <TimeText at={checkedAt} form="auto" /> }}
          />
        </span>
      )}
    </div>
  );
}

function EventNumber({ of }: { of: number }) {
  return <span className="numeric">{countText(of)}</span>;
}
