/** The facts behind a refund: confirmations, payment, approvals, identity, attempts, ends, notice (R22.4). */
import { IconAlertTriangle, IconCheck, IconForbid } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Trans } from "react-i18next";
import type { RefundDetail } from "#shared/contract/ipc.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { CheckLine } from "#renderer/ui/CheckLine.tsx";
import { ConfirmationBar } from "#renderer/ui/ConfirmationStrip.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { blockText } from "#renderer/ui/blockText.ts";
import { Section } from "#renderer/ui/Section.tsx";
import { Age, TimeText } from "#renderer/ui/TimeText.tsx";
import { approvalCount } from "#renderer/words/refundStory.ts";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { sentences } from "#renderer/i18n/sentences.ts";
import { AttemptsSection } from "./AttemptsSection.tsx";
import { PaymentSection } from "./PaymentSection.tsx";
import styles from "./refunds.module.css";

export function RefundSections({ detail }: { detail: RefundDetail }) {
  const { refund } = detail;
  return (
    <>
      <Ends refund={refund} />
      {refund.confirmations === null ? null : <ConfirmationsSection refund={refund} />}
      <PaymentSection detail={detail} />
      <ApprovalsSection refund={refund} />
      <IdentitySection refund={refund} />
      <AttemptsSection detail={detail} />
      <NoticeSection refund={refund} />
    </>
  );
}

function Ends({ refund }: { refund: Refund }) {
  const held = refund.status === "ON_HOLD" && refund.holdReason !== null;
  if (refund.failure === null && refund.ended === null && !held) return null;
  const sign = <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />;
  return (
    <div className={styles.notice}>
      {held ? (
        <Banner tone="hold" inset role="note" icon={sign}>
          <strong>{t("refunds:ends.onHold")}</strong> {codeLabel("refundHoldReason", refund.holdReason ?? "")}
        </Banner>
      ) : null}
      {refund.failure === null ? null : (
        <Banner tone="alert" inset role="note" icon={sign}>
          <strong>{t("refunds:ends.failure", { detail: refund.failure.detail })}</strong>{" "}
          <Trans t={t} i18nKey="refunds:ends.code" components={{ code: <Code text={refund.failure.code} /> }} />
        </Banner>
      )}
      {refund.ended === null ? null : (
        <Banner tone="neutral" inset role="note" icon={<IconForbid size={16} stroke={1.75} aria-hidden="true" />}>
          <strong>
            {refund.ended.by === null
              ? t("refunds:ends.bySystem")
              : t("refunds:ends.by", { name: refund.ended.by.name })}
          </strong>
          <Trans
            t={t}
            i18nKey="refunds:ends.at"
            components={{ at: <TimeText at={refund.ended.at} />, remarks: <Quoted words={refund.ended.remarks} /> }}
          />
        </Banner>
      )}
    </div>
  );
}

function ConfirmationsSection({ refund }: { refund: Refund }) {
  const { confirmations } = refund;
  if (confirmations === null) return null;
  const shown = Math.min(confirmations.current, confirmations.required);
  const orphaned = confirmations.orphanedAt !== null && confirmations.blockNumber === null;
  return (
    <Section
      title={t("refunds:confirmations.title")}
      aside={
        <strong aria-live="polite">
          {orphaned
            ? t("refunds:confirmations.orphaned", { required: confirmations.required })
            : t("refunds:confirmations.of", { shown, required: confirmations.required })}
        </strong>
      }
    >
      <ConfirmationBar confirmations={confirmations} tall />
      <div className={styles.counted}>
        <span className="numeric">
          {confirmations.blockNumber === null
            ? t("refunds:confirmations.noBlock")
            : t("refunds:confirmations.block", { block: blockText(confirmations.blockNumber) })}
        </span>
        <span>
          {confirmations.observedAt === null ? (
            t("refunds:confirmations.notObserved")
          ) : (
            <Trans
              t={t}
              i18nKey="refunds:confirmations.observed"
              components={{
                at: <TimeText at={confirmations.observedAt} form="auto" />,
                age: <Age since={confirmations.observedAt} ago />,
              }}
            />
          )}
        </span>
      </div>
      <FactList>
        <FactRow label={t("refunds:confirmations.hash")}>
          <AddressText value={confirmations.blockHash} />
        </FactRow>
        <FactRow label={t("refunds:confirmations.bound")}>
          <AddressText value={refund.attempts.find(({ mined }) => mined !== null)?.txHash ?? refund.txHash} />
        </FactRow>
      </FactList>
    </Section>
  );
}

