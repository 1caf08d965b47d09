/** One refund: where it stands, whether money can move, what happens next by itself, what a person may do, and every proof behind it (R22). */
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { Trans } from "react-i18next";
import { useCall } from "#renderer/api/calls.ts";
import { AlsoOpen } from "#renderer/api/AlsoOpen.tsx";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { explain } from "#renderer/api/explain.ts";
import { EvidenceSection } from "#renderer/api/EvidenceSection.tsx";
import { useFreshness } from "#renderer/api/freshness.ts";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import type { RefundDetail } from "#shared/contract/ipc.ts";
import { refundOutlook } from "#shared/domain/refundOutlook.ts";
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
import { outlookText } from "./outlookText.ts";
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
    document.title = refundNo === undefined ? t("common:product") : `${refundNo} - ${t("common:product")}`;
  }, [refundNo]);
  if (detail.error !== null && detail.error.code === "NOT_FOUND")
    return (
      <EmptyState title={t("refunds:detail.notHere")} actions={<Link to="/refunds">{t("refunds:detail.toList")}</Link>}>
        {t("refunds:detail.oldLink")}
      </EmptyState>
    );
  if (detail.error !== null) return <ErrorPanel {...explain(detail.error)} onRetry={() => void detail.refetch()} />;
  if (detail.data === undefined) return <Skeleton lines={14} label={t("refunds:detail.loading")} />;
  const { refund } = detail.data;
  return (
    <article className={styles.page} aria-label={t("refunds:detail.title", { no: refund.refundNo })}>
      <RefundHeader detail={detail.data} />
      {found === undefined ? null : <FoundPayment refund={refund} txHash={found} />}
      <PipelineStepper refund={refund} />
      <Answers detail={detail.data} />
      <div className={styles.columns}>
        <div className={styles.facts} role="region" aria-label={t("refunds:detail.facts")} tabIndex={0}>
          <RefundSections detail={detail.data} />
        </div>
        <aside className={styles.side} aria-label={t("refunds:detail.timelineOf")}>
          <EvidenceSection about="refund" id={refund.id} no={refund.refundNo} />
          <SlipSection id={refund.id} refundNo={refund.refundNo} />
          <Section title={t("refunds:detail.timeline")}>
            {timeline.error === null ? (
              <EventTimeline
                events={timeline.data ?? []}
                only={{ refundId: refund.id }}
                label={t("refunds:detail.timelineOf")}
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
        <nav aria-label={t("refunds:detail.path")}>{t("frame:places.refunds.path")} - </nav>
        <strong className="numeric">{refund.refundNo}</strong>
        <CopyButton text={refund.refundNo} what={t("refunds:detail.theNumber")} />
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
          <span className="quiet">{t("refunds:detail.returns")}</span>{" "}
          <Link to="/records/$id" params={{ id: refund.depositId }}>
            {refund.recordNo}
          </Link>
        </span>
        <span>
          <span className="quiet">{t("refunds:head.customer")}</span> {refund.customerNo} {refund.customerName}
        </span>
        <span>
          <span className="quiet">{t("refunds:head.askedBy")}</span>{" "}
          <Trans
            t={t}
            i18nKey="refunds:detail.asked"
            values={{ name: refund.requestedBy.name }}
            components={{ at: <TimeText at={refund.requestedAt} form="auto" /> }}
          />
        </span>
        <span>
          <span className="quiet">{t("refunds:detail.kind")}</span> {codeLabel("refundKind", refund.kind)}
        </span>
        <span className="secondary">
          <Trans
            t={t}
            i18nKey="refunds:detail.version"
            values={{ number: refund.version }}
            components={{ fresh: <FreshnessMark {...freshness} /> }}
          />
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
  const says = outlookText(outlook);
  return (
    <div className={styles.answers} role="status" aria-label={t("refunds:answers.title")}>
      <div
        className={classNames(
          styles.answer,
          outlook.money === "MAY" && styles.may,
          outlook.money === "HAS" && styles.moved,
        )}
      >
        <h3>{t("refunds:answers.money")}</h3>
        <p>{says.money}</p>
      </div>
      <div className={styles.answer}>
        <h3>{t("refunds:answers.byItself")}</h3>
        <p>{says.byItself}</p>
      </div>
      <div className={classNames(styles.answer, outlook.attention && styles.attention)}>
        <h3>
          {outlook.attention ? (
            <>
              <IconAlertTriangle size={13} stroke={1.75} aria-hidden="true" /> {t("refunds:answers.attention")}
            </>
          ) : (
            t("refunds:answers.people")
          )}
        </h3>
        <p>{says.people ?? t("refunds:answers.nothing")}</p>
      </div>
    </div>
  );
}
