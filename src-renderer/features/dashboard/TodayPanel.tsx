/** What today brought so far, in the operator's zone. What one may not read is not counted. */
import type { Dashboard } from "#shared/contract/dashboard.ts";
import { t } from "#renderer/i18n/t.ts";
import { Panel } from "./Panel.tsx";
import styles from "./dashboard.module.css";

const ROWS = ["applications", "credited", "refunded", "cancelled"] as const;

export function TodayPanel({ today }: { today: Dashboard["today"] }) {
  return (
    <Panel title={t("dashboard:today.title")}>
      <dl>
        {ROWS.map((row) => {
          const count = today[row];
          if (count === null) return null;
          return (
            <div key={row} className={styles.line}>
              <dt>{t(`dashboard:today.${row}`)}</dt>
              <dd className={styles.value}>{count.toLocaleString("en-GB")}</dd>
            </div>
          );
        })}
      </dl>
    </Panel>
  );
}
