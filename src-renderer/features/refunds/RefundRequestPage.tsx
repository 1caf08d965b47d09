/** Request Refund for one record: what must hold, the form with its kept draft, a review, and the request (guide, "Refund Process"; R17 to R20). */
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { t } from "#renderer/i18n/t.ts";
import { useCall } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { useActionContext } from "#renderer/api/session.tsx";
import type { DepositDetail, RefundDraft } from "#shared/contract/ipc.ts";
import { whyNotRequestRefund } from "#shared/domain/deposits.ts";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { PageHeader } from "#renderer/ui/PageHeader.tsx";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { PreconditionList } from "./PreconditionList.tsx";
import { refundPreconditions } from "./preconditions.ts";
import { addressChoices } from "./refundAddresses.ts";
import { RefundRequest } from "./RefundRequest.tsx";
import styles from "./request.module.css";

export function RefundRequestPage() {
  const { id } = useParams({ from: "/frame/records/$id/refund" });
  const search = useSearch({ from: "/frame/records/$id/refund" });
  const detail = useCall("deposits", "get", { id });
  // Asked anew at every opening: an answer from before this draft was written would hide it, and be kept over it.
  const opening = useMemo(() => ({ id, key: crypto.randomUUID() }), [id]);
  const draft = useFreshCall("refunds", "draft", { depositId: id }, { changes: opening.key });
  const path = t("frame:places.records.path");
  const recordNo = detail.data?.deposit.recordNo;
  return (
    <div className={styles.page}>
      <PageHeader
        path={recordNo === undefined ? path : `${path} - ${recordNo}`}
        title={t("request:title")}
        actions={
          <Link to="/records/$id" params={{ id }} search={search}>
            {t("request:back")}
          </Link>
        }
      />
      {detail.error !== null ? (
        <ErrorPanel {...explain(detail.error)} onRetry={() => void detail.refetch()} />
      ) : detail.data === undefined || draft.isPending ? (
        <Skeleton lines={12} label={t("request:loading")} />
      ) : (
        <Gate key={id} detail={detail.data} draft={draft.data ?? null} draftError={draft.error} />
      )}
    </div>
  );
}

/** A record that cannot be refunded shows why, and no form. Offline the form is there: a draft may be written. */
function Gate({
  detail,
  draft,
  draftError,
}: {
  detail: DepositDetail;
  draft: RefundDraft | null;
  draftError: unknown;
}) {
  const { deposit, currency } = detail;
  const context = useActionContext();
  const { now } = usePreferences();
  const refusal = whyNotRequestRefund(deposit, context);
  const book = useCall("addresses", "search", { customerNo: deposit.customerNo, limit: 200 });
  const choices =
    book.data === undefined
      ? null
      : addressChoices(book.data, { deposit, currency, now: new Date(now()).toISOString() });
  const preconditions = refundPreconditions({ deposit, currency, choices, online: context.online });
  if (refusal !== null && refusal.code !== "OFFLINE")
    return (
      <div className={styles.refused}>
        <EmptyState
          title={refusal.text}
          actions={
            deposit.activeRefundId === null ? (
              <Link to="/records/$id" params={{ id: deposit.id }}>
                {t("request:back")}
              </Link>
            ) : (
              <Link to="/refunds/$id" params={{ id: deposit.activeRefundId }}>
                {t("request:open", { no: deposit.activeRefundNo ?? "" })}
              </Link>
            )
          }
        >
          {t("request:nothing")}
        </EmptyState>
        <div className={styles.refusedList}>
          <PreconditionList preconditions={preconditions} />
        </div>
      </div>
    );
  if (book.error !== null) return <ErrorPanel {...explain(book.error)} onRetry={() => void book.refetch()} />;
  if (choices === null) return <Skeleton lines={8} label={t("request:loadingBook")} />;
  return (
    <RefundRequest
      detail={detail}
      choices={choices}
      preconditions={preconditions}
      draft={draft}
      draftError={draftError}
    />
  );
}
