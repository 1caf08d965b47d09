import { t } from "#renderer/i18n/t.ts";
import type { DepositDetail } from "#shared/contract/ipc.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { ConfirmationStrip } from "#renderer/ui/ConfirmationStrip.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { declaredDiffers } from "./refundForm.ts";
import styles from "./request.module.css";

/** The record that is returned, restated beside the form. */
export function RecordSummary({ detail }: { detail: DepositDetail }) {
  const { deposit } = detail;
  const { decimalsOf } = useCurrencyBook();
  const decimals = detail.currency?.displayDecimals ?? decimalsOf(deposit.currency, deposit.network);
  return (
    <Section title={deposit.recordNo} aside={<StatusPill kind="deposit" status={deposit.status} />}>
      <FactList className={styles.summary}>
        <FactRow label={t("request:record.customer")}>
          {deposit.customerNo} · {deposit.customerName}
        </FactRow>
        <FactRow label={t("request:record.account")}>{deposit.securitiesAccount}</FactRow>
        <FactRow label={t("request:record.credited")}>
          <Money amount={deposit.creditedAmount} currency={deposit.currency} decimals={decimals} />
        </FactRow>
        {declaredDiffers(deposit) ? (
          <FactRow label={t("request:record.declared")}>
            <Money amount={deposit.declaredAmount} currency={deposit.currency} decimals={decimals} />{" "}
            <span className={styles.differs}>{t("request:record.differs")}</span>
          </FactRow>
        ) : null}
        <FactRow label={t("request:record.creditedAt")}>
          <TimeText at={deposit.creditedAt} />
        </FactRow>
        <FactRow label={t("request:record.confirmations")}>
          <ConfirmationStrip confirmations={deposit.confirmations} />
        </FactRow>
        <FactRow label={t("request:record.from")}>
          <AddressText value={deposit.sourceAddress} />
        </FactRow>
      </FactList>
    </Section>
  );
}
