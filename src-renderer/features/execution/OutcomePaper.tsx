/** How it ended: on its way, or stopped; in each case whether money can move and what to do. */
import { IconAlertTriangle, IconBroadcast, IconChevronRight, IconLockOpen } from "@tabler/icons-react";
import { CallError } from "#renderer/api/CallError.ts";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import type { Refund } from "#shared/contract/refund.ts";

import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { classNames } from "#renderer/ui/classNames.ts";
import { ConfirmationBar } from "#renderer/ui/ConfirmationStrip.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import type { Flow } from "./executionFlow.ts";
import { adviceAfter, type MoneyAnswer } from "./moneyNow.ts";
import styles from "./execution.module.css";

type Ended = Extract<Flow, { stage: "SENT" | "FAILED" | "LEASE_LOST" }>;

export function OutcomePaper({
  flow,
  live,
  answer,
  onOpen,
  onAgain,
}: {
  flow: Ended;
  /** the refund as the copy on this computer has it now, for the count of confirmations */
  live: Refund;
  answer: MoneyAnswer;
  onOpen: () => void;
  onAgain: () => void;
}) {
  return (
    <section className={classNames(styles.paper, styles.short)} aria-label={t("execution:outcome.title")}>
      <div className={styles.paperMain}>
        {flow.stage === "SENT" ? <Sent flow={flow} live={live} /> : null}
        {flow.stage === "FAILED" ? (
          <>
            <p className={styles.outcome}>
              <IconAlertTriangle size={22} stroke={1.75} aria-hidden="true" />
              <strong>{t(answer.can === "NO" ? "execution:outcome.notPaid" : "execution:outcome.notSettled")}</strong>
            </p>
            <div className={styles.failure}>
              <ErrorPanel
                {...explain(new CallError(flow.failure))}
                advice={adviceAfter(flow.failure, "EXECUTE")}
                inset
              />
            </div>
            <FactList className={styles.facts}>
              <FactRow label={t("execution:outcome.money")}>{answer.text}</FactRow>
              <FactRow label={t("execution:outcome.refund")}>
                {flow.refund === null ? (
                  t("execution:outcome.unread")
                ) : (
                  <>
                    {flow.refund.refundNo} <StatusPill kind="refund" status={flow.refund.status} />
                  </>
                )}
              </FactRow>
            </FactList>
          </>
        ) : null}
        {flow.stage === "LEASE_LOST" ? (
          <>
            <p className={styles.outcome}>
              <IconLockOpen size={22} stroke={1.75} aria-hidden="true" />
              <strong>{t("execution:outcome.leaseOver")}</strong>
            </p>
            <p className={styles.outcomeText}>{t("execution:outcome.leaseWhy")}</p>
          </>
        ) : null}
      </div>
      <div className={styles.paperFoot}>
        <div className={styles.footRow}>
          <span className={styles.last}>
            {flow.stage === "LEASE_LOST" || (flow.stage === "FAILED" && answer.can === "NO") ? (
              <Button size="large" onClick={onAgain}>
                {t("execution:outcome.again")}
              </Button>
            ) : null}
            <Button
              variant="primary"
              size="large"
              autoFocus
              icon={<IconChevronRight size={16} stroke={1.75} aria-hidden="true" />}
              onClick={onOpen}
            >
              {t(flow.stage === "SENT" ? "execution:outcome.track" : "execution:outcome.open")}
            </Button>
          </span>
        </div>
      </div>
    </section>
  );
}

function Sent({ flow, live }: { flow: Extract<Ended, { stage: "SENT" }>; live: Refund }) {
  const { review } = flow;
  // The copy may be behind the answer for a moment; the later version of the two is shown.
  const refund = live.version >= flow.refund.version ? live : flow.refund;
  const attempt = refund.attempts.at(-1) ?? flow.refund.attempts.at(-1);
  const count = refund.confirmations;
  return (
    <>
      <p className={styles.outcome} role="status">
        <IconBroadcast size={22} stroke={1.75} aria-hidden="true" />
        <strong>
          {refund.status === "BROADCAST_UNKNOWN"
            ? t("execution:outcome.unknown")
            : refund.status === "COMPLETED"
              ? t("execution:outcome.completed")
              : t(review.purpose === "PAYMENT" ? "execution:outcome.once" : "execution:outcome.sameSlot", {
                  status: codeLabel("refund", refund.status),
                })}
        </strong>
      </p>
      <h2 className={styles.amount}>
        <Money amount={review.amount} currency={review.currency} decimals={review.displayDecimals} size="sign" />
      </h2>
      <FactList className={styles.facts}>
        <FactRow label={t("execution:outcome.to")}>
          <AddressText value={review.to.transaction} form="approve" />
        </FactRow>
        <FactRow label="TXID">
          <AddressText value={attempt?.txHash ?? refund.txHash} form="approve" />
        </FactRow>
        <FactRow label={t("execution:outcome.status")}>
          <StatusPill kind="refund" status={refund.status} tinted />
        </FactRow>
        <FactRow label={t("execution:outcome.confirmations")}>
          {count === null ? (
            <span className="quiet">{t("execution:outcome.waits")}</span>
          ) : (
            t("execution:outcome.of", { current: Math.min(count.current, count.required), required: count.required })
          )}
        </FactRow>
      </FactList>
      {count === null ? null : <ConfirmationBar confirmations={count} tall />}
      <p className={styles.outcomeText}>
        {t(review.purpose === "VOID" ? "execution:outcome.afterVoid" : "execution:outcome.afterPayment", {
          recordNo: review.recordNo,
        })}
      </p>
    </>
  );
}
