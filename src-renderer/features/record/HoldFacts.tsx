import type { Deposit } from "#shared/contract/deposit.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { t } from "#renderer/i18n/t.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { holdTitle } from "./holdWords.ts";

/** What the two people decide about, at the head of both dialogs. */
export function HoldFacts({ deposit }: { deposit: Deposit }) {
  const { decimalsOf, networkName } = useCurrencyBook();
  const { currency, network, declaredAmount, receivedAmount } = deposit;
  const decimals = decimalsOf(currency, network);
  return (
    <FactList framed>
      <FactRow label={t("record:holdFacts.record")}>
        {deposit.recordNo} · {holdTitle(deposit)}
      </FactRow>
      <FactRow label={t("record:holdFacts.client")}>
        {deposit.customerNo} · {deposit.customerName}
      </FactRow>
      <FactRow label={t("record:holdFacts.declared")}>
        <Money amount={declaredAmount} currency={currency} decimals={decimals} />
      </FactRow>
      <FactRow label={t("record:holdFacts.received")}>
        {receivedAmount === null ? "–" : <Money amount={receivedAmount} currency={currency} decimals={decimals} />}
      </FactRow>
      <FactRow label={t("record:holdFacts.network")}>{networkName(network)}</FactRow>
      <FactRow label={t("record:holdFacts.from")}>
        <AddressText value={deposit.sourceAddress} form="approve" />
      </FactRow>
    </FactList>
  );
}
