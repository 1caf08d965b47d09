/** What the payment would cost and whether it would work, asked of the chain before anybody decides (R20.8, R20.9). */
import { IconAlertTriangle } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { t } from "#renderer/i18n/t.ts";
import type { CallError } from "#renderer/api/CallError.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import type { DepositDetail, RefundQuote } from "#shared/contract/ipc.ts";
import { fromBaseUnits } from "#shared/money.ts";
import { Banner } from "#renderer/ui/Banner.tsx";
import { CheckLine } from "#renderer/ui/CheckLine.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import styles from "./request.module.css";

type Quote = UseQueryResult<RefundQuote, CallError>;

/** Any id does while the call is not enabled. */
const NO_ID = "00000000-0000-0000-0000-000000000000";

export function useQuote(
  detail: DepositDetail,
  addressId: string | null,
  amount: string | null,
  online: boolean,
): Quote {
  return useFreshCall(
    "refunds",
    "quote",
    { depositId: detail.deposit.id, refundAddressId: addressId ?? NO_ID, amount: amount ?? "0" },
    { enabled: online && addressId !== null && amount !== null, everyMs: 30_000, keepPrevious: true },
  );
}

export function QuotePanel({ quote, ready, online }: { quote: Quote; ready: boolean; online: boolean }) {
  return (
    <Section
      title={t("request:quote.title")}
      aside={quote.isFetching && ready && online ? t("request:quote.asking") : null}
    >
      {!ready ? (
        <p className="quiet">{t("request:quote.later")}</p>
      ) : !online ? (
        <p className="quiet">{t("request:quote.offline")}</p>
      ) : quote.error !== null ? (
        <ErrorPanel {...explain(quote.error)} onRetry={() => void quote.refetch()} inset />
      ) : quote.data === undefined ? (
        <CheckLine state="running">{t("request:quote.running")}</CheckLine>
      ) : (
        <QuoteFacts quote={quote.data} />
      )}
    </Section>
  );
}

export function QuoteFacts({ quote }: { quote: RefundQuote }) {
  return (
    <div className={styles.quote}>
      {quote.sourceWarning === null ? null : (
        <Banner tone="hold" inset role="note" icon={<IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />}>
          {quote.sourceWarning}
        </Banner>
      )}
      <CheckLine
        state={quote.simulation.ok ? "passed" : "failed"}
        evidence={t("request:quote.nodes", { agree: quote.nodes.agree, count: quote.nodes.asked })}
      >
        {quote.simulation.detail}
      </CheckLine>
      <FactList className={styles.quoteFacts}>
        <FactRow label={t("request:quote.now")}>
          <span className="numeric">{fromBaseUnits(BigInt(quote.feeQuoteWei), 18)}</span> {quote.feeSymbol}
        </FactRow>
        <FactRow label={t("request:quote.atMost")}>
          <span className="numeric">{fromBaseUnits(BigInt(quote.feeCapWei), 18)}</span> {quote.feeSymbol}{" "}
          <span className="quiet">{t("request:quote.byBroker")}</span>
        </FactRow>
      </FactList>
    </div>
  );
}
