/** The requests at the left: amount, who asked, how long it still counts, and what stands in the way. */
import { IconAlertTriangle, IconForbid, IconHourglassEmpty } from "@tabler/icons-react";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { classNames } from "#renderer/ui/classNames.ts";
import { Money } from "#renderer/ui/Money.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { durationText } from "#renderer/ui/times.ts";
import { approvalCount } from "#renderer/words/refundStory.ts";
import { changedCount, useDifferences } from "./useDifferences.ts";
import type { QueueEntry } from "./queueEntries.ts";
import styles from "./approvals.module.css";

/** Differences are read from the central service one request at a time; more rows than these are told when opened. */
const ASKED_ROWS = 8;

export function QueueList({
  entries,
  openId,
  view,
  onOpen,
}: {
  entries: readonly QueueEntry[];
  openId: string;
  view: "waiting" | "decided";
  onOpen: (refund: Refund) => void;
}) {
  return (
    <nav className={styles.list} aria-label={t("approvals:requests")}>
      <ul>
        {entries.map((entry, index) => (
          <li key={entry.refund.id}>
            <button
              type="button"
              className={classNames(styles.row, entry.refund.id === openId && styles.selected)}
              aria-current={entry.refund.id === openId ? "true" : undefined}
              onClick={() => onOpen(entry.refund)}
            >
              <RowText entry={entry} decided={view === "decided"} />
              {view === "waiting" && index < ASKED_ROWS ? <DifferenceNote refund={entry.refund} /> : null}
              {entry.whyNot !== null && view === "waiting" ? (
                <span className={styles.whyNot}>
                  <IconForbid size={14} stroke={1.75} aria-hidden="true" />
                  {entry.whyNot}
                </span>
              ) : null}
            </button>
          </li>
        ))}
      </ul>
      {view === "waiting" ? <p className={styles.rule}>{t("approvals:queue.rule")}</p> : null}
    </nav>
  );
}

function RowText({
  entry: { refund, leftMs, leftShare, urgent, ownRequest },
  decided,
}: {
  entry: QueueEntry;
  decided: boolean;
}) {
  const user = useUser();
  const { decimalsOf } = useCurrencyBook();
  return (
    <>
      <span className={styles.rowNo}>{refund.refundNo}</span>
      <span className={styles.rowLeft}>
        {decided ? (
          <StatusPill kind="refund" status={refund.status} />
        ) : (
          <TimeLeft leftMs={leftMs} leftShare={leftShare} urgent={urgent} />
        )}
      </span>
      <span className={styles.rowAmount}>
        <Money
          amount={refund.amount}
          currency={refund.currency}
          decimals={decimalsOf(refund.currency, refund.network)}
          size="list"
        />
      </span>
      <span className={styles.rowCount}>
        {t("approvals:queue.approved", { given: approvalCount(refund), needed: refund.requiredApprovals })}
      </span>
      <span className={styles.rowCustomer}>
        {refund.customerNo} · {refund.customerName}
      </span>
      <span className={styles.rowBy}>
        {ownRequest ? t("approvals:queue.you", { name: user.displayName }) : refund.requestedBy.name}
      </span>
    </>
  );
}

export function TimeLeft({ leftMs, leftShare, urgent }: { leftMs: number | null; leftShare: number; urgent: boolean }) {
  if (leftMs === null) return <span className="quiet">{t("approvals:queue.noExpiry")}</span>;
  return (
    <span className={classNames(styles.timeLeft, urgent && styles.urgent)}>
      {urgent ? <IconHourglassEmpty size={14} stroke={1.75} aria-hidden="true" /> : null}
      <span className="numeric">
        {leftMs === 0 ? t("approvals:queue.expired") : t("approvals:queue.left", { time: durationText(leftMs) })}
      </span>
      <span className={styles.bar} aria-hidden="true">
        <span style={{ width: `${Math.round(leftShare * 100)}%` }} />
      </span>
    </span>
  );
}

function DifferenceNote({ refund }: { refund: Refund }) {
  const changed = changedCount(useDifferences(refund).data);
  if (changed === null || changed === 0) return null;
  return (
    <span className={styles.changed}>
      <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />
      {t("approvals:queue.differences", { count: changed, changed })}
    </span>
  );
}
