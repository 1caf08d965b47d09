/** The refund of this record in short: where it stands, what is paid to whom, by whose hands, and what happens next. */
import { IconChevronRight, IconInfoCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import type { DepositDetail } from "#shared/contract/ipc.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import { REFUND_KIND_LABELS, REMAINDER_LABELS } from "#shared/domain/refunds.ts";
import { amountDifference, compareAmounts } from "#shared/money.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { ConfirmationBar } from "#renderer/ui/ConfirmationStrip.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { shortDateTime } from "#renderer/ui/times.ts";
import { refundStory } from "#renderer/words/refundStory.ts";
import styles from "./record.module.css";

export function RefundPanel({ detail }: { detail: DepositDetail }) {
  const { latest } = refundsInOrder(detail);
  if (latest === undefined)
    return (
      <Section title="Refund">
        <p className="quiet">No refund was ever requested for this record.</p>
      </Section>
    );
  return <LatestRefund refund={latest} detail={detail} />;
}

/** Those that came before; drawn below the timeline. */
export function EarlierRefunds({ detail }: { detail: DepositDetail }) {
  const { older } = refundsInOrder(detail);
  if (older.length === 0) return null;
  return (
    <Section title="Earlier refunds" aside={older.length}>
      <ul className={styles.olderRefunds}>
        {older.map((refund) => (
          <li key={refund.id}>
            <Link to="/refunds/$id" params={{ id: refund.id }}>
              {refund.refundNo}
            </Link>
            <StatusPill kind="refund" status={refund.status} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The running one leads; else the newest. */
function refundsInOrder({ deposit, refunds }: DepositDetail): { latest: Refund | undefined; older: Refund[] } {
  const running = (refund: Refund) => Number(refund.id === deposit.activeRefundId);
  const [latest, ...older] = [...refunds].sort(
    (left, right) => running(right) - running(left) || (left.createdAt < right.createdAt ? 1 : -1),
  );
  return { latest, older };
}

function LatestRefund({ refund, detail }: { refund: Refund; detail: DepositDetail }) {
  const { zone } = usePreferences();
  const { decimalsOf } = useCurrencyBook();
  const decimals = decimalsOf(refund.currency, refund.network);
  const story = refundStory(refund, (at) => shortDateTime(at, zone));
  const approvers = refund.approvals
    .filter((approval) => approval.decision === "APPROVE")
    .map((approval) => approval.by.name);
  const partial = compareAmounts(refund.amount, refund.depositAmount) < 0;
  return (
    <Section
      title={`Refund ${refund.refundNo}`}
      aside={
        <Link to="/refunds/$id" params={{ id: refund.id }} className={styles.open}>
          Open
          <IconChevronRight size={14} stroke={1.75} aria-hidden="true" />
        </Link>
      }
    >
      <div className={styles.refundHead}>
        <StatusPill kind="refund" status={refund.status} tinted />
        {refund.confirmations === null ? null : (
          <strong className="numeric">
            {Math.min(refund.confirmations.current, refund.confirmations.required)} of {refund.confirmations.required}
          </strong>
        )}
      </div>
      {refund.confirmations === null ? null : (
        <div className={styles.refundBar}>
          <ConfirmationBar confirmations={refund.confirmations} tall />
        </div>
      )}
      <FactList className={styles.refundFacts}>
        <FactRow label="Amount">
          <Money amount={refund.amount} currency={refund.currency} decimals={decimals} />{" "}
          <span className="quiet">{partial ? "in part" : "in full"}</span>
        </FactRow>
        {partial ? (
          <FactRow label="Remainder">
            <Money amount={amountDifference(refund.depositAmount, refund.amount).amount} decimals={decimals} />{" "}
            <span className="quiet">
              {refund.remainder === null ? "" : REMAINDER_LABELS[refund.remainder].toLowerCase()}
            </span>
          </FactRow>
        ) : null}
        <FactRow label="To">
          <AddressText value={refund.refundAddress} />
          {sameAddress(refund.refundAddress, detail.deposit.sourceAddress) ? (
            <div className="quiet">the From address of the deposit</div>
          ) : null}
        </FactRow>
        <FactRow label="Kind">{REFUND_KIND_LABELS[refund.kind]}</FactRow>
        <FactRow label="Asked by">{refund.requestedBy.name}</FactRow>
        <FactRow label="Approved by">
          {approvers.length === 0 ? (
            <span className="quiet">Nobody yet, needs {refund.requiredApprovals}</span>
          ) : (
            approvers.join(", ")
          )}
        </FactRow>
        <FactRow label="Executed by">{refund.executedBy?.name ?? <span className="quiet">Nobody yet</span>}</FactRow>
      </FactList>
      <p className={styles.next}>
        <IconInfoCircle size={14} stroke={1.75} aria-hidden="true" />
        <span>{story.next}</span>
      </p>
    </Section>
  );
}
