/**
 * The store under the operations of a refund's life, in their own words. Whatever carries it out keeps its promises:
 *
 * - `transaction` is all or nothing: an error thrown by the work leaves nothing behind.
 * - Locks hold until the transaction ends. Deposit before refund, log last, always in this order.
 * - Changes name the version that they were made from, and answer null when the row has another one by now.
 * - The unique constraints refuse, with an error for which isUniqueViolation() of #central/store/inTransaction.ts is true:
 *   "refunds_lock" (one refund of a deposit holds the refund lock), "refunds_no", "refund_approvals_once",
 *   "refund_slots_pkey" (one slot a refund), "refund_slots_nonce" (a nonce is given once), "refund_attempts_hash", "deposits_no",
 *   "deposits_transfer", "configuration_versions_number" and "configuration_versions_open" (one proposal at a time).
 * - Slots, audit events and the history are never changed: there is no function for it.
 *
 * drizzleBooks.ts is what the service runs on. memory/memoryBooks.ts is the same in memory, for simulations and tests alone.
 */
import type { WalletAddressRow } from "#central/addresses/toWalletAddress.ts";
import type { AuditEventRow } from "#central/audit/toAuditEvent.ts";
import type { TimelineEventRow } from "#central/audit/toTimelineEvent.ts";
import type { Instant } from "#central/clock.ts";
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
import type { NewStepUpRow, StepUpRow } from "#central/accounts/consumeStepUp.ts";
import type { RefundStatus } from "#shared/domain/statuses.ts";

/** Reading, inside of a transaction or outside. Lists are oldest first where nothing else is said. */
export type BooksToRead = {
  deposit(id: string): Promise<DepositRow | null>;
  refund(id: string): Promise<RefundRow | null>;
  /** the refund that holds the deposit's refund lock, see holdsRefundLock() of #shared */
  refundHoldingLock(depositId: string): Promise<RefundRow | null>;
  /** refunds that can still be held (Pending Approval, Approved) */
  waitingRefunds(of: { depositId: string } | { addressId: string } | "ALL"): Promise<RefundKey[]>;
  /** Pending Approval or Approved beyond their time */
  overdueRefunds(at: Instant): Promise<RefundKey[]>;
  /** Signing under a lock that has lapsed */
  lapsedLeases(at: Instant): Promise<RefundKey[]>;
  /** refunds in one of the statuses that a reorganisation could still change */
  refundsNotFinal(network: string, statuses: readonly RefundStatus[]): Promise<RefundRow[]>;

  /** approvals that count, in the order in which they were given */
  liveApprovals(refundIds: readonly string[]): Promise<ApprovalRow[]>;
  slots(refundIds: readonly string[]): Promise<SlotRow[]>;
  /** in the order in which they were registered */
  attempts(refundIds: readonly string[]): Promise<AttemptRow[]>;

  /** refunds that ended unsigned (Expired, Rejected, Withdrawn), whose slot people have asked to void, and not final yet */
  slotsBeingVoided(network: string): Promise<RefundRow[]>;
  /** slots of a key for which nothing was registered, or only a void that is not mined, lowest nonce first */
  unusedSlots(signerId: string): Promise<Pick<RefundRow, "id" | "refundNo">[]>;
  /** refunds with a slot of this key that may still pay, or still could */
  runningPayments(signerId: string): Promise<Pick<RefundRow, "refundNo">[]>;
  /** payments begun with this key since then: those whose slot was given */
  paymentsSince(signerId: string, since: Instant): Promise<Pick<RefundRow, "network" | "currency" | "amount">[]>;
  /** highest nonce ever given for this payer, null when none was */
  lastNonce(chainId: number, fromAddress: string): Promise<bigint | null>;

  /** nonces of this payer in a range (`from` included, `below` not) for which signed bytes are registered, lowest first */
  signedNonces(chainId: number, fromAddress: string, from: bigint, below: bigint): Promise<bigint[]>;

  address(id: string): Promise<WalletAddressRow | null>;
  /** a deposit address of the broker, or one of his signing keys; `addressKey` in lower case */
  isOurs(network: string, addressKey: string): Promise<boolean>;
  signer(id: string): Promise<SignerRow | null>;
  approvedSigners(): Promise<SignerRow[]>;
  /** keys for this network that may have paid: all but those taken out of use */
  signersInUse(network: string): Promise<SignerRow[]>;
  deviceKey(id: string): Promise<DeviceKeyRow | null>;
  /** the configuration as it is now */
  rules(network: string, currency: string): Promise<{ network: NetworkRow; currency: CurrencyRow } | null>;
  /** every version of a kind of configuration, proposed and refused ones too, by number */
  configurationVersions(kind: string, network: string, currency: string): Promise<ConfigurationVersionRow[]>;
  /** the newest screening list that two people agreed on, and how long it may be used; null without any */
  newestDenylist(): Promise<{ listVersion: string; goodUntil: Instant | null } | null>;
  isDenied(listVersion: string, addressKey: string): Promise<boolean>;
};

