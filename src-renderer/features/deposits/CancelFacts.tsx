import type { Deposit } from "#shared/contract/deposit.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { t } from "#renderer/i18n/t.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";

/** What is about to be cancelled, restated at both steps (R15.1). */
export function CancelFacts({ deposit }: { deposit: Deposit }) {
  const { decimalsOf, networkName } = useCurrencyBook();
  return (
    <FactList framed>
      <FactRow label={t("deposits:fields.recordNo")}>
        <strong className="numeric">{deposit.recordNo}</strong>
      </FactRow>
      <FactRow label={t("deposits:columns.customer")}>
        {deposit.customerNo} · {deposit.customerName}
      </FactRow>
      <FactRow label={t("deposits:columns.amount")}>
        <Money
          amount={deposit.declaredAmount}
          currency={deposit.currency}
          decimals={decimalsOf(deposit.currency, deposit.network)}
        />{" "}
        <span className="secondary">{t("deposits:cancel.amountOn", { network: networkName(deposit.network) })}</span>
      </FactRow>
      <FactRow label={t("deposits:columns.status")}>
        <StatusPill kind="deposit" status={deposit.status} flush />
      </FactRow>
      <FactRow label={t("deposits:columns.fromAddress")}>
        <AddressText value={deposit.sourceAddress} />
      </FactRow>
    </FactList>
  );
}
