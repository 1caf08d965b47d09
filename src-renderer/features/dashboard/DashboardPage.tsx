/** The first look of the day: what waits for whom, what moves on the chain, how the last two weeks went. Renders without any network. */
import { useCall } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshness } from "#renderer/api/freshness.ts";
import { t } from "#renderer/i18n/t.ts";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FreshnessMark } from "#renderer/ui/FreshnessMark.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { DailyAmountsChart } from "./DailyAmountsChart.tsx";
import { HealthPanel } from "./HealthPanel.tsx";
import { OnChainPanel } from "./OnChainPanel.tsx";
import { StagesPanel } from "./StagesPanel.tsx";
import { TodayPanel } from "./TodayPanel.tsx";
import { TurnaroundChart } from "./TurnaroundChart.tsx";
import { WaitingWork } from "./WaitingWork.tsx";
import styles from "./dashboard.module.css";

/** Ages grow although nothing is written. */
const AGE_AGAIN_MS = 60_000;

export function DashboardPage() {
  const { data, error, refetch } = useCall("dashboard", "read", {}, { everyMs: AGE_AGAIN_MS });
  const freshness = useFreshness(data?.asOf ?? null);
  return (
    <div className={styles.page}>
      <PageHeader
        path={t("dashboard:path")}
        title={t("dashboard:title")}
        actions={
          <span className="secondary">
            <FreshnessMark {...freshness} />
          </span>
        }
      />
      {error !== null && data === undefined ? (
        <ErrorPanel {...explain(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton label={t("dashboard:loading")} />
      ) : (
        <div className={styles.grid} role="region" aria-label={t("dashboard:title")} tabIndex={0}>
          <WaitingWork queues={data.queues} />
          <div className={styles.side}>
            <OnChainPanel refunds={data.onChain} />
            <HealthPanel />
          </div>
          <DailyAmountsChart days={data.days} deposits={data.deposits} refunds={data.refunds} />
          <TurnaroundChart days={data.days} turnaround={data.turnaround} />
          <div className={styles.side}>
            <StagesPanel stages={data.stages} />
            <TodayPanel today={data.today} />
          </div>
        </div>
      )}
    </div>
  );
}
