/** How it ended: on its way, or stopped; in each case whether money can move and what to do. */
import { IconAlertTriangle, IconBroadcast, IconChevronRight, IconLockOpen } from "@tabler/icons-react";
import { CallError } from "#renderer/api/CallError.ts";
import { explain } from "#renderer/api/explain.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { REFUND_STATUS_LABELS, statusLabel } from "#shared/domain/statuses.ts";
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
    <section className={classNames(styles.paper, styles.short)} aria-label="Outcome">
      <div className={styles.paperMain}>
        {flow.stage === "SENT" ? <Sent flow={flow} live={live} /> : null}
        {flow.stage === "FAILED" ? (
          <>
            <p className={styles.outcome}>
              <IconAlertTriangle size={22} stroke={1.75} aria-hidden="true" />
              <strong>{answer.can === "NO" ? "Not paid." : "Stopped. It is not settled whether money moves."}</strong>
            </p>
            <div className={styles.failure}>
              <ErrorPanel
                {...explain(new CallError(flow.failure))}
                advice={adviceAfter(flow.failure, "EXECUTE")}
                inset
              />
            </div>
            <FactList className={styles.facts}>
              <FactRow label="Money">{answer.text}</FactRow>
              <FactRow label="Refund">
                {flow.refund === null ? (
                  <>could not be read again</>
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
              <strong>The claim is over. Nothing was signed.</strong>
            </p>
            <p className={styles.outcomeText}>
              It was not renewed in time, somebody took it, or the window was locked. What you read is no longer valid:
              claim again and read the new paper.
            </p>
          </>
        ) : null}
      </div>
      <div className={styles.paperFoot}>
        <div className={styles.footRow}>
          <span className={styles.last}>
            {flow.stage === "LEASE_LOST" || (flow.stage === "FAILED" && answer.can === "NO") ? (
              <Button size="large" onClick={onAgain}>
                Claim again
              </Button>
            ) : null}
            <Button
              variant="primary"
              size="large"
              autoFocus
              icon={<IconChevronRight size={16} stroke={1.75} aria-hidden="true" />}
              onClick={onOpen}
            >
              {flow.stage === "SENT" ? "Track the refund" : "Open the refund"}
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
            ? "Signed. Whether a node took it is not known yet."
            : refund.status === "COMPLETED"
              ? "Paid and confirmed."
              : review.purpose !== "PAYMENT"
                ? `Signed for the same slot. The refund is ${statusLabel(REFUND_STATUS_LABELS, refund.status)}.`
                : `Signed once. The refund is ${statusLabel(REFUND_STATUS_LABELS, refund.status)}.`}
        </strong>
      </p>
      <h2 className={styles.amount}>
        <Money amount={review.amount} currency={review.currency} decimals={review.displayDecimals} size="sign" />
      </h2>
      <FactList className={styles.facts}>
        <FactRow label="To">
          <AddressText value={review.to.transaction} form="approve" />
        </FactRow>
        <FactRow label="TXID">
          <AddressText value={attempt?.txHash ?? refund.txHash} form="approve" />
        </FactRow>
        <FactRow label="Status">
          <StatusPill kind="refund" status={refund.status} tinted />
        </FactRow>
        <FactRow label="Confirmations">
          {count === null ? (
            <span className="quiet">Waits for a block</span>
          ) : (
            <>
              {Math.min(count.current, count.required)} of {count.required}
            </>
          )}
        </FactRow>
      </FactList>
      {count === null ? null : <ConfirmationBar confirmations={count} tall />}
      <p className={styles.outcomeText}>
        {review.purpose === "VOID"
          ? `${review.recordNo} stays Credited. Either the payment or the transaction that pays nobody is mined, never both. You may leave this room: tracking goes on by itself.`
          : `${review.recordNo} stays Credited until the last confirmation, then the system sets it to Refunded. You may leave this room: tracking goes on by itself.`}
      </p>
    </>
  );
}
