import type { Application } from "#shared/contract/application.ts";
import { APPLICATION_FLAG_LABELS, statusLabel } from "#shared/domain/statuses.ts";
import { isAmount } from "#shared/money.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";

/** What is about to be decided, restated in the dialog. */
export function ApplicationFacts({ application }: { application: Application }) {
  const { decimalsOf, networkName } = useCurrencyBook();
  return (
    <FactList framed>
      <FactRow label="Application no.">
        <strong>{application.applicationNo}</strong>
      </FactRow>
      <FactRow label="Client">
        {application.customerNo} · {application.customerName ?? "unknown"}
      </FactRow>
      <FactRow label="Amount">
        {isAmount(application.amount) ? (
          <Money
            amount={application.amount}
            currency={application.currency}
            decimals={decimalsOf(application.currency, application.network)}
          />
        ) : (
          <code>
            {application.amount} {application.currency}
          </code>
        )}{" "}
        <span className="secondary">on {networkName(application.network)}</span>
      </FactRow>
      <FactRow label="Flags">
        {application.flags.length === 0
          ? "none"
          : application.flags.map((flag) => statusLabel(APPLICATION_FLAG_LABELS, flag.code)).join(", ")}
      </FactRow>
      {application.recordNo === null ? null : <FactRow label="Record no.">{application.recordNo}</FactRow>}
    </FactList>
  );
}
