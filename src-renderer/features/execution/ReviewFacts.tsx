/** What the decoded transaction does besides the amount and the address: what it returns, from where, on which chain, at what fee. */
import { Trans } from "react-i18next";
import { t } from "#renderer/i18n/t.ts";
import type { ExecutionReview } from "#shared/contract/executionReview.ts";
import { groupsOfFour } from "#shared/domain/addresses.ts";
import { compareAmounts, fromBaseUnits } from "#shared/money.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import styles from "./execution.module.css";

export function ReviewFacts({ review }: { review: ExecutionReview }) {
  const full = compareAmounts(review.remainderAmount, "0") === 0;
  const digest = groupsOfFour(review.intentHash);
  return (
    <FactList className={styles.facts}>
      {review.replaces === null ? null : (
        <FactRow label={t("execution:review.inPlaceOf")}>
          <AddressText value={review.replaces.txHash} />
          <span className="secondary">
            {t("execution:review.replaced", { fee: feeText(review.replaces.maxFeeWei, review) })}
          </span>
        </FactRow>
      )}
      {review.purpose === "VOID" ? (
        <FactRow label={t("execution:review.withholds")}>
          <Trans
            t={t}
            i18nKey="execution:review.staysCredited"
            values={{ recordNo: review.recordNo }}
            components={{ strong: <strong /> }}
          />
        </FactRow>
      ) : (
        <ReturnsRow review={review} full={full} />
      )}
      <FactRow label={t("execution:review.from")}>
        <AddressText value={review.from} />
      </FactRow>
      <FactRow label={t("execution:review.contract")}>
        {review.contractAddress === null ? (
          t("execution:review.ownCoin", { currency: review.currency })
        ) : (
          <AddressText value={review.contractAddress} />
        )}
      </FactRow>
      <FactRow label={t("execution:review.chain")}>
        {t("execution:review.chainText", { network: review.networkName, chainId: review.chainId, nonce: review.nonce })}
      </FactRow>
      <FactRow label={t("execution:review.maxFee")}>
        <Trans
          t={t}
          i18nKey="execution:review.feeText"
          values={{ fee: feeText(review.maxFeeWei, review) }}
          components={{ strong: <strong />, quote: <Quote review={review} /> }}
        />
      </FactRow>
      <FactRow label={t("execution:review.digest")}>
        <span className={styles.digest}>
          <span className="spoken">{review.intentHash}</span>
          {[digest.slice(0, 8), digest.slice(8)].map((half, line) => (
            <span key={line} aria-hidden="true">
              {half.join(" ")}
            </span>
          ))}
        </span>
      </FactRow>
    </FactList>
  );
}

function feeText(wei: string, { feeSymbol }: ExecutionReview): string {
  return `${fromBaseUnits(BigInt(wei), 18)} ${feeSymbol}`;
}

function Quote({ review }: { review: ExecutionReview }) {
  return (
    <span className="secondary">
      <Trans
        t={t}
        i18nKey="execution:review.quote"
        values={{ fee: feeText(review.feeQuoteWei, review) }}
        components={{ payer: <Payer /> }}
      />
    </span>
  );
}

function Payer() {
  return <span className={styles.oneLine}>{t("execution:review.payer")}</span>;
}

function ReturnsRow({ review, full }: { review: ExecutionReview; full: boolean }) {
  const amount = (
    <Money
      amount={review.depositAmount}
      currency={review.currency}
      decimals={review.displayDecimals}
      className={styles.plainMoney}
    />
  );
  return (
    <FactRow label={t("execution:review.returns")}>
      {review.receivedAt === null ? (
        <Trans
          t={t}
          i18nKey="execution:review.received"
          values={{ recordNo: review.recordNo }}
          components={{ strong: <strong />, amount }}
        />
      ) : (
        <Trans
          t={t}
          i18nKey="execution:review.receivedOn"
          values={{ recordNo: review.recordNo }}
          components={{ strong: <strong />, amount, at: <TimeText at={review.receivedAt} form="day" /> }}
        />
      )}{" "}
      <span className={`secondary ${styles.oneLine}`}>
        <Trans
          t={t}
          i18nKey={full ? "execution:review.inFull" : "execution:review.inPart"}
          components={{
            amount: (
              <Money amount={review.remainderAmount} decimals={review.displayDecimals} className={styles.plainMoney} />
            ),
          }}
        />
      </span>
    </FactRow>
  );
}
