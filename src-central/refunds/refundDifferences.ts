/** The approver's comparison: as deposited, as requested, and now (R20a.5). */
import { and, count, eq, gte, lt, notInArray } from "drizzle-orm";

import { DAY_MS, type Instant, later } from "#central/clock.ts";
import { type Context, now } from "#central/context.ts";
import { limitsNow } from "#central/configuration/limitsNow.ts";
import { loadDeposit } from "#central/deposits/loadDeposit.ts";
import { refunds, walletAddresses } from "#central/store/tables.ts";
import type { RefundDifferences } from "#shared/contract/refund.ts";
import { ADDRESS_STATUS_LABELS, DEPOSIT_STATUS_LABELS, statusLabel } from "#shared/domain/statuses.ts";
import { approvalsNeeded } from "#shared/domain/limits.ts";
import { compareAmounts } from "#shared/money.ts";
import { loadRefund } from "./loadRefund.ts";
import { loadRules } from "./loadRules.ts";
import { screenAddresses } from "./screenAddress.ts";

type Row = RefundDifferences["rows"][number];
const MONTH_MS = 30 * DAY_MS;

/** Throws NOT_FOUND. */
export async function refundDifferences(context: Context, input: { id: string }): Promise<RefundDifferences> {
  const refund = await loadRefund(context, input.id);
  const { intent } = refund;
  const deposit = await loadDeposit(context, refund.depositId);
  const { network, currency } = await loadRules(context, refund);
  const { number, limits } = await limitsNow(context, { network, currency });
  const [address] = await context.db
    .select()
    .from(walletAddresses)
    .where(eq(walletAddresses.id, refund.refundAddressId));
  const screening = await screenAddresses(context, [refund.refundAddress, deposit.sourceAddress]);
  const before = await paidTo(context, refund.refundAddress, refund.requestedAt, refund.id);
  const today = await paidTo(context, refund.refundAddress, later(now(context), 1), refund.id);
  const received = deposit.creditedAmount ?? deposit.receivedAmount ?? deposit.declaredAmount;
  const verified = statusLabel(ADDRESS_STATUS_LABELS, "VERIFIED");
  const addressNow = address === undefined ? "Unknown" : statusLabel(ADDRESS_STATUS_LABELS, address.status);
  const rows: Row[] = [
    {
      ...row(
        "Amount",
        `${received} ${deposit.currency}`,
        `${refund.amount} ${refund.currency}`,
        `${refund.amount} ${refund.currency}`,
      ),
      changed: compareAmounts(received, refund.depositAmount) !== 0,
    },
    row("Network", deposit.network, intent.network, network.enabled ? network.code : `${network.code} (switched off)`),
    row(
      "Deposit status",
      null,
      statusLabel(DEPOSIT_STATUS_LABELS, "CREDITED"),
      statusLabel(DEPOSIT_STATUS_LABELS, deposit.status),
    ),
    row("Deposit amount", received, refund.depositAmount, received),
    row("Refund address", deposit.sourceAddress, refund.refundAddress, address?.address ?? "Unknown"),
    row("Address verification", deposit.addressVerification.status, verified, addressNow),
    row("Screening", deposit.screening?.result ?? null, "CLEAR", screening.result),
    row(
      "Currency rules",
      `version ${deposit.configVersion}`,
      `version ${intent.configVersion}`,
      `version ${currency.version}`,
    ),
    row("Highest fee (wei)", null, intent.feeCapWei, limits.feeCapWei),
    row("Limits", null, `version ${refund.limitsNumber}`, `version ${number}`),
    row("Needed approvals", null, String(refund.requiredApprovals), String(approvalsNeeded(refund.amount, limits))),
    row("Refunds to this address in 30 days", null, String(before), String(today)),
  ];
  return { comparedAt: now(context), rows };
}

function row(field: string, deposit: string | null, requested: string, current: string): Row {
  return { field, deposit, requested, now: current, changed: requested !== current };
}

/** Other refunds to the address in the 30 days before `until`, those that were refused or withdrawn left out. */
async function paidTo(context: Context, address: string, until: Instant, except: string): Promise<number> {
  const found = await context.db
    .select({ id: refunds.id, count: count() })
    .from(refunds)
    .where(
      and(
        eq(refunds.refundAddress, address),
        gte(refunds.requestedAt, later(until, -MONTH_MS)),
        lt(refunds.requestedAt, until),
        notInArray(refunds.status, ["WITHDRAWN", "REJECTED", "EXPIRED"]),
      ),
    )
    .groupBy(refunds.id);
  return found.filter(({ id }) => id !== except).length;
}
