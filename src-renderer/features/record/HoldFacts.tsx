import type { Deposit } from "#shared/contract/deposit.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
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
      <FactRow label="Record">
        {deposit.recordNo} · {holdTitle(deposit)}
      </FactRow>
      <FactRow label="Client">
        {deposit.customerNo} · {deposit.customerName}
      </FactRow>
      <FactRow label="Declared">
        <Money amount={declaredAmount} currency={currency} decimals={decimals} />
      </FactRow>
      <FactRow label="Received">
        {receivedAmount === null ? "–" : <Money amount={receivedAmount} currency={currency} decimals={decimals} />}
      </FactRow>
      <FactRow label="Network">{networkName(network)}</FactRow>
      <FactRow label="From">
        <AddressText value={deposit.sourceAddress} form="approve" />
      </FactRow>
    </FactList>
  );
}
