/** What a change of rules meets (R4.3): counted for whoever proposes and whoever decides, and written into the log. */
import { count, inArray } from "drizzle-orm";

import type { Tx } from "#central/store/openDatabase.ts";
import { deposits, refunds } from "#central/store/tables.ts";
import type { Affected } from "#shared/contract/configuration.ts";
import { holdsRefundLock } from "#shared/domain/refundMachine.ts";
import { type DepositStatus, REFUND_STATUSES } from "#shared/domain/statuses.ts";

/** On their way to be credited, or alarmed: what still happens to them goes by rules. */
const OPEN_RECORDS: readonly DepositStatus[] = [
  "WALLET_ADDRESS_UNDER_VERIFICATION",
  "AWAITING_TRANSFER",
  "CONFIRMING",
  "UNDER_REVIEW",
  "ON_HOLD",
  "REORG_ALERT",
];
const OPEN_REFUNDS = REFUND_STATUSES.filter((status) => status !== "COMPLETED" && holdsRefundLock(status, true));

export type AffectedCounts = { of(network: string, currency: string | null): Affected };

/** Every currency's counts in two queries. `currency` null: of the whole network. */
export async function countAffected(db: Tx): Promise<AffectedCounts> {
  const records = await db
    .select({ network: deposits.network, currency: deposits.currency, count: count() })
    .from(deposits)
    .where(inArray(deposits.status, [...OPEN_RECORDS]))
    .groupBy(deposits.network, deposits.currency);
  const open = await db
    .select({ network: refunds.network, currency: refunds.currency, count: count() })
    .from(refunds)
    .where(inArray(refunds.status, OPEN_REFUNDS))
    .groupBy(refunds.network, refunds.currency);
  const sum = (rows: typeof records, network: string, currency: string | null) =>
    rows
      .filter((row) => row.network === network && (currency === null || row.currency === currency))
      .reduce((total, row) => total + row.count, 0);
  return {
    of: (network, currency) => ({
      openRecords: sum(records, network, currency),
      openRefunds: sum(open, network, currency),
    }),
  };
}
