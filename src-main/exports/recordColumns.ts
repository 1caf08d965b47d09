/** What an export tells of a deposit record, column by column: whole values, never shortened, amounts digit by digit. */
import type { Deposit } from "#shared/contract/deposit.ts";
import { type Zone, zonedText } from "#shared/domain/query/moments.ts";
import {
  ADDRESS_STATUS_LABELS,
  DEPOSIT_STATUS_LABELS,
  HOLD_REASON_LABELS,
  statusLabel,
} from "#shared/domain/statuses.ts";

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
export const RECORD_COLUMNS: readonly RecordColumn[] = [
  { header: "Record number", width: 20, value: ({ recordNo }) => recordNo },
  { header: "Request time", width: 26, value: ({ requestedAt }, zone) => moment(requestedAt, zone) },
  { header: "Status", width: 34, value: ({ status }) => statusLabel(DEPOSIT_STATUS_LABELS, status) },
  { header: "Why on hold", width: 24, value: ({ holdReason }) => holdReason && statusLabel(HOLD_REASON_LABELS, holdReason) },
  { header: "Customer number", width: 16, value: ({ customerNo }) => customerNo },
  { header: "Customer", width: 28, value: ({ customerName }) => customerName },
  { header: "Client securities account", width: 24, value: ({ securitiesAccount }) => securitiesAccount },
  { header: "Deposit currency", width: 16, value: ({ currency }) => currency },
  { header: "Network", width: 16, value: ({ network }) => network },
  { header: "Declared amount", width: 28, end: true, value: ({ declaredAmount }) => declaredAmount },
  { header: "Received amount", width: 28, end: true, value: ({ receivedAmount }) => receivedAmount },
  { header: "Credited amount", width: 28, end: true, value: ({ creditedAmount }) => creditedAmount },
  { header: "Refunded amount", width: 28, end: true, value: ({ refundedAmount }) => refundedAmount },
  { header: "Confirmations", width: 14, end: true, value: ({ confirmations }) => `${confirmations.current} of ${confirmations.required}` },
  { header: "Source address", width: 46, value: ({ sourceAddress }) => sourceAddress },
  { header: "Destination address", width: 46, value: ({ destinationAddress }) => destinationAddress },
  { header: "Transaction hash (TXID)", width: 70, value: ({ txHash }) => txHash },
  { header: "Address verification", width: 22, value: ({ addressVerification }) => statusLabel(ADDRESS_STATUS_LABELS, addressVerification.status) },
  { header: "Credited at", width: 26, value: ({ creditedAt }, zone) => moment(creditedAt, zone) },
  { header: "Cancelled at", width: 26, value: ({ cancelledAt }, zone) => moment(cancelledAt, zone) },
  { header: "Cancelled by", width: 20, value: ({ cancel }) => cancel && cancel.by.name },
  { header: "Cancellation remarks", width: 40, value: ({ cancel }) => cancel && cancel.remarks },
  { header: "Open refund", width: 20, value: ({ activeRefundNo }) => activeRefundNo },
  { header: "Linked record", width: 20, value: ({ linkedRecordNo }) => linkedRecordNo },
  { header: "Version", width: 9, end: true, value: ({ version }) => `${version}` },
];

export const RECORD_HEADERS = RECORD_COLUMNS.map(({ header }) => header);

export function recordCells(deposit: Deposit, zone: Zone): (string | null)[] {
  return RECORD_COLUMNS.map(({ value }) => value(deposit, zone));
}
