/** What is paid to whom: amount against the deposit, address against the address book, digest of the intent. */
import { Trans } from "react-i18next";
import { useCall } from "#renderer/api/calls.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import type { RefundDetail } from "#shared/contract/ipc.ts";
import { amountDifference, compareAmounts, fromBaseUnits } from "#shared/money.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { ComparedAddresses } from "#renderer/ui/ComparedAddresses.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { verificationMethodLabel } from "#renderer/words/verificationWords.ts";
import styles from "./refunds.module.css";

export function PaymentSection({ detail }: { detail: RefundDetail }) {
  const { refund, network, currency } = detail;
  const { decimalsOf } = useCurrencyBook();
  const decimals = currency?.displayDecimals ?? decimalsOf(refund.currency, refund.network);
  const book = useCall("addresses", "search", { customerNo: refund.customerNo, limit: 200 });
  const address = book.data?.find((one) => one.id === refund.refundAddressId) ?? null;
  const partial = compareAmounts(refund.amount, refund.depositAmount) < 0;
  return (
    <Section
      title={t("refunds:payment.title")}
      aside={address === null ? null : <StatusPill kind="address" status={address.status} />}
    >
      {address === null ? (
        <FactList>
          <FactRow label={t("refunds:facts.to")}>
            <AddressText value={refund.refundAddress} />
          </FactRow>
        </FactList>
      ) : (
        <ComparedAddresses
          rows={[
            { label: t("refunds:facts.to"), address: refund.refundAddress },
            { label: t("refunds:payment.book"), address: address.address },
          ]}
        />
      )}
      <FactList className={styles.gap}>
        {address === null ? null : (
          <FactRow label={t("refunds:payment.verified")}>
            {address.verifiedBy === null ? (
              <span className="quiet">{t("refunds:payment.notVerified")}</span>
            ) : (
              <Trans
                t={t}
                i18nKey="refunds:payment.verifiedBy"
                values={{ method: verificationMethodLabel(address.method), name: address.verifiedBy.name }}
                components={{ at: <TimeText at={address.verifiedAt} /> }}
              />
            )}
          </FactRow>
        )}
        <FactRow label={t("refunds:payment.network")}>
          {network === null
            ? refund.network
            : t("refunds:chainOf", { network: network.name, chainId: network.chainId })}
          <span className="quiet"> {t("refunds:payment.depositsNetwork")}</span>
        </FactRow>
        <FactRow label={t("refunds:payment.amount")}>
          <Money amount={refund.amount} currency={refund.currency} decimals={decimals} />{" "}
          <span className="quiet">{t(partial ? "refunds:payment.inPart" : "refunds:payment.inFull")}</span>
        </FactRow>
        {partial ? (
          <>
            <FactRow label={t("refunds:payment.depositAmount")}>
              <Money amount={refund.depositAmount} currency={refund.currency} decimals={decimals} />
            </FactRow>
            <FactRow label={t("refunds:payment.remainder")}>
              <Money
                amount={amountDifference(refund.depositAmount, refund.amount).amount}
                currency={refund.currency}
                decimals={decimals}
              />{" "}
              <span className="secondary">
                {refund.remainder === null ? "" : `· ${codeLabel("remainder", refund.remainder).toLowerCase()}`}
              </span>
            </FactRow>
            <FactRow label={t("refunds:payment.adjusted")}>
              <span className={styles.wrap}>{refund.adjustmentReason}</span>
            </FactRow>
          </>
        ) : null}
        <FactRow label={t("refunds:payment.fee")}>
          {refund.feeWei === null ? null : (
            <>
              <span className="numeric">{fromBaseUnits(BigInt(refund.feeWei), 18)}</span> {network?.nativeSymbol ?? ""}{" "}
              <span className="quiet">{t("refunds:payment.byBroker")} </span>
            </>
          )}
          <span className={refund.feeWei === null ? undefined : "quiet"}>
            {t("refunds:payment.atMost", {
              fee: `${fromBaseUnits(BigInt(refund.intent.feeCapWei), 18)} ${network?.nativeSymbol ?? ""}`,
            })}
          </span>
        </FactRow>
        <FactRow label={t("refunds:payment.simulated")}>
          {t(refund.simulation.ok ? "refunds:payment.succeeds" : "refunds:payment.fails", {
            detail: refund.simulation.detail,
          })}{" "}
          <span className="quiet">
            · <TimeText at={refund.simulation.at} form="auto" />
          </span>
        </FactRow>
        <FactRow label={t("refunds:payment.digest")}>
          <AddressText value={refund.intentHash} />
        </FactRow>
      </FactList>
    </Section>
  );
}
