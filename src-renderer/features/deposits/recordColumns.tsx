/** The columns of the records grid: what each shows, how wide it is, and which give way first in a narrow window. Source: design.md, "Frame". */
import { createColumnHelper, tableFeatures } from "@tanstack/react-table";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { DEPOSIT_SORTS } from "#shared/contract/ipc.ts";
import { HOLD_REASON_LABELS, statusLabel } from "#shared/domain/statuses.ts";
import type { CurrencyBook } from "#renderer/api/currencies.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { ConfirmationStrip } from "#renderer/ui/ConfirmationStrip.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { RefundBadge, StatusPill } from "#renderer/ui/StatusPill.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { RecordAction } from "./RecordAction.tsx";
import styles from "./RecordsGrid.module.css";

export const gridFeatures = tableFeatures({});
const helper = createColumnHelper<typeof gridFeatures, Deposit>();

export type ColumnId =
  | "recordNo"
  | "requested"
  | "customer"
  | "account"
  | "amount"
  | "network"
  | "status"
  | "confirmations"
  | "fromAddress"
  | "destination"
  | "txid"
  | "action";

export type SortKey = (typeof DEPOSIT_SORTS)[number];

type ColumnPlan = { id: ColumnId; header: string; width: number; sort?: SortKey; end?: true };

/** px; the time column is narrower while all rows are of today */
export const COLUMN_PLANS: readonly ColumnPlan[] = [
  { id: "recordNo", header: "Record no.", width: 146, sort: "recordNo" },
  { id: "requested", header: "Requested", width: 118, sort: "requestedAt" },
  { id: "customer", header: "Customer", width: 206, sort: "customerNo" },
  { id: "account", header: "Securities account", width: 124 },
  { id: "amount", header: "Amount", width: 184, sort: "amount", end: true },
  { id: "network", header: "Network", width: 112 },
  { id: "status", header: "Status", width: 258, sort: "status" },
  { id: "confirmations", header: "Confirmations", width: 112 },
  { id: "fromAddress", header: "From address", width: 150 },
  { id: "destination", header: "Destination address", width: 150 },
  { id: "txid", header: "TXID", width: 150 },
  { id: "action", header: "Action", width: 118 },
];
const TODAY_WIDTH = 84;

/** Given way in this order; record no., amount, status and action never. */
export const HIDE_ORDER: readonly ColumnId[] = ["txid", "destination", "account", "fromAddress", "network"];

export function columnWidth(id: ColumnId, today: boolean): number {
  if (id === "requested" && today) return TODAY_WIDTH;
  return COLUMN_PLANS.find((plan) => plan.id === id)?.width ?? 100;
}

/** The columns that fit into `width` px, less those the operator has switched off. */
export function fittingColumns(width: number, today: boolean, off: readonly ColumnId[]): ColumnId[] {
  let ids = COLUMN_PLANS.map((plan) => plan.id).filter((id) => !off.includes(id));
  for (const victim of HIDE_ORDER) {
    const total = ids.reduce((sum, id) => sum + columnWidth(id, today), 0);
    if (total <= width) break;
    ids = ids.filter((id) => id !== victim);
  }
  return ids;
}

/** Statuses in which no transfer will come any more. */
const ENDED_WITHOUT_TRANSFER: ReadonlySet<string> = new Set(["CANCELLED", "DELETED", "EXPIRED", "FAILED"]);

export function makeColumns(book: CurrencyBook, today: boolean) {
  const cells: Record<ColumnId, (deposit: Deposit) => React.ReactNode> = {
    recordNo: (deposit) => <span className={styles.recordNo}>{deposit.recordNo}</span>,
    requested: (deposit) => <TimeText at={deposit.requestedAt} form={today ? "time" : "auto"} className={styles.dim} />,
    customer: (deposit) => (
      <>
        <span className={styles.customerNo}>{deposit.customerNo}</span>
        <span className={styles.customerName} title={deposit.customerName}>
          {deposit.customerName}
        </span>
      </>
    ),
    account: (deposit) => <span className={styles.dim}>{deposit.securitiesAccount}</span>,
    amount: (deposit) => (
      <Money
        size="grid"
        amount={deposit.receivedAmount ?? deposit.declaredAmount}
        currency={deposit.currency}
        decimals={book.decimalsOf(deposit.currency, deposit.network)}
        alignTo={book.mostDecimals}
      />
    ),
    network: (deposit) => <span className={styles.dim}>{book.networkName(deposit.network)}</span>,
    status: (deposit) => (
      <>
        <StatusPill kind="deposit" status={deposit.status} />
        {deposit.refundBadge === null ? null : <RefundBadge text={deposit.refundBadge} />}
        {deposit.status === "ON_HOLD" && deposit.holdReason !== null ? (
          <span className={styles.why}>{statusLabel(HOLD_REASON_LABELS, deposit.holdReason)}</span>
        ) : null}
      </>
    ),
    confirmations: (deposit) => {
      const { confirmations } = deposit;
      if (confirmations.blockNumber !== null || confirmations.orphanedAt !== null || confirmations.current > 0)
        return <ConfirmationStrip confirmations={confirmations} />;
      return <span className="quiet">{ENDED_WITHOUT_TRANSFER.has(deposit.status) ? "–" : "No transfer seen"}</span>;
    },
    fromAddress: (deposit) => <AddressText form="short" value={deposit.sourceAddress} />,
    destination: (deposit) => <AddressText form="short" value={deposit.destinationAddress} />,
    txid: (deposit) => <AddressText form="short" value={deposit.txHash} />,
    action: (deposit) => <RecordAction deposit={deposit} />,
  };
  return helper.columns(
    COLUMN_PLANS.map((plan) =>
      helper.display({ id: plan.id, header: plan.header, cell: ({ row }) => cells[plan.id](row.original) }),
    ),
  );
}

export function planOf(id: string): ColumnPlan {
  const plan = COLUMN_PLANS.find((candidate) => candidate.id === id);
  if (!plan) throw new Error(`no such column: ${id}`);
  return plan;
}
