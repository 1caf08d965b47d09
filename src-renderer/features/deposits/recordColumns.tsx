/** The columns of the records grid: what each shows, how wide it is, and which give way first in a narrow window. Source: design.md, "Frame". */
import { createColumnHelper, tableFeatures } from "@tanstack/react-table";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { DEPOSIT_SORTS } from "#shared/contract/ipc.ts";
import type { CurrencyBook } from "#renderer/api/currencies.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";
import { refundBadgeText } from "#renderer/words/refundBadgeText.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { ConfirmationStrip } from "#renderer/ui/ConfirmationStrip.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { Reference } from "#renderer/ui/Reference.tsx";
import { RefundBadge, StatusPill } from "#renderer/ui/StatusPill.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
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

type ColumnPlan = { id: ColumnId; width: number; sort?: SortKey; end?: true };

/** px */
export const COLUMN_PLANS: readonly ColumnPlan[] = [
  { id: "recordNo", width: 158, sort: "recordNo" },
  { id: "requested", width: 118, sort: "requestedAt" },
  { id: "customer", width: 206, sort: "customerNo" },
  { id: "account", width: 112 },
  { id: "amount", width: 182, sort: "amount", end: true },
  { id: "network", width: 104 },
  { id: "status", width: 254, sort: "status" },
  { id: "confirmations", width: 104 },
  { id: "fromAddress", width: 144 },
  { id: "destination", width: 144 },
  { id: "txid", width: 144 },
  { id: "action", width: 108 },
];
export function columnHeader(id: ColumnId): string {
  return t(`deposits:columns.${id}`);
}

/** while all rows are of today the time alone is shown */
const TODAY_WIDTH = 80;
/** a long name gives way before a column does; the customer's number stays whole */
const LEAST_CUSTOMER_WIDTH = 184;

/** Given way in this order; record no., amount, status and action never. */
export const HIDE_ORDER: readonly ColumnId[] = ["txid", "destination", "account", "fromAddress", "network"];

export type FittedColumn = { id: ColumnId; width: number };

/** The columns that fit into `available` px, less those the operator has switched off. `scale`: larger type needs more room. */
export function fitColumns(
  available: number,
  { today, off, scale }: { today: boolean; off: readonly ColumnId[]; scale: number },
): FittedColumn[] {
  let fitted = COLUMN_PLANS.filter(({ id }) => !off.includes(id)).map(({ id, width }) => ({
    id,
    width: Math.round((id === "requested" && today ? TODAY_WIDTH : width) * scale),
  }));
  const least = Math.round(LEAST_CUSTOMER_WIDTH * scale);
  const excess = () => fitted.reduce((sum, { width }) => sum + width, 0) - available;
  const customer = fitted.find(({ id }) => id === "customer");
  const elastic = customer === undefined ? 0 : customer.width - least;
  for (const victim of HIDE_ORDER) {
    if (excess() <= elastic) break;
    fitted = fitted.filter(({ id }) => id !== victim);
  }
  const over = excess();
  return fitted.map((column) =>
    column.id === "customer" && over > 0 ? { ...column, width: Math.max(least, column.width - over) } : column,
  );
}

/** Statuses in which no transfer will come any more. */
const ENDED_WITHOUT_TRANSFER: ReadonlySet<string> = new Set(["CANCELLED", "DELETED", "EXPIRED", "FAILED"]);

/** The badge is for a refund that runs; one that is over shows in the status or in the detail. */
function hasRunningRefund(deposit: Deposit): boolean {
  return deposit.activeRefundNo !== null && deposit.status !== "REFUNDED";
}

export function makeColumns(book: CurrencyBook, today: boolean) {
  const cells: Record<ColumnId, (deposit: Deposit) => React.ReactNode> = {
    recordNo: (deposit) => <Reference value={deposit.recordNo} className={styles.recordNo} />,
    requested: (deposit) => <TimeText at={deposit.requestedAt} form={today ? "time" : "auto"} className={styles.dim} />,
    customer: (deposit) => (
      <>
        <Reference value={deposit.customerNo} className={styles.customerNo} />
        <span className={styles.customerName} title={deposit.customerName}>
          {deposit.customerName}
        </span>
      </>
    ),
    account: (deposit) => <Reference value={deposit.securitiesAccount} className={styles.dim} />,
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
        {hasRunningRefund(deposit) ? <RefundBadge text={refundBadgeText(deposit.refundBadge)} /> : null}
        {deposit.status === "ON_HOLD" && deposit.holdReason !== null ? (
          <span className={styles.why}>{codeLabel("holdReason", deposit.holdReason)}</span>
        ) : null}
      </>
    ),
    confirmations: (deposit) => {
      const { confirmations } = deposit;
      if (confirmations.blockNumber !== null || confirmations.orphanedAt !== null || confirmations.current > 0)
        return <ConfirmationStrip confirmations={confirmations} />;
      return (
        <span className="quiet">{ENDED_WITHOUT_TRANSFER.has(deposit.status) ? "–" : t("deposits:row.noTransfer")}</span>
      );
    },
    fromAddress: (deposit) => <AddressText form="short" value={deposit.sourceAddress} />,
    destination: (deposit) => <AddressText form="short" value={deposit.destinationAddress} />,
    txid: (deposit) => <AddressText form="short" value={deposit.txHash} />,
    // Drawn by the row itself, because its button takes the tab stop.
    action: () => null,
  };
  return helper.columns(
    COLUMN_PLANS.map((plan) =>
      helper.display({ id: plan.id, header: columnHeader(plan.id), cell: ({ row }) => cells[plan.id](row.original) }),
    ),
  );
}

export function planOf(id: string): ColumnPlan {
  const plan = COLUMN_PLANS.find((candidate) => candidate.id === id);
  if (!plan) throw new Error(`no such column: ${id}`);
  return plan;
}
