import type { Application } from "#shared/contract/application.ts";
import { isAmount } from "#shared/money.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { listText } from "#renderer/i18n/listText.ts";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";

/** What is about to be decided, restated in the dialog. */
export function ApplicationFacts({ application }: { application: Application }) {
  const { decimalsOf, networkName } = useCurrencyBook();
  return (
    <FactList framed>
      <FactRow label={t("applications:facts.no")}>
        <strong>{application.applicationNo}</strong>
      </FactRow>
      <FactRow label={t("applications:facts.client")}>
        {application.customerNo} · {application.customerName ?? t("applications:facts.unknown")}
      </FactRow>
      <FactRow label={t("applications:facts.amount")}>
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
        <span className="secondary">{t("applications:facts.on", { network: networkName(application.network) })}</span>
      </FactRow>
      <FactRow label={t("applications:facts.flags")}>
        {application.flags.length === 0
          ? t("applications:facts.noFlags")
          : listText(application.flags.map((flag) => codeLabel("applicationFlag", flag.code)))}
      </FactRow>
      {application.recordNo === null ? null : (
        <FactRow label={t("applications:facts.recordNo")}>{application.recordNo}</FactRow>
      )}
    </FactList>
  );
}