function ApprovalsSection({ refund }: { refund: Refund }) {
  return (
    <Section
      title={t("refunds:approvals.title")}
      aside={t("refunds:approvals.needed", { given: approvalCount(refund), needed: refund.requiredApprovals })}
    >
      {refund.approvals.length === 0 ? (
        <p className="quiet">
          {refund.status === "PENDING_APPROVAL"
            ? t("refunds:approvals.nobody", { name: refund.requestedBy.name })
            : t("refunds:approvals.none")}
        </p>
      ) : (
        <ul className={styles.list}>
          {refund.approvals.map((approval) => (
            <li key={`${approval.by.id}-${approval.at}`} className={styles.approval}>
              {approval.decision === "APPROVE" ? (
                <IconCheck size={14} stroke={1.75} aria-hidden="true" />
              ) : (
                <IconForbid size={14} stroke={1.75} aria-hidden="true" />
              )}
              <strong>{approval.by.name}</strong>
              <span className="secondary">
                <Trans
                  t={t}
                  i18nKey={
                    approval.decision === "APPROVE" ? "refunds:approvals.approved" : "refunds:approvals.rejected"
                  }
                  components={{ at: <TimeText at={approval.at} /> }}
                />
                {approval.comment === "" ? "" : ` · ${t("refunds:quoted", { words: approval.comment })}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function IdentitySection({ refund }: { refund: Refund }) {
  const check = refund.identityCheck;
  return (
    <Section
      title={t("refunds:identity.title")}
      aside={
        <Trans
          t={t}
          i18nKey="refunds:identity.checked"
          values={{ name: check.checkedBy }}
          components={{ at: <TimeText at={check.checkedAt} form="auto" /> }}
        />
      }
    >
      <FactList>
        <FactRow label={t("refunds:identity.method")}>
          {codeLabel("identityMethod", check.method)} <span className="quiet">· {check.reference}</span>
        </FactRow>
        <FactRow label={t("refunds:identity.askedBy")}>{check.askedBy}</FactRow>
        <FactRow label={t("refunds:identity.basis")}>
          <span className={styles.wrap}>{check.basis}</span>
        </FactRow>
        <FactRow label={t(refund.kind === "FORCED" ? "refunds:identity.forced" : "refunds:identity.reason")}>
          <span className={styles.wrap}>{refund.reason}</span>
        </FactRow>
        {check.attachments.map((file) => (
          <FactRow key={file.sha256} label={t("refunds:identity.attachment")}>
            {file.name} <span className="quiet">SHA-256</span> <AddressText value={file.sha256} />
          </FactRow>
        ))}
      </FactList>
      <div className={`${styles.checks} ${styles.gap}`}>
        <CheckLine state={check.addressConfirmed ? "passed" : "failed"}>{t("refunds:identity.belongs")}</CheckLine>
        <CheckLine state={check.noThirdParty ? "passed" : "failed"}>{t("refunds:identity.nobodyElse")}</CheckLine>
      </div>
    </Section>
  );
}

function NoticeSection({ refund }: { refund: Refund }) {
  const notice = refund.notification;
  if (notice === null) return null;
  const last = notice.attempts.at(-1);
  return (
    <Section
      title={t("refunds:notice.title")}
      aside={
        <Link to="/notices" search={{ open: refund.id }}>
          {t(notice.status === "OPEN" ? "refunds:notice.openTask" : "refunds:notice.open")}
        </Link>
      }
    >
      {notice.status === "OPEN" ? (
        <CheckLine
          state="open"
          evidence={
            <Trans t={t} i18nKey="refunds:notice.openFor" components={{ age: <Age since={notice.openedAt} /> }} />
          }
        >
          {sentences([t("refunds:notice.toTell"), notice.attempts.length === 0 ? t("refunds:notice.noAttempt") : null])}
        </CheckLine>
      ) : (
        <CheckLine
          state="passed"
          evidence={last === undefined ? undefined : <TimeText at={last.notifiedAt} form="auto" />}
        >
          {last === undefined ? t("refunds:notice.done") : t("refunds:notice.doneBy", { name: last.by.name })}
        </CheckLine>
      )}
      {last === undefined ? null : (
        <p className={styles.gap}>
          <span className="quiet">{t("refunds:notice.last")}</span>{" "}
          {t("refunds:notice.said", { name: last.by.name, remarks: last.remarks })}
        </p>
      )}
    </Section>
  );
}

function Code({ text }: { text: string }) {
  return <code>{text}</code>;
}

/** What a person wrote, as it is: never read as a text with parts. */
function Quoted({ words }: { words: string }) {
  return t("refunds:quoted", { words });
}
