/** The facts behind a refund: confirmations, payment, approvals, identity, attempts, ends, notice (R22.4). */
import { IconAlertTriangle, IconCheck, IconForbid } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { RefundDetail } from "#shared/contract/ipc.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { IDENTITY_METHOD_LABELS } from "#shared/domain/refunds.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { CheckLine } from "#renderer/ui/CheckLine.tsx";
import { ConfirmationBar } from "#renderer/ui/ConfirmationStrip.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { blockText } from "#renderer/ui/blockText.ts";
import { Section } from "#renderer/ui/Section.tsx";
import { Age, TimeText } from "#renderer/ui/TimeText.tsx";
import { approvalCount } from "#renderer/words/refundStory.ts";
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
          <strong>On Hold.</strong> {refund.holdReason}
        </Banner>
      ) : null}
      {refund.failure === null ? null : (
        <Banner tone="alert" inset role="note" icon={sign}>
          <strong>{refund.failure.detail}.</strong> Code <code>{refund.failure.code}</code>
        </Banner>
      )}
      {refund.ended === null ? null : (
        <Banner tone="neutral" inset role="note" icon={<IconForbid size={16} stroke={1.75} aria-hidden="true" />}>
          <strong>{refund.ended.by === null ? "Ended by the system" : `Ended by ${refund.ended.by.name}`}</strong>,{" "}
          <TimeText at={refund.ended.at} />: “{refund.ended.remarks}”
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
      title="Block confirmation progress"
      aside={
        <strong aria-live="polite">
          {orphaned ? `Orphaned, back to 0 of ${confirmations.required}` : `${shown} of ${confirmations.required}`}
        </strong>
      }
    >
      <ConfirmationBar confirmations={confirmations} tall />
      <div className={styles.counted}>
        <span className="numeric">
          {confirmations.blockNumber === null ? "In no block" : `Block ${blockText(confirmations.blockNumber)}`}
        </span>
        <span>
          {confirmations.observedAt === null ? (
            "not observed yet"
          ) : (
            <>
              last observed <TimeText at={confirmations.observedAt} form="auto" />,{" "}
              <Age since={confirmations.observedAt} ago />
            </>
          )}
        </span>
      </div>
      <FactList>
        <FactRow label="Block hash">
          <AddressText value={confirmations.blockHash} />
        </FactRow>
        <FactRow label="Bound to TXID">
          <AddressText value={refund.attempts.find(({ mined }) => mined !== null)?.txHash ?? refund.txHash} />
        </FactRow>
      </FactList>
    </Section>
  );
}

function ApprovalsSection({ refund }: { refund: Refund }) {
  return (
    <Section title="Approvals" aside={`${approvalCount(refund)} of ${refund.requiredApprovals} needed`}>
      {refund.approvals.length === 0 ? (
        <p className="quiet">
          {refund.status === "PENDING_APPROVAL"
            ? `Nobody has decided yet. ${refund.requestedBy.name} requested it and can never approve it.`
            : "No approval was given."}
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
                {approval.decision === "APPROVE" ? "approved" : "rejected"} <TimeText at={approval.at} /> · signed with
                a device key
                {approval.comment === "" ? "" : ` · “${approval.comment}”`}
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
      title="Identity and legitimacy"
      aside={
        <>
          checked by {check.checkedBy}, <TimeText at={check.checkedAt} form="auto" />
        </>
      }
    >
      <FactList>
        <FactRow label="Method">
          {IDENTITY_METHOD_LABELS[check.method]} <span className="quiet">· {check.reference}</span>
        </FactRow>
        <FactRow label="Asked by">{check.askedBy}</FactRow>
        <FactRow label="Basis">
          <span className={styles.wrap}>{check.basis}</span>
        </FactRow>
        <FactRow label={refund.kind === "FORCED" ? "Forced because" : "Reason"}>
          <span className={styles.wrap}>{refund.reason}</span>
        </FactRow>
        {check.attachments.map((file) => (
          <FactRow key={file.sha256} label="Attachment">
            {file.name} <span className="quiet">SHA-256</span> <AddressText value={file.sha256} />
          </FactRow>
        ))}
      </FactList>
      <div className={`${styles.checks} ${styles.gap}`}>
        <CheckLine state={check.addressConfirmed ? "passed" : "failed"}>
          The address belongs to the person checked
        </CheckLine>
        <CheckLine state={check.noThirdParty ? "passed" : "failed"}>Nobody else is paid</CheckLine>
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
      title="Notify customer (offline)"
      aside={
        <Link to="/notices" search={{ open: refund.id }}>
          {notice.status === "OPEN" ? "Open the task" : "Open"}
        </Link>
      }
    >
      {notice.status === "OPEN" ? (
        <CheckLine
          state="open"
          evidence={
            <>
              open for <Age since={notice.openedAt} />
            </>
          }
        >
          The customer is to be told by phone, letter, branch or adviser.{" "}
          {notice.attempts.length === 0 ? "No attempt yet." : ""}
        </CheckLine>
      ) : (
        <CheckLine
          state="passed"
          evidence={last === undefined ? undefined : <TimeText at={last.notifiedAt} form="auto" />}
        >
          Done{last === undefined ? "" : ` by ${last.by.name}`}
        </CheckLine>
      )}
      {last === undefined ? null : (
        <p className={styles.gap}>
          <span className="quiet">Last attempt</span> {last.by.name}: “{last.remarks}”
        </p>
      )}
    </Section>
  );
}