/** The books within one transaction. */
export type Books = BooksToRead & {
  lockDeposit(id: string): Promise<DepositRow | null>;
  insertDeposit(row: NewDepositRow): Promise<DepositRow>;
  /** null when the version is another one by now */
  updateDeposit(id: string, version: number, patch: Partial<DepositRow>): Promise<DepositRow | null>;

  lockRefund(id: string): Promise<RefundRow | null>;
  insertRefund(row: NewRefundRow): Promise<RefundRow>;
  /** null when the version is another one by now */
  updateRefund(id: string, version: number, patch: Partial<RefundRow>): Promise<RefundRow | null>;

  insertApproval(row: NewApprovalRow): Promise<ApprovalRow>;
  /** those that count, of everybody or of one person, count no longer */
  voidApprovals(refundId: string, by: string | "EVERYBODY", at: Instant): Promise<void>;
  insertSlot(row: SlotRow): Promise<SlotRow>;
  insertAttempt(row: NewAttemptRow): Promise<AttemptRow>;
  /** what nodes answered and the chain said; the signed bytes stay as they are */
  markAttempt(id: string, marks: Partial<Pick<AttemptRow, "broadcasts" | "mined">>): Promise<void>;

  lockAddress(id: string): Promise<WalletAddressRow | null>;
  lockSigner(id: string): Promise<SignerRow | null>;
  /** null when the version is another one by now */
  updateSigner(id: string, version: number, patch: Partial<SignerRow>): Promise<SignerRow | null>;

  lockConfigurationVersion(id: string): Promise<ConfigurationVersionRow | null>;
  insertConfigurationVersion(row: ConfigurationVersionRow): Promise<ConfigurationVersionRow>;
  /** null when the version is another one by now */
  updateConfigurationVersion(
    id: string,
    version: number,
    patch: Partial<ConfigurationVersionRow>,
  ): Promise<ConfigurationVersionRow | null>;

  insertStepUp(row: NewStepUpRow): Promise<void>;
  lockStepUp(tokenHash: string): Promise<StepUpRow | null>;
  useStepUp(tokenHash: string, at: Instant): Promise<void>;

  /** running number of a prefix and day ("20261122"), from 1; never the same twice */
  nextNumber(prefix: string, day: string): Promise<number>;

  /** the last event of the audit log, locked */
  lockLog(): Promise<{ seq: number; hash: string }>;
  /** the next event; becomes the last one. Throws when it would not read back as it was written. */
  appendToLog(row: AuditEventRow): Promise<void>;
  appendToHistory(row: TimelineEventRow): Promise<void>;
};

export type BookStore = BooksToRead & {
  transaction<T>(work: (books: Books) => Promise<T>): Promise<T>;
};

export type RefundKey = Pick<RefundRow, "id" | "depositId">;
