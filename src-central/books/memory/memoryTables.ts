/** Every table of the books in memory, with the constraints that the database has on it (store/refundTables.ts, store/depositTables.ts). */
import type { NewStepUpRow, StepUpRow } from "#central/accounts/consumeStepUp.ts";
import type { WalletAddressRow } from "#central/addresses/toWalletAddress.ts";
import type { AuditEventRow } from "#central/audit/toAuditEvent.ts";
import type { TimelineEventRow } from "#central/audit/toTimelineEvent.ts";
import { FIRST_PREV_HASH } from "#central/audit/eventHash.ts";
import type { ConfigurationVersionRow, CurrencyRow, NetworkRow } from "#central/configuration/toCurrency.ts";
import type { DepositRow, NewDepositRow } from "#central/deposits/toDeposit.ts";
import type {
  ApprovalRow,
  AttemptRow,
  NewApprovalRow,
  NewAttemptRow,
  NewRefundRow,
  RefundRow,
  SlotRow,
} from "#central/refunds/toRefund.ts";
import type { DeviceKeyRow, SignerRow } from "#central/signers/toSigner.ts";
import { holdsRefundLock } from "#shared/domain/refundMachine.ts";
import { MemoryTable } from "./MemoryTable.ts";

const ENDED: ReadonlySet<string> = new Set(["COMPLETED", "FAILED_ON_CHAIN", "VOID"]);

export type Tables = ReturnType<typeof memoryTables>;

export function memoryTables() {
  const deposits = new MemoryTable<DepositRow>("deposits", "deposits_pkey", byId, {
    deposits_no: ({ recordNo }) => recordNo,
    deposits_transfer: ({ network, transferTxHash, transferLogIndex }) =>
      transferTxHash === null || transferLogIndex === null ? null : `${network} ${transferTxHash} ${transferLogIndex}`,
  });
  const refunds = new MemoryTable<RefundRow>("refunds", "refunds_pkey", byId, {
    refunds_no: ({ refundNo }) => refundNo,
    refunds_lock: ({ depositId, status, lockReleased }) => (holdsRefundLock(status, lockReleased) ? depositId : null),
  });
  const approvals = new MemoryTable<ApprovalRow>("approvals", "refund_approvals_pkey", byId, {
    refund_approvals_once: ({ refundId, byId: person, voidedAt }) =>
      voidedAt === null ? `${refundId} ${person}` : null,
  });
  const slots = new MemoryTable<SlotRow>("slots", "refund_slots_pkey", ({ refundId }) => refundId, {
    refund_slots_nonce: ({ chainId, fromAddress, nonce }) => `${payerKey(chainId, fromAddress)} ${nonce}`,
  });
  const attempts = new MemoryTable<AttemptRow>("attempts", "refund_attempts_pkey", byId, {
    refund_attempts_hash: ({ txHash }) => txHash,
  });
  const networks = new MemoryTable<NetworkRow>("networks", "networks_pkey", ({ code }) => code);
  const currencies = new MemoryTable<CurrencyRow>(
    "currencies",
    "currencies_pkey",
    ({ network, code }) => `${network} ${code}`,
  );
  const addresses = new MemoryTable<WalletAddressRow>("addresses", "wallet_addresses_pkey", byId);
  const signers = new MemoryTable<SignerRow>("signers", "signers_pkey", byId, {
    signers_address: ({ addressKey }) => addressKey,
  });
  const deviceKeys = new MemoryTable<DeviceKeyRow>("deviceKeys", "device_keys_pkey", byId, {
    device_keys_public_key: ({ publicKey }) => publicKey,
  });
  const configuration = new MemoryTable<ConfigurationVersionRow>("configuration", "configuration_versions_pkey", byId, {
    configuration_versions_number: (row) => `${configurationKey(row)} ${row.number}`,
    configuration_versions_open: (row) => (row.status === "PROPOSED" ? configurationKey(row) : null),
  });
  const stepUps = new MemoryTable<StepUpRow>("stepUps", "step_ups_pkey", ({ tokenHash }) => tokenHash);
  return {
    ...{
      deposits,
      refunds,
      approvals,
      slots,
      attempts,
      networks,
      currencies,
      addresses,
      signers,
      deviceKeys,
      stepUps,
      configuration,
    },
    /** running numbers by prefix and day */
    numbers: new MemoryTable<{ key: string; last: number }>("numbers", "number_counters_pkey", ({ key }) => key),
    /** lower case, behind their network */
    depositAddresses: new Set<string>(),
    /** newest last */
    denylists: [] as { listVersion: string; goodUntil: string | null; addressKeys: ReadonlySet<string> }[],
    auditEvents: [] as AuditEventRow[],
    history: [] as TimelineEventRow[],
    firstPrevHash: FIRST_PREV_HASH,
    refundsOf: refunds.group(({ depositId }) => depositId),
    /** by status, but those that ended for ever: they would only be read to be left out */
    refundsIn: refunds.group(({ status, finalAt }) => (finalAt !== null && ENDED.has(status) ? null : status)),
    /** those that people wanted withheld and that are not final, by network */
    refundsVoided: refunds.group(({ network, voiding, finalAt }) =>
      voiding !== null && finalAt === null ? network : null,
    ),
    approvalsOf: approvals.group(({ refundId, voidedAt }) => (voidedAt === null ? refundId : null)),
    slotsOfSigner: slots.group(({ signerId }) => signerId),
    slotsOfPayer: slots.group(({ chainId, fromAddress }) => payerKey(chainId, fromAddress)),
    attemptsOf: attempts.group(({ refundId }) => refundId),
    configurationOf: configuration.group(configurationKey),
    signersAt: signers.group(({ addressKey }) => addressKey),
  };
}

