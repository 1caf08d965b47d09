/** Payments to withhold and unused slots to void (F25): asked for by one person, waiting here for another. Decided on the refund's own page. */
import { Trans } from "react-i18next";
import { Link } from "@tanstack/react-router";
import { useCall } from "#renderer/api/calls.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { explain } from "#renderer/api/explain.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import type { Refund } from "#shared/contract/refund.ts";
import { isDeadSlot, whyNotApproveVoid } from "#shared/domain/refundRepairs.ts";
import { t } from "#renderer/i18n/t.ts";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import styles from "./voidRequests.module.css";

const MOST_SHOWN = 50;

export function VoidRequests() {
  const user = useUser();
  const context = useActionContext();
  const asked = useCall("refunds", "search", { voidAsked: true, oldestFirst: true, limit: MOST_SHOWN });
  if (asked.error !== null) return <ErrorPanel {...explain(asked.error)} onRetry={() => void asked.refetch()} inset />;
  // What was mined meanwhile is nobody's to approve any more.
  const waiting = (asked.data?.items ?? [])
    .map((refund) => ({ refund, refusal: whyNotApproveVoid(refund, user.id, context) }))
    .filter(({ refusal }) => refusal?.code !== "STATUS");
  if (waiting.length === 0) return null;
  return (
    <section className={styles.section} aria-label={t("repairs:queue.title")} tabIndex={0}>
      <header className={styles.head}>
        <h2>{t("repairs:queue.title")}</h2>
        <span className="secondary">{t("repairs:queue.count", { count: waiting.length })}</span>
      </header>
      <ul>
        {waiting.map(({ refund, refusal }) => (
          <li key={refund.id} className={styles.row}>
            <Row refund={refund} />
            <span className="quiet">
              {refusal === null ? (
                <Link to="/refunds/$id" params={{ id: refund.id }}>
                  {t("repairs:queue.look")}
                </Link>
              ) : (
                refusal.text
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ refund }: { refund: Refund }) {
  const { decimalsOf } = useCurrencyBook();
  const { voiding, slot } = refund;
  return (
    <>
      <Link to="/refunds/$id" params={{ id: refund.id }} className={styles.no}>
        {refund.refundNo}
      </Link>
      <Money
        amount={refund.amount}
        currency={refund.currency}
        decimals={decimalsOf(refund.currency, refund.network)}
        size="list"
      />
      <StatusPill kind="refund" status={refund.status} />
      <span>
        <strong>
          {isDeadSlot(refund) ? t("repairs:queue.void", { nonce: slot?.nonce ?? "" }) : t("repairs:queue.withhold")}
        </strong>
        {voiding === null ? null : (
          <span className="secondary">
            {" · "}
            <Trans
              t={t}
              i18nKey="repairs:queue.asked"
              values={{ name: voiding.requestedBy.name }}
              components={{ at: <TimeText at={voiding.requestedAt} form="auto" /> }}
            />
            {" · "}
            {voiding.reason}
          </span>
        )}
      </span>
    </>
  );
}
