/** One request with everything a supervisor must see, and the bar on which he decides. Picture: approval queue. */
import { IconAlertOctagon, IconCheck, IconHourglassEmpty } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Trans } from "react-i18next";
import { useCall } from "#renderer/api/calls.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { explain } from "#renderer/api/explain.ts";
import { useActionContext, useSyncStatus, useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { listText } from "#renderer/i18n/listText.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { whyNotApprove } from "#shared/domain/refunds.ts";
import { Banner } from "#renderer/ui/Banner.tsx";
import { classNames } from "#renderer/ui/classNames.ts";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { useNow, usePreferences } from "#renderer/ui/preferences.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { dateTime, durationText, zoneName } from "#renderer/ui/times.ts";
import { approvalCount } from "#renderer/words/refundStory.ts";
import { checkAddress } from "./addressCheck.ts";
import { ApprovalSections } from "./ApprovalSections.tsx";
import { DecisionBar, type Decided } from "./DecisionBar.tsx";
import { intentContradictions } from "./decisionGate.ts";
import { timeLeft } from "./queueEntries.ts";
import { useDifferences } from "./useDifferences.ts";
import styles from "./approvals.module.css";

/** `decided`: what the reader decided on this request, kept by the page, because this panel may be drawn anew at any moment. */
export function ApprovalDetail({
  id,
  decided,
  onDecided,
}: {
  id: string;
  decided: Decided | null;
  onDecided: (what: Decided) => void;
}) {
  const detail = useCall("refunds", "get", { id });
  if (detail.error !== null) return <ErrorPanel {...explain(detail.error)} onRetry={() => void detail.refetch()} />;
  if (detail.data === undefined) return <Skeleton lines={14} label={t("approvals:detail.loading")} />;
  return <Request refund={detail.data.refund} decided={decided} onDecided={onDecided} />;
}

function Request({
  refund,
  decided,
  onDecided,
}: {
  refund: Refund;
  decided: Decided | null;
  onDecided: (what: Decided) => void;
}) {
  const user = useUser();
  const context = useActionContext();
  const differences = useDifferences(refund, { everyMs: 60_000 });
  const book = useCall("addresses", "search", { customerNo: refund.customerNo, limit: 200 });
  const sync = useSyncStatus();
  const complete = sync !== undefined && sync.phase !== "FIRST_SYNC" && sync.phase !== "REBUILDING";
  const address = checkAddress(refund, book.data, complete);
  const refusal = whyNotApprove(refund, user.id, context);
  const contradictions = intentContradictions(refund);
  return (
    <article className={styles.detail} aria-label={t("approvals:detail.request", { no: refund.refundNo })}>
      <Head refund={refund} />
      {decided === null ? null : <Result decided={decided} />}
      <div className={styles.scroll} role="region" aria-label={t("approvals:detail.region")} tabIndex={0}>
        {contradictions.length === 0 ? null : (
          <Banner
            tone="alarm"
            inset
            role="alert"
            icon={<IconAlertOctagon size={16} stroke={1.75} aria-hidden="true" />}
          >
            <strong>{t("approvals:detail.contradiction", { fields: listText(contradictions) })}</strong>{" "}
            {t("approvals:detail.callAdministrator")}
          </Banner>
        )}
        <ApprovalSections refund={refund} differences={differences} address={address} />
      </div>
      {refusal === null && contradictions.length === 0 ? (
        <DecisionBar
          // Another version or another digest is another request: nothing typed for the old one counts.
          key={`${refund.version}-${refund.intentHash}`}
          refund={refund}
          differences={differences.data}
          address={address}
          onDecided={onDecided}
        />
      ) : (
        <footer className={classNames(styles.decision, styles.closed)} role="note">
          {refusal?.text ?? t("approvals:detail.contradicts")}
        </footer>
      )}
    </article>
  );
}

function Head({ refund }: { refund: Refund }) {
  const { decimalsOf } = useCurrencyBook();
  return (
    <header className={styles.head}>
      <div className={styles.headTop}>
        <span className="secondary">
          <Trans
            t={t}
            i18nKey="approvals:detail.about"
            values={{ no: refund.refundNo }}
            components={{ record: <RecordLink refund={refund} /> }}
          />
        </span>
        <Expiry refund={refund} />
      </div>
      <h2 className={styles.amountLine}>
        <Money
          amount={refund.intent.amount}
          currency={refund.intent.currency}
          decimals={decimalsOf(refund.currency, refund.network)}
          size="view"
        />
        <StatusPill kind="refund" status={refund.status} tinted large />
        <span className="secondary">
          {t("approvals:queue.approved", { given: approvalCount(refund), needed: refund.requiredApprovals })}
        </span>
      </h2>
      <div className={styles.who}>
        <span>
          <span className="quiet">{t("approvals:detail.customer")}</span> {refund.customerNo} {refund.customerName}
        </span>
        <span>
          <span className="quiet">{t("approvals:detail.askedBy")}</span>{" "}
          <Trans
            t={t}
            i18nKey="approvals:detail.asked"
            values={{ name: refund.requestedBy.name }}
            components={{ at: <TimeText at={refund.requestedAt} form="auto" /> }}
          />
        </span>
        <span>
          <span className="quiet">{t("approvals:detail.kind")}</span> {codeLabel("refundKind", refund.kind)}
        </span>
      </div>
    </header>
  );
}

function RecordLink({ refund }: { refund: Refund }) {
  return (
    <Link to="/records/$id" params={{ id: refund.depositId }} className={styles.inText}>
      {refund.recordNo}
    </Link>
  );
}

function Expiry({ refund }: { refund: Refund }) {
  const { zone } = usePreferences();
  const now = useNow(1_000);
  if (refund.status !== "PENDING_APPROVAL" || refund.expiresAt === null) return null;
  const { leftMs } = timeLeft(refund, now);
  const at = `${dateTime(refund.expiresAt, zone).slice(0, -3)} ${zoneName(zone)}`;
  const urgent = leftMs !== null && leftMs < 4 * 3_600_000;
  return (
    <span className={classNames(styles.expiry, urgent && styles.urgent)}>
      <IconHourglassEmpty size={14} stroke={1.75} aria-hidden="true" />
      {leftMs === 0
        ? t("approvals:detail.expired", { at })
        : t("approvals:detail.expires", { time: durationText(leftMs ?? 0), at })}
    </span>
  );
}

function Result({ decided }: { decided: Decided }) {
  const { refund, decision, by } = decided;
  const approved = decision === "APPROVE";
  return (
    // Outside of what scrolls: who decides has read to the end, and would not see it at the beginning.
    <Banner
      tone={approved ? "ok" : "neutral"}
      role="status"
      icon={<IconCheck size={16} stroke={1.75} aria-hidden="true" />}
    >
      <strong>{t(approved ? "approvals:detail.approved" : "approvals:detail.rejected")}</strong>{" "}
      <Trans
        t={t}
        i18nKey="approvals:detail.logged"
        values={{ name: by }}
        components={{ at: <TimeText at={refund.updatedAt} form="time" /> }}
      />{" "}
      {approved && refund.status === "PENDING_APPROVAL"
        ? t("approvals:detail.another", { given: approvalCount(refund), needed: refund.requiredApprovals })
        : t("approvals:detail.status", { status: codeLabel("refund", refund.status) })}
    </Banner>
  );
}