export function payerKey(chainId: number, fromAddress: string): string {
  return `${chainId} ${fromAddress}`;
}

/** whose versions are numbered together */
export function configurationKey(row: { kind: string; network: string; currency: string }): string {
  return `${row.kind} ${row.network} ${row.currency}`;
}

function byId(row: { id: string }): string {
  return row.id;
}

/** Columns that a new row may leave out, as the database fills them in. */
type Defaults<Row, NewRow> = {
  [K in keyof Row as K extends keyof NewRow ? (undefined extends NewRow[K] ? K : never) : never]: Row[K];
};

export const DEPOSIT_DEFAULTS: Defaults<DepositRow, NewDepositRow> = {
  applicationId: null,
  linkedRecordNo: null,
  receivedAmount: null,
  creditedAmount: null,
  txHash: null,
  transferTxHash: null,
  transferLogIndex: null,
  holdReason: null,
  transfer: null,
  screening: null,
  ledgerRef: null,
  refundOnly: false,
  creditedAt: null,
  cancelledAt: null,
  cancel: null,
  activeRefundId: null,
  activeRefundNo: null,
  refundBadge: null,
  refundedAmount: null,
  legalHold: false,
  purgedAt: null,
  finalAt: null,
};

export const REFUND_DEFAULTS: Defaults<RefundRow, NewRefundRow> = {
  adjustmentReason: null,
  remainder: null,
  limitsNumber: 0,
  expiresAt: null,
  holdReason: null,
  ended: null,
  executedBy: null,
  leaseId: null,
  leaseHolder: null,
  leaseWorkstationId: null,
  leaseSignerId: null,
  leaseExpiresAt: null,
  fencingToken: 0,
  confirmations: null,
  txHash: null,
  feeWei: null,
  failure: null,
  voiding: null,
  lockReleased: false,
  broadcastAt: null,
  completedAt: null,
  finalAt: null,
  notification: null,
};

export const APPROVAL_DEFAULTS: Defaults<ApprovalRow, NewApprovalRow> = { voidedAt: null };
export const ATTEMPT_DEFAULTS: Defaults<AttemptRow, NewAttemptRow> = { mined: null };
export const STEP_UP_DEFAULTS: Defaults<StepUpRow, NewStepUpRow> = { intentHash: null, usedAt: null };

/** A new row with what it leaves out filled in. */
export function complete<Row extends object, NewRow extends object>(defaults: Defaults<Row, NewRow>, row: NewRow): Row {
  // Defaults and new values together are all columns of the row: the two types above say so.
  return merged<Row>({ ...(defaults as unknown as Row) }, row as unknown as Partial<Row>);
}

/** A field that is undefined says nothing, as in the database's own library. */
export function merged<Row extends object>(row: Row, change: Partial<Row>): Row {
  const said: Partial<Row> = Object.values(change).includes(undefined) ? withoutUndefined(change) : change;
  return { ...row, ...said };
}

function withoutUndefined<Row extends object>(change: Partial<Row>): Partial<Row> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<Row>;
}
