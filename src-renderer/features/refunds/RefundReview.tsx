/** The request once more, whole, before it is sent. What stands here is what two people will decide on. */
import { Trans } from "react-i18next";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import type { WalletAddress } from "#shared/contract/address.ts";
import type { DepositDetail, RefundQuote } from "#shared/contract/ipc.ts";
import { requiredApprovals } from "#shared/domain/refunds.ts";
import { fromBaseUnits, normalizeAmount } from "#shared/money.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { Said } from "#renderer/ui/Said.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { verificationMethodLabel } from "#renderer/words/verificationWords.ts";
import { amountState, remainderOf, type RefundForm } from "./refundForm.ts";
import styles from "./request.module.css";

export function RefundReview({
  form,
  detail,
  depositAmount,
  address,
  quote,
}: {
  form: RefundForm;
  detail: DepositDetail;
  depositAmount: string;
  address: WalletAddress | null;
  quote: RefundQuote | null;
}) {
  const { deposit, network, currency } = detail;
  const { decimalsOf } = useCurrencyBook();
  const decimals = currency?.displayDecimals ?? decimalsOf(deposit.currency, deposit.network);
  const { changed, difference } = amountState(form.amount, depositAmount);
  const amount = normalizeAmount(form.amount);
  const needed = quote?.requiredApprovals ?? (currency === null ? 1 : requiredApprovals(amount, currency.largeAmount));
  const { identity } = form;
  return (
    <section className={styles.review} aria-label={t("request:review.title")}>
      <p className={styles.reviewLead}>{t("request:review.lead")}</p>
      <h2 className={styles.reviewAmount}>
        <Money amount={amount} currency={deposit.currency} decimals={decimals} size="sign" />
      </h2>
      <div className={styles.reviewTo}>
        <span className={styles.reviewLabel}>
          {t("request:review.to", { name: deposit.customerName, no: deposit.customerNo })}
        </span>
        <AddressText value={address?.address ?? null} form="sign" />
        {address === null ? null : (
          <span className={styles.reviewProof}>
            <Trans
              t={t}
              i18nKey="request:review.verified"
              values={{ method: verificationMethodLabel(address.method), name: address.verifiedBy?.name ?? "–" }}
              components={{ at: <TimeText at={address.verifiedAt} form="day" /> }}
            />
          </span>
        )}
      </div>
      <FactList className={styles.reviewFacts}>
        <FactRow label={t("request:review.returns")}>
          {deposit.recordNo}{" "}
          {changed ? (
            <strong className={styles.differs}>
              {t("request:review.against", { difference: difference ?? "", currency: deposit.currency })}
            </strong>
          ) : (
            <span className="quiet">{t("request:review.inFull")}</span>
          )}
        </FactRow>
        {changed ? (
          <>
            <FactRow label={t("request:review.adjusted")}>{form.adjustmentReason.trim()}</FactRow>
            <FactRow label={t("request:review.rest")}>
              <Money amount={remainderOf(form.amount, depositAmount)} currency={deposit.currency} decimals={decimals} />{" "}
              {form.remainder === null ? "" : codeLabel("remainder", form.remainder)}
            </FactRow>
          </>
        ) : null}
        <FactRow label={t("request:review.network")}>
          {network === null
            ? deposit.network
            : t("refunds:chainOf", { network: network.name, chainId: network.chainId })}
        </FactRow>
        <FactRow label={t("request:review.kind")}>{codeLabel("refundKind", form.kind)}</FactRow>
        <FactRow label={t(form.kind === "FORCED" ? "request:review.basis" : "request:review.reason")}>
          {form.reason.trim()}
        </FactRow>
        <FactRow label={t("request:review.identity")}>
          {identity.method === null ? "" : codeLabel("identityMethod", identity.method)} · {identity.reference}
          <div>{identity.basis}</div>
          <div className="quiet">
            <Trans
              t={t}
              i18nKey="request:review.asked"
              components={{
                asked: <Said text={identity.askedBy} />,
                checked: <Said text={identity.checkedBy} />,
                at: <TimeText at={identity.checkedAt || null} form="auto" />,
              }}
            />{" "}
            {identity.attachments.length === 0
              ? t("request:review.noAttachment")
              : t("request:review.attachments", { count: identity.attachments.length })}
          </div>
        </FactRow>
        {quote === null ? null : (
          <FactRow label={t("request:review.fee")}>
            <Trans
              t={t}
              i18nKey="request:review.feeIs"
              values={{
                now: fromBaseUnits(BigInt(quote.feeQuoteWei), 18),
                most: fromBaseUnits(BigInt(quote.feeCapWei), 18),
                symbol: quote.feeSymbol,
              }}
              components={{ quiet: <span className="quiet" /> }}
            />
            <div className={quote.simulation.ok ? undefined : styles.differs}>
              {quote.simulation.detail}{" "}
              <span className="quiet">
                · {t("request:quote.nodes", { agree: quote.nodes.agree, count: quote.nodes.asked })}
              </span>
            </div>
          </FactRow>
        )}
        <FactRow label={t("request:review.next")}>
          {t(needed === 1 ? "request:review.nextOne" : "request:review.nextTwo")}
        </FactRow>
      </FactList>
    </section>
  );
}
