/** The sections of a record, in the order in which an operator asks: is it confirmed, whose address, what was asked, what happened on chain. */
import { Trans } from "react-i18next";
import type { TimelineEvent } from "#shared/contract/deposit.ts";
import type { DepositDetail } from "#shared/contract/ipc.ts";
import { useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { Said } from "#renderer/ui/Said.tsx";
import { Strong } from "#renderer/ui/Strong.tsx";
import { CheckLine } from "#renderer/ui/CheckLine.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { remarksOf } from "#renderer/words/timelineWords.ts";
import { AddressSection } from "./AddressSection.tsx";
import { ConfirmationSection } from "./ConfirmationSection.tsx";
import { HoldSection } from "./HoldSection.tsx";
import { NotesSection } from "./NotesSection.tsx";
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
      <NotesSection deposit={detail.deposit} />
      <RetentionSection deposit={detail.deposit} />
      <RawDataSection deposit={detail.deposit} />
    </>
  );
}

function ChecksSection({ detail: { deposit } }: { detail: DepositDetail }) {
  const { checks, passed, at } = checkViews(deposit);
  return (
    <Section
      title={t("record:checks.title")}
      aside={
        checks.length === 0 ? null : (
          <Trans
            t={t}
            i18nKey="record:checks.passed"
            values={{ passed, all: checks.length }}
            components={{ at: <TimeText at={at} form="auto" /> }}
          />
        )
      }
    >
      {checks.length === 0 ? (
        <p className="quiet">{t("record:checks.later")}</p>
      ) : (
        <div className={styles.checks}>
          {checks.map((check) => (
            <div key={check.code} title={check.detail}>
              <CheckLine state={check.passed ? "passed" : "failed"}>
                {check.label}
                {check.passed ? null : (
                  <span className={styles.checkDetail}>{t("record:checks.why", { detail: check.detail })}</span>
                )}
              </CheckLine>
            </div>
          ))}
        </div>
      )}
      {deposit.ledgerRef === null ? null : (
        <p className={styles.ledger}>
          <span className="quiet">{t("record:checks.ledger")}</span> {deposit.ledgerRef}
          {deposit.refundOnly ? ` · ${t("record:checks.suspense")}` : ""}
        </p>
      )}
    </Section>
  );
}

function RemarksSection({ events }: { events: readonly TimelineEvent[] }) {
  const remarks = remarksOf(events);
  return (
    <Section title={t("record:remarks.title")} aside={remarks.length === 0 ? null : remarks.length}>
      {remarks.length === 0 ? (
        <p className="quiet">{t("record:remarks.none")}</p>
      ) : (
        <ul className={styles.remarks}>
          {remarks.map((remark) => (
            <li key={remark.id}>
              <Trans
                t={t}
                i18nKey={remark.about === "" ? "record:remarks.said" : "record:remarks.saidOn"}
                components={{
                  at: <TimeText at={remark.at} form="auto" className="secondary" />,
                  by: <Strong text={remark.by} />,
                  about: <Said text={remark.about} />,
                  text: <Said text={remark.text} />,
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
