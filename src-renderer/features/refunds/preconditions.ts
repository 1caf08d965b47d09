/** The checklist above the refund form: what must be true of the record before the form is worth filling in. */
import type { Currency } from "#shared/contract/currency.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";
import type { AddressChoice } from "./refundAddresses.ts";

export type Precondition = { key: string; label: string; met: boolean; detail: string };

export function refundPreconditions(input: {
  deposit: Deposit;
  currency: Currency | null;
  choices: readonly AddressChoice[] | null;
  online: boolean;
}): Precondition[] {
  const { deposit, currency, choices, online } = input;
  const usable = choices?.filter((choice) => choice.whyNot === null).length ?? 0;
  const list: Precondition[] = [
    {
      key: "CREDITED",
      label: t("request:precondition.credited"),
      met: deposit.status === "CREDITED",
      detail: codeLabel("deposit", deposit.status),
    },
    {
      key: "NO_OPEN_REFUND",
      label: t("request:precondition.noOpenRefund"),
      met: deposit.activeRefundNo === null,
      detail: deposit.activeRefundNo ?? t("request:precondition.none"),
    },
    {
      key: "ADDRESS",
      label: t("request:precondition.address"),
      met: usable > 0,
      detail:
        choices === null
          ? t("request:precondition.reading")
          : usable === 0
            ? t("request:precondition.none")
            : String(usable),
    },
    {
      key: "ONLINE",
      label: t("request:precondition.online"),
      met: online,
      detail: t(online ? "request:precondition.connected" : "request:precondition.offline"),
    },
  ];
  if (currency !== null)
    list.splice(2, 0, {
      key: "REFUND_ENABLED",
      label: t("request:precondition.refundEnabled", { currency: currency.code }),
      met: currency.refundEnabled,
      detail: t(currency.refundEnabled ? "request:precondition.yes" : "request:precondition.off"),
    });
  return list;
}
