/** Where the time of a refund goes, stage by stage. */
import type { RefundStages } from "#shared/contract/dashboard.ts";
import { t } from "#renderer/i18n/t.ts";
import { durationText } from "#renderer/ui/times.ts";
import { Panel } from "./Panel.tsx";
import styles from "./dashboard.module.css";

export function StagesPanel({ stages }: { stages: RefundStages }) {
  const rows = [
    { key: "approval", ms: stages.approvalMs },
    { key: "execution", ms: stages.executionMs },
    { key: "signing", ms: stages.signingMs },
    { key: "confirming", ms: stages.confirmingMs },
  ] as const;
  const longest = Math.max(...rows.map(({ ms }) => ms ?? 0), 1);
  return (
    <Panel title={t("dashboard:stages.title")} note={t("dashboard:stages.note")}>
      {stages.refunds === 0 ? (
        <p className="quiet">{t("dashboard:turnaround.none")}</p>
      ) : (
        <>
          <dl className={styles.stages}>
            {rows.map(({ key, ms }) => (
              <div key={key}>
                <dt>{t(`dashboard:stages.${key}`)}</dt>
                <dd>{ms === null ? "–" : durationText(ms)}</dd>
                <span className={styles.track} aria-hidden="true">
                  <span style={{ width: `${((ms ?? 0) / longest) * 100}%` }} />
                </span>
              </div>
            ))}
          </dl>
          <p className={styles.all}>
            {t("dashboard:stages.all", {
              total: stages.totalMs === null ? "–" : durationText(stages.totalMs),
              count: stages.refunds,
              late: stages.over4Hours,
            })}
          </p>
        </>
      )}
    </Panel>
  );
}
