/** What an export tells of a deposit record, column by column: whole values, never shortened, amounts digit by digit. */
import type { Deposit } from "#shared/contract/deposit.ts";
import { type Zone, zonedText } from "#shared/domain/query/moments.ts";
import { codeText } from "#shared/texts/codeText.ts";
import type { Translate } from "#shared/texts/translator.ts";

export type RecordColumn = {
  header: string;
  /** characters */
  width: number;
  /** amounts stand at the end of their cell */
  end?: true;
  value: (deposit: Deposit, zone: Zone) => string | null;
};

const moment = (at: string | null, zone: Zone) => (at === null ? null : zonedText(at, zone));

// One line a column: the whole sheet on one screen.
// prettier-ignore
export const recordColumns = (t: Translate): readonly RecordColumn[] => [
  { header: t("native:column.recordNo"), width: 20, value: ({ recordNo }) => recordNo },
  { header: t("native:column.requestedAt"), width: 26, value: ({ requestedAt }, zone) => moment(requestedAt, zone) },
  { header: t("native:column.status"), width: 34, value: ({ status }) => codeText(t, "deposit", status) },
  { header: t("native:column.holdReason"), width: 24, value: ({ holdReason }) => holdReason && codeText(t, "holdReason", holdReason) },
  { header: t("native:column.customerNo"), width: 16, value: ({ customerNo }) => customerNo },
  { header: t("native:column.customerName"), width: 28, value: ({ customerName }) => customerName },
  { header: t("native:column.securitiesAccount"), width: 24, value: ({ securitiesAccount }) => securitiesAccount },
  { header: t("native:column.currency"), width: 16, value: ({ currency }) => currency },
  { header: t("native:column.network"), width: 16, value: ({ network }) => network },
  { header: t("native:column.declaredAmount"), width: 28, end: true, value: ({ declaredAmount }) => declaredAmount },
  { header: t("native:column.receivedAmount"), width: 28, end: true, value: ({ receivedAmount }) => receivedAmount },
  { header: t("native:column.creditedAmount"), width: 28, end: true, value: ({ creditedAmount }) => creditedAmount },
  { header: t("native:column.refundedAmount"), width: 28, end: true, value: ({ refundedAmount }) => refundedAmount },
  { header: t("native:column.confirmations"), width: 14, end: true, value: ({ confirmations }) => t("native:column.of", confirmations) },
  { header: t("native:column.sourceAddress"), width: 46, value: ({ sourceAddress }) => sourceAddress },
  { header: t("native:column.destinationAddress"), width: 46, value: ({ destinationAddress }) => destinationAddress },
  { header: t("native:column.txHash"), width: 70, value: ({ txHash }) => txHash },
  { header: t("native:column.verification"), width: 22, value: ({ addressVerification }) => codeText(t, "address", addressVerification.status) },
  { header: t("native:column.creditedAt"), width: 26, value: ({ creditedAt }, zone) => moment(creditedAt, zone) },
  { header: t("native:column.cancelledAt"), width: 26, value: ({ cancelledAt }, zone) => moment(cancelledAt, zone) },
  { header: t("native:column.cancelledBy"), width: 20, value: ({ cancel }) => cancel && cancel.by.name },
  { header: t("native:column.cancelRemarks"), width: 40, value: ({ cancel }) => cancel && cancel.remarks },
  { header: t("native:column.openRefund"), width: 20, value: ({ activeRefundNo }) => activeRefundNo },
  { header: t("native:column.linked"), width: 20, value: ({ linkedRecordNo }) => linkedRecordNo },
  { header: t("native:column.version"), width: 9, end: true, value: ({ version }) => `${version}` },
];

export function recordCells(columns: readonly RecordColumn[], deposit: Deposit, zone: Zone): (string | null)[] {
  return columns.map(({ value }) => value(deposit, zone));
}
