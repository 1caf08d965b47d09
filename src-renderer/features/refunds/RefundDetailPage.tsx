/** One refund: where it stands, whether money can move, what happens next by itself, what a person may do, and every proof behind it (R22). */
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { useCall } from "#renderer/api/calls.ts";
import { AlsoOpen } from "#renderer/api/AlsoOpen.tsx";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { explain } from "#renderer/api/explain.ts";
import { EvidenceSection } from "#renderer/api/EvidenceSection.tsx";
import { useFreshness } from "#renderer/api/freshness.ts";
import type { RefundDetail } from "#shared/contract/ipc.ts";
import { refundOutlook } from "#shared/domain/refundOutlook.ts";
import { REFUND_KIND_LABELS } from "#shared/domain/refunds.ts";
import { CopyButton } from "#renderer/ui/CopyButton.tsx";
import { classNames } from "#renderer/ui/classNames.ts";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FreshnessMark } from "#renderer/ui/FreshnessMark.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { useNow } from "#renderer/ui/preferences.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { EventTimeline } from "#renderer/words/EventTimeline.tsx";
import { FoundPayment } from "./FoundPayment.tsx";
import { PipelineStepper } from "./PipelineStepper.tsx";
import { RefundActions } from "./RefundActions.tsx";
import { RefundSections } from "./RefundSections.tsx";
import { SlipSection } from "./SlipSection.tsx";
import styles from "./refunds.module.css";

export function RefundDetailPage() {
  const { id } = useParams({ from: "/frame/refunds/$id" });
  return <Detail key={id} id={id} />;
}

function Detail({ id }: { id: string }) {
  const { found } = useSearch({ from: "/frame/refunds/$id" });
  const detail = useCall("refunds", "get", { id });
  const depositId = detail.data?.refund.depositId;
  const timeline = useCall(
    "deposits",
    "timeline",
    { depositId: depositId ?? id },
    { enabled: depositId !== undefined },
  );
  const refundNo = detail.data?.refund.refundNo;
  useEffect(() => {
    document.title = refundNo === undefined ? "Deposit Desk" : `${refundNo} - Deposit Desk`;
  }, [refundNo]);
  if (detail.error !== null && detail.error.code === "NOT_FOUND")
    return (
      <EmptyState
        title="This refund is not in the copy on this computer."
        actions={<Link to="/refunds">Go to Refunds</Link>}
      >
        It may lie outside what you may see, or the link is old.
      </EmptyState>
    );
  if (detail.error !== null) return <ErrorPanel {...explain(detail.error)} onRetry={() => void detail.refetch()} />;
  if (detail.data === undefined) return <Skeleton lines={14} label="Loading the refund" />;
  const { refund } = detail.data;
  return (
    <article className={styles.page} aria-label={`Refund ${refund.refundNo}`}>
      <RefundHeader detail={detail.data} />
      {found === undefined ? null : <FoundPayment refund={refund} txHash={found} />}
      <PipelineStepper refund={refund} />
      <Answers detail={detail.data} />
      <div className={styles.columns}>
        <div className={styles.facts} role="region" aria-label="Facts of the refund" tabIndex={0}>
          <RefundSections detail={detail.data} />
        </div>
        <aside className={styles.side} aria-label="Timeline of the refund">
          <EvidenceSection about="refund" id={refund.id} no={refund.refundNo} />
          <SlipSection id={refund.id} refundNo={refund.refundNo} />
          <Section title="Timeline">
            {timeline.error === null ? (
              <EventTimeline
                events={timeline.data ?? []}
                only={{ refundId: refund.id }}
                label="Timeline of the refund"
              />
            ) : (
              <ErrorPanel {...explain(timeline.error)} onRetry={() => void timeline.refetch()} inset />
            )}
          </Section>
        </aside>
      </div>
    </article>
  );
}

function RefundHeader({ detail }: { detail: RefundDetail }) {
  const { refund, asOf, currency } = detail;
  const { decimalsOf } = useCurrencyBook();
  const freshness = useFreshness(asOf);
  return (
    <RefundActions detail={detail}>
      <div className={styles.path}>
        <nav aria-label="Path">WBO - Virtual Asset Management - Deposit/Withdrawal - Refunds - </nav>
        <strong className="numeric">{refund.refundNo}</strong>
        <CopyButton text={refund.refundNo} what="the refund number" />
      </div>
      <h1 className={styles.amountLine}>
        <Money
          amount={refund.amount}
          currency={refund.currency}
          decimals={currency?.displayDecimals ?? decimalsOf(refund.currency, refund.network)}
          size="view"
        />
        <StatusPill kind="refund" status={refund.status} tinted large />
      </h1>
      <div className={styles.who}>
        <AlsoOpen kind="refund" id={refund.id} />
        <span>
          <span className="quiet">Returns</span>{" "}
          <Link to="/records/$id" params={{ id: refund.depositId }}>
            {refund.recordNo}
          </Link>
        </span>
        <span>
          <span className="quiet">Customer</span> {refund.customerNo} {refund.customerName}
        </span>
        <span>
          <span className="quiet">Asked by</span> {refund.requestedBy.name},{" "}
          <TimeText at={refund.requestedAt} form="auto" />
        </span>
        <span>
          <span className="quiet">Kind</span> {REFUND_KIND_LABELS[refund.kind]}
        </span>
        <span className="secondary">
          Version {refund.version} · <FreshnessMark {...freshness} />
        </span>
      </div>
    </RefundActions>
  );
}

/** How often the answers look at the time: a payment that waits long asks for a person. */
const OUTLOOK_EVERY_MS = 15_000;

function Answers({ detail: { refund } }: { detail: RefundDetail }) {
  const now = useNow(OUTLOOK_EVERY_MS);
  const signedAt = refund.attempts.at(-1)?.at;
  const outlook = refundOutlook(refund, signedAt === undefined ? 0 : now - Date.parse(signedAt));
  return (
    <div className={styles.answers} role="status" aria-label="What this status means">
      <div
        className={classNames(
          styles.answer,
          outlook.money === "MAY" && styles.may,
          outlook.money === "HAS" && styles.moved,
        )}
      >
        <h3>Can money move now?</h3>
        <p>{outlook.moneyText}</p>
      </div>
      <div className={styles.answer}>
        <h3>What happens next by itself</h3>
        <p>{outlook.byItself}</p>
      </div>
      <div className={classNames(styles.answer, outlook.attention && styles.attention)}>
        <h3>
          {outlook.attention ? (
            <>
              <IconAlertTriangle size={13} stroke={1.75} aria-hidden="true" /> Somebody should look at this now
            </>
          ) : (
            "What a person may do"
          )}
        </h3>
        <p>{outlook.people ?? "Nothing. It ends by itself."}</p>
      </div>
    </div>
  );
}
