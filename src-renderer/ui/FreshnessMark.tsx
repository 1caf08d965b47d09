/** How fresh what is shown is: live while the copy follows the central service, else the moment it last equalled it, in the colour of caution. */
import { Trans } from "react-i18next";
import { t } from "#renderer/i18n/t.ts";
import { Age, TimeText } from "./TimeText.tsx";
import styles from "./FreshnessMark.module.css";

export function FreshnessMark({ asOf, live }: { asOf: string | null; live: boolean }) {
  if (asOf === null) return <span className={styles.stale}>{t("ui:fresh.never")}</span>;
  if (live)
    return (
      <span className="numeric">
        <Trans t={t} i18nKey="ui:fresh.live" components={{ at: <TimeText at={asOf} form="auto" withZone /> }} />
      </span>
    );
  return (
    <span className={styles.stale} role="status">
      <Trans
        t={t}
        i18nKey="ui:fresh.asOf"
        components={{ at: <TimeText at={asOf} form="auto" withZone />, age: <Age since={asOf} ago /> }}
      />
    </span>
  );
}
