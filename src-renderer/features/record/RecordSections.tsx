/** The sections of a record, in the order in which an operator asks: is it confirmed, whose address, what was asked, what happened on chain. */
import type { TimelineEvent } from "#shared/contract/deposit.ts";
import type { DepositDetail } from "#shared/contract/ipc.ts";
import { useUser } from "#renderer/api/session.tsx";
import { CheckLine } from "#renderer/ui/CheckLine.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { remarksOf } from "#renderer/words/timelineWords.ts";
import { AddressSection } from "./AddressSection.tsx";
import { ConfirmationSection } from "./ConfirmationSection.tsx";
import { HoldSection } from "./HoldSection.tsx";
import { RawDataSection } from "./RawDataSection.tsx";
import { checkViews } from "./recordViews.ts";
import { ReviewSection } from "./ReviewSection.tsx";
import { RequestSection } from "./RequestSection.tsx";
import { RetentionSection } from "./RetentionSection.tsx";
import { TransactionSection } from "./TransactionSection.tsx";
import styles from "./record.module.css";

export function RecordSections({ detail, events }: { detail: DepositDetail; events: readonly TimelineEvent[] }) {
  const restricted = useUser().permissions.includes("Restricted.Read");
  return (
    <>
      <HoldSection deposit={detail.deposit} />
      <ConfirmationSection detail={detail} />
      <AddressSection detail={detail} restricted={restricted} />
      <RequestSection detail={detail} />
      <TransactionSection detail={detail} />
      <ChecksSection detail={detail} />
      <ReviewSection deposit={detail.deposit} events={events} />
      <RemarksSection events={events} />
      <RetentionSection deposit={detail.deposit} />
      <RawDataSection deposit={detail.deposit} />
    </>
  );
}

function ChecksSection({ detail: { deposit } }: { detail: DepositDetail }) {
  const { checks, passed, at } = checkViews(deposit);
  return (
    <Section
      title="Checks before credit"
      aside={
        checks.length === 0 ? null : (
          <>
            {passed} of {checks.length} passed <TimeText at={at} form="auto" />
          </>
        )
      }
    >
      {checks.length === 0 ? (
        <p className="quiet">The checks run when the required confirmations are reached.</p>
      ) : (
        <div className={styles.checks}>
          {checks.map((check) => (
            <div key={check.code} title={check.detail}>
              <CheckLine state={check.passed ? "passed" : "failed"}>
                {check.label}
                {check.passed ? null : <span className={styles.checkDetail}>: {check.detail}</span>}
              </CheckLine>
            </div>
          ))}
        </div>
      )}
      {deposit.ledgerRef === null ? null : (
        <p className={styles.ledger}>
          <span className="quiet">Ledger</span> {deposit.ledgerRef}
          {deposit.refundOnly ? " · credited to suspense, for a refund only" : ""}
        </p>
      )}
    </Section>
  );
}

function RemarksSection({ events }: { events: readonly TimelineEvent[] }) {
  const remarks = remarksOf(events);
  return (
    <Section title="Remarks" aside={remarks.length === 0 ? null : remarks.length}>
      {remarks.length === 0 ? (
        <p className="quiet">Nobody wrote a remark.</p>
      ) : (
        <ul className={styles.remarks}>
          {remarks.map((remark) => (
            <li key={remark.id}>
              <TimeText at={remark.at} form="auto" className="secondary" /> <strong>{remark.by}</strong>
              {remark.about === "" ? "" : ` on ${remark.about}`}: {remark.text}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
