/** The checklist above the refund form: what must be true of the record before the form is worth filling in. */
import type { Currency } from "#shared/contract/currency.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { DEPOSIT_STATUS_LABELS, statusLabel } from "#shared/domain/statuses.ts";
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
      label: "The record is Credited",
      met: deposit.status === "CREDITED",
      detail: statusLabel(DEPOSIT_STATUS_LABELS, deposit.status),
    },
    {
      key: "NO_OPEN_REFUND",
      label: "No other refund is running",
      met: deposit.activeRefundNo === null,
      detail: deposit.activeRefundNo ?? "none",
    },
    {
      key: "ADDRESS",
      label: "A Verified address on this network",
      met: usable > 0,
      detail: choices === null ? "reading the address book" : usable === 0 ? "none" : String(usable),
    },
    {
      key: "ONLINE",
      label: "The central service is reached",
      met: online,
      detail: online ? "connected" : "offline",
    },
  ];
  if (currency !== null)
    list.splice(2, 0, {
      key: "REFUND_ENABLED",
      label: `Refunds in ${currency.code} are switched on`,
      met: currency.refundEnabled,
      detail: currency.refundEnabled ? "yes" : "switched off",
    });
  return list;
}
