import type { Deposit } from "#shared/contract/deposit.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";

/** What is about to be cancelled, restated at both steps (R15.1). */
export function CancelFacts({ deposit }: { deposit: Deposit }) {
  const { decimalsOf, networkName } = useCurrencyBook();
  return (
    <FactList framed>
      <FactRow label="Record no.">
        <strong className="numeric">{deposit.recordNo}</strong>
      </FactRow>
      <FactRow label="Customer">
        {deposit.customerNo} · {deposit.customerName}
      </FactRow>
      <FactRow label="Amount">
        <Money
          amount={deposit.declaredAmount}
          currency={deposit.currency}
          decimals={decimalsOf(deposit.currency, deposit.network)}
        />{" "}
        <span className="secondary">on {networkName(deposit.network)}</span>
      </FactRow>
      <FactRow label="Status">
        <StatusPill kind="deposit" status={deposit.status} flush />
      </FactRow>
      <FactRow label="From address">
        <AddressText value={deposit.sourceAddress} />
      </FactRow>
    </FactList>
  );
}
