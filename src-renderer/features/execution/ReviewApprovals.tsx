/** Who asked and who approved this digest, each with the word on the signature. */
import { IconCheck, IconUser } from "@tabler/icons-react";
import { Trans } from "react-i18next";
import { t } from "#renderer/i18n/t.ts";
import type { ExecutionReview } from "#shared/contract/executionReview.ts";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import styles from "./execution.module.css";

export function ReviewApprovals({ review }: { review: ExecutionReview }) {
  return (
    <section className={styles.approvals} aria-label={t("execution:review.approvals")}>
      <p className={styles.lead}>
        {t(review.purpose === "VOID" ? "execution:review.voidApprovalsOf" : "execution:review.approvalsOf", {
          given: review.approvals.length,
          needed: review.requiredApprovals,
        })}
        {review.purpose === "VOID" || review.approvalsValidUntil === null ? null : (
          <>
            {" "}
            <Trans
              t={t}
              i18nKey="execution:review.validUntil"
              components={{ at: <TimeText at={review.approvalsValidUntil} form="auto" /> }}
            />
          </>
        )}
      </p>
      <ul>
        <li>
          <IconUser size={14} stroke={1.75} aria-hidden="true" />
          <span>
            <Trans
              t={t}
              i18nKey={review.purpose === "VOID" ? "execution:review.askedVoid" : "execution:review.requested"}
              values={{ name: review.requestedBy.name }}
              components={{ strong: <strong /> }}
            />
          </span>
          <TimeText at={review.requestedBy.at} />
          <span className={styles.approvalNote}>{review.requestedBy.note}</span>
        </li>
        {review.approvals.map((approval, index) => (
          <li key={`${approval.name}-${approval.at}`}>
            <IconCheck size={14} stroke={1.75} aria-hidden="true" />
            <span>
              <Trans
                t={t}
                i18nKey="execution:review.approved"
                values={{ name: approval.name, no: index + 1, needed: review.requiredApprovals }}
                components={{ strong: <strong /> }}
              />
            </span>
            <TimeText at={approval.at} />
            <span className={styles.approvalNote}>
              {t(approval.signatureValid ? "execution:review.signatureValid" : "execution:review.signatureNotValid")}{" "}
              {approval.comment === "" ? "" : t("execution:review.comment", { comment: approval.comment })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
