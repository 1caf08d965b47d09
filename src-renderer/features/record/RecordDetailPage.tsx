/** One record, from request to end, live (R11): the neighbours of the search at the left, the facts, the refund and the timeline. */
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { useCall } from "#renderer/api/calls.ts";
import { EvidenceSection } from "#renderer/api/EvidenceSection.tsx";
import { explain } from "#renderer/api/explain.ts";
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
    document.title = recordNo === undefined ? "Deposit Desk" : `${recordNo} - Deposit Desk`;
  }, [recordNo]);

  if (detail.error !== null && detail.error.code === "NOT_FOUND")
    return (
      <EmptyState
        title="This record is not in the copy on this computer."
        actions={<Link to="/records">Go to Deposit Records</Link>}
      >
        It may lie outside what you may see, or the link is old.
      </EmptyState>
    );
  if (detail.error !== null) return <ErrorPanel {...explain(detail.error)} onRetry={() => void detail.refetch()} />;
  if (detail.data === undefined) return <Skeleton lines={14} label="Loading the record" />;

  const events = timeline.data ?? [];
  return (
    <article className={styles.detail} aria-label={`Record ${detail.data.deposit.recordNo}`}>
      <RecordHeader detail={detail.data} />
      <div className={styles.columns}>
        <div className={styles.facts} role="region" aria-label="Facts of the record" tabIndex={0}>
          <RecordSections detail={detail.data} events={events} />
        </div>
        <aside className={styles.side} aria-label="Refund and timeline">
          <RefundPanel detail={detail.data} />
          {detail.data.deposit.status === "CANCELLED" ? (
            <EvidenceSection about="cancellation" id={id} no={detail.data.deposit.recordNo} />
          ) : null}
          <Section title="Timeline" aside={events.length === 1 ? "1 event" : `${events.length} events`}>
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
