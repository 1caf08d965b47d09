/** One record, from request to end, live (R11): the neighbours of the search at the left, the facts, the refund and the timeline. */
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { useCall } from "#renderer/api/calls.ts";
import { EvidenceSection } from "#renderer/api/EvidenceSection.tsx";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { EventTimeline } from "#renderer/words/EventTimeline.tsx";
import { NeighbourList } from "./NeighbourList.tsx";
import { RecordSections } from "./RecordSections.tsx";
import { RecordHeader } from "./RecordHeader.tsx";
import { EarlierRefunds, RefundPanel } from "./RefundPanel.tsx";
import styles from "./record.module.css";

export function RecordDetailPage() {
  const { id } = useParams({ from: "/frame/records/$id" });
  const search = useSearch({ from: "/frame/records/$id" });
  const navigate = useNavigate();
  const open = (recordId: string) => void navigate({ to: "/records/$id", params: { id: recordId }, search });
  return (
    <div className={styles.page}>
      <NeighbourList id={id} search={search} onOpen={open} />
      <RecordDetail key={id} id={id} />
    </div>
  );
}

function RecordDetail({ id }: { id: string }) {
  const detail = useCall("deposits", "get", { id });
  const timeline = useCall("deposits", "timeline", { depositId: id });
  const recordNo = detail.data?.deposit.recordNo;
  useEffect(() => {
    document.title = recordNo === undefined ? t("common:product") : `${recordNo} - ${t("common:product")}`;
  }, [recordNo]);

  if (detail.error !== null && detail.error.code === "NOT_FOUND")
    return (
      <EmptyState title={t("record:page.missing")} actions={<Link to="/records">{t("record:page.go")}</Link>}>
        {t("record:page.missingWords")}
      </EmptyState>
    );
  if (detail.error !== null) return <ErrorPanel {...explain(detail.error)} onRetry={() => void detail.refetch()} />;
  if (detail.data === undefined) return <Skeleton lines={14} label={t("record:page.loading")} />;

  const events = timeline.data ?? [];
  return (
    <article className={styles.detail} aria-label={t("record:page.label", { no: detail.data.deposit.recordNo })}>
      <RecordHeader detail={detail.data} />
      <div className={styles.columns}>
        <div className={styles.facts} role="region" aria-label={t("record:page.facts")} tabIndex={0}>
          <RecordSections detail={detail.data} events={events} />
        </div>
        <aside className={styles.side} aria-label={t("record:page.side")}>
          <RefundPanel detail={detail.data} />
          {detail.data.deposit.status === "CANCELLED" ? (
            <EvidenceSection about="cancellation" id={id} no={detail.data.deposit.recordNo} />
          ) : null}
          <Section title={t("record:page.timeline")} aside={t("record:page.events", { count: events.length })}>
            {timeline.error === null ? (
              <EventTimeline events={events} />
            ) : (
              <ErrorPanel {...explain(timeline.error)} onRetry={() => void timeline.refetch()} inset />
            )}
          </Section>
          <EarlierRefunds detail={detail.data} />
        </aside>
      </div>
    </article>
  );
}
