/** The request once more, whole, before it is sent. What stands here is what two people will decide on. */
import type { WalletAddress } from "#shared/contract/address.ts";
import type { DepositDetail, RefundQuote } from "#shared/contract/ipc.ts";
import {
  IDENTITY_METHOD_LABELS,
  REFUND_KIND_LABELS,
  REMAINDER_LABELS,
  requiredApprovals,
} from "#shared/domain/refunds.ts";
import { fromBaseUnits, normalizeAmount } from "#shared/money.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
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
    <section className={styles.review} aria-label="Review of the request">
      <p className={styles.reviewLead}>You are about to request</p>
      <h2 className={styles.reviewAmount}>
        <Money amount={amount} currency={deposit.currency} decimals={decimals} size="sign" />
      </h2>
      <div className={styles.reviewTo}>
        <span className={styles.reviewLabel}>
          To {deposit.customerName}, {deposit.customerNo}
        </span>
        <AddressText value={address?.address ?? null} form="sign" />
        {address === null ? null : (
          <span className={styles.reviewProof}>
            Verified <TimeText at={address.verifiedAt} form="day" /> ·{" "}
            {verificationMethodLabel(address.method).toLowerCase()} · by {address.verifiedBy?.name ?? "–"}
          </span>
        )}
      </div>
      <FactList className={styles.reviewFacts}>
        <FactRow label="Returns">
          {deposit.recordNo}{" "}
          {changed ? (
            <strong className={styles.differs}>
              {difference} {deposit.currency} against the deposit amount
            </strong>
          ) : (
            <span className="quiet">· in full, remainder 0</span>
          )}
        </FactRow>
        {changed ? (
          <>
            <FactRow label="Adjusted because">{form.adjustmentReason.trim()}</FactRow>
            <FactRow label="The rest">
              <Money amount={remainderOf(form.amount, depositAmount)} currency={deposit.currency} decimals={decimals} />{" "}
              {form.remainder === null ? "" : REMAINDER_LABELS[form.remainder].toLowerCase()}
            </FactRow>
          </>
        ) : null}
        <FactRow label="Network">
          {network === null ? deposit.network : `${network.name} · chain id ${network.chainId}`}
        </FactRow>
        <FactRow label="Kind">{REFUND_KIND_LABELS[form.kind]}</FactRow>
        <FactRow label={form.kind === "FORCED" ? "Basis" : "Reason"}>{form.reason.trim()}</FactRow>
        <FactRow label="Identity">
          {identity.method === null ? "" : IDENTITY_METHOD_LABELS[identity.method]} · {identity.reference}
          <div>{identity.basis}</div>
          <div className="quiet">
            Asked by {identity.askedBy} · checked by {identity.checkedBy},{" "}
            <TimeText at={identity.checkedAt || null} form="auto" />
            {identity.attachments.length === 0
              ? " · no attachment"
              : ` · ${identity.attachments.length} ${identity.attachments.length === 1 ? "attachment" : "attachments"}`}
          </div>
        </FactRow>
        {quote === null ? null : (
          <FactRow label="Fee">
            {fromBaseUnits(BigInt(quote.feeQuoteWei), 18)} {quote.feeSymbol} now, at most{" "}
            {fromBaseUnits(BigInt(quote.feeCapWei), 18)} {quote.feeSymbol}{" "}
            <span className="quiet">· paid by the broker on top</span>
            <div className={quote.simulation.ok ? undefined : styles.differs}>
              {quote.simulation.detail}{" "}
              <span className="quiet">
                · {quote.nodes.agree} of {quote.nodes.asked} {quote.nodes.asked === 1 ? "node" : "nodes"}
              </span>
            </div>
          </FactRow>
        )}
        <FactRow label="Then">
          {needed === 1 ? "One supervisor" : "Two supervisors"} must approve it, then an executor pays it
          {needed === 1 ? "" : ", a third person, because the amount is large"}. The record stays Credited until the
          payment is confirmed.
        </FactRow>
      </FactList>
    </section>
  );
}
