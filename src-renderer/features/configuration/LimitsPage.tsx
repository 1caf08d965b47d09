/** Limits of refunds: what holds now for each currency, what is proposed, and every version that ever held (features 34, 35 and 45). */
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useOnline } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { CurrencyLimitsSection } from "./CurrencyLimitsSection.tsx";
import styles from "./configuration.module.css";

/** What another person decides is seen soon without asking. */
const LOOK_EVERY_MS = 15_000;

export function LimitsPage() {
  const online = useOnline();
  const limits = useFreshCall("limits", "list", {}, { enabled: online, everyMs: LOOK_EVERY_MS });
  return (
    <div className={styles.page}>
      <PageHeader path={t("frame:places.limits.path")} title={t("configuration:limits.title")} />
      <div className={styles.scroll} role="region" aria-label={t("configuration:limits.region")} tabIndex={0}>
        {!online && (limits.data === undefined || limits.error !== null) ? (
          <EmptyState title={t("configuration:limits.offline")}>{t("configuration:limits.notKept")}</EmptyState>
        ) : limits.error !== null ? (
          <ErrorPanel {...explain(limits.error)} onRetry={() => void limits.refetch()} />
        ) : limits.data === undefined ? (
          <Skeleton label={t("configuration:limits.loading")} />
        ) : limits.data.length === 0 ? (
          <EmptyState title={t("configuration:limits.none")} />
        ) : (
          limits.data.map((one) => (
            <CurrencyLimitsSection
              key={`${one.network}/${one.currency}`}
              limits={one}
              onChanged={() => void limits.refetch()}
            />
          ))
        )}
      </div>
    </div>
  );
}
