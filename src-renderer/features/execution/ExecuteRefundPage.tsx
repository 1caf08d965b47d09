/**
 * Execute Refund, in the dark room: prove it is you, claim and check, read the one lit paper, sign, follow the steps (R21).
 * The paper is drawn from what the engine decoded, never from the request. Leaving gives an unused claim back.
 */
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { useCall } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
import type { RefundDetail } from "#shared/contract/ipc.ts";
import { requiredConfirmations } from "#shared/domain/confirmations.ts";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { useNow } from "#renderer/ui/preferences.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { secondsLeft } from "./executionFlow.ts";
import { moneyNow } from "./moneyNow.ts";
import { OutcomePaper } from "./OutcomePaper.tsx";
import { ProvePaper } from "./ProvePaper.tsx";
import { type Purpose, purposeWords, replacementMoney } from "./purposeWords.ts";
import { ReviewPaper } from "./ReviewPaper.tsx";
import { RisksColumn } from "./RisksColumn.tsx";
import { RoomBar } from "./RoomBar.tsx";
import { StepsColumn } from "./StepsColumn.tsx";
import { useExecution } from "./useExecution.ts";
import styles from "./execution.module.css";

export function ExecuteRefundPage() {
  const { id } = useParams({ from: "/execute/$id" });
  const { purpose = "PAYMENT" } = useSearch({ from: "/execute/$id" });
  const detail = useCall("refunds", "get", { id });
  return (
    <div className={styles.room}>
      {detail.error !== null ? (
        <div className={styles.lone}>
          <ErrorPanel {...explain(detail.error)} onRetry={() => void detail.refetch()} inset />
        </div>
      ) : detail.data === undefined ? (
        <div className={styles.lone}>
          <Skeleton lines={8} label={t("execution:loading")} />
        </div>
      ) : (
        <Execution key={`${id} ${purpose}`} detail={detail.data} purpose={purpose} />
      )}
    </div>
  );
}

function Execution({ detail, purpose }: { detail: RefundDetail; purpose: Purpose }) {
  const { refund, network, currency } = detail;
  const navigate = useNavigate();
  const { flow, claim, execute, leaseOver, again } = useExecution(refund, purpose);
  const now = useNow(500);
  const held = flow.stage === "REVIEW" || flow.stage === "EXECUTING" ? secondsLeft(flow, now) : null;
  useEffect(() => {
    if (flow.stage === "REVIEW" && held === 0) leaseOver();
  }, [flow.stage, held, leaseOver]);
  useEffect(() => {
    document.title = `${purposeWords(purpose).title} ${refund.refundNo} - ${t("common:product")}`;
  }, [refund.refundNo, purpose]);
  const required =
    network === null || currency === null ? null : requiredConfirmations(refund.amount, network, currency);
  const answer = purpose === "PAYMENT" ? moneyNow(flow) : replacementMoney(flow, purpose, refund);
  const back = () => void navigate({ to: "/refunds/$id", params: { id: refund.id } });
  const leaving = flow.stage === "PROVE" || flow.stage === "REVIEW" || flow.stage === "LEASE_LOST";
  useEffect(() => {
    const escape = (event: KeyboardEvent) => {
      if (event.key === "Escape" && leaving && !event.defaultPrevented) back();
    };
    window.addEventListener("keydown", escape);
    return () => window.removeEventListener("keydown", escape);
  });

  return (
    <>
      <RoomBar title={purposeWords(purpose).title} refund={refund} secondsLeft={held} />
      <div className={styles.columns}>
        <StepsColumn flow={flow} required={required} answer={answer} completed={refund.status === "COMPLETED"} />
        <main className={styles.stage} aria-label={purposeWords(purpose).title}>
          {flow.stage === "PROVE" || flow.stage === "CLAIMING" ? (
            <ProvePaper
              detail={detail}
              purpose={purpose}
              busy={flow.stage === "CLAIMING"}
              failure={flow.stage === "PROVE" ? flow.failure : null}
              onBack={back}
              onClaim={claim}
            />
          ) : flow.stage === "REVIEW" || flow.stage === "EXECUTING" ? (
            <ReviewPaper
              review={flow.review}
              failure={flow.stage === "REVIEW" ? flow.failure : null}
              secondsLeft={held ?? 0}
              busy={flow.stage === "EXECUTING"}
              onBack={back}
              onExecute={execute}
            />
          ) : (
            <OutcomePaper flow={flow} live={refund} answer={answer} onOpen={back} onAgain={again} />
          )}
        </main>
        <RisksColumn
          purpose={purpose}
          nonce={flow.stage === "PROVE" || flow.stage === "CLAIMING" ? null : flow.review.nonce}
          required={required}
        />
      </div>
    </>
  );
}
