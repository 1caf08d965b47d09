/**
 * The central service's money operations on books in memory, for simulations and tests alone; the service itself never imports this folder.
 * The operations are the service's own, function for function; only the store under them is another (memoryBooks.ts), and there is no HTTP.
 *
 *   const central = openMemoryCentral({ clock, random, sha256, chains });        // ./openMemoryCentral.ts
 *   central.put.network(…); central.put.currency(…); central.put.deposit(…); …   // what other rooms would have written
 *   const maker = central.person({ name: "Maker", permissions: ["Refund.Request"] });
 *   const refund = await central.call(maker, http.deposits.requestRefund, { params: { id }, body, ifMatch: 1 });
 *   await central.expireRefunds(); await central.trackRefunds("DEVNET");          // what the watcher does in a round
 *
 * Transactions run one after another and each is all or nothing. Chain questions are asked before a transaction begins, as in
 * the service: several calls may be under way at once, and whatever happens between question and transaction is met there.
 * Rows and answers are frozen or fresh; nobody can change the books by holding one. Nothing here takes time or randomness of its own.
 */
import type { CurrencyRow, NetworkRow } from "#central/configuration/toCurrency.ts";
import type { WalletAddressRow } from "#central/addresses/toWalletAddress.ts";
import type { AuditEventRow } from "#central/audit/toAuditEvent.ts";
import type { TimelineEventRow } from "#central/audit/toTimelineEvent.ts";
import type { Chains } from "#central/chain/ChainReader.ts";
import type { Clock } from "#central/clock.ts";
import type { BookContext, PersonActor } from "#central/context.ts";
import type { DepositRow } from "#central/deposits/toDeposit.ts";
import type { Proofs } from "#central/proofs.ts";
import type { Random } from "#central/random.ts";
import type { RefundLimits } from "#central/refunds/limits.ts";
import type { ApprovalRow, AttemptRow, RefundRow, SlotRow } from "#central/refunds/toRefund.ts";
import type { DeviceKeyRow, SignerRow } from "#central/signers/toSigner.ts";
import type { RefundWatch } from "#central/watcher/RefundWatch.ts";
import type { Sha256 } from "#shared/canonicalJson.ts";
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ResponseOf } from "#shared/contract/http.ts";
import type { STEP_UP_ACTIONS } from "#shared/contract/session.ts";
import type { Permission } from "#shared/domain/permissions.ts";

export type MemoryCentralOptions = {
  readonly clock: Clock;
  readonly random: Random;
  readonly sha256: Sha256;
  /** readers by network code, of the simulated chain */
  readonly chains: Chains;
  /** default: the real ones. A simulation may remember their answers; an `eventHash` that hashes nothing saves a fifth of the time. */
  readonly proofs?: Proofs;
  /** default: DEFAULT_REFUND_LIMITS */
  readonly limits?: RefundLimits;
  /** Told after each transaction that changed something, with each row as it was and as it is: for checks after every step. Must not throw. */
  readonly committed?: (changes: readonly Change[]) => void;
};

/** One row of one transaction. `before` null: it is new. The last change of a row in its transaction alone. */
export type Change = {
  [T in keyof MemoryTables]: {
    readonly table: T;
    readonly before: MemoryTables[T] | null;
    readonly after: MemoryTables[T];
  };
}[keyof MemoryTables];

export type MemoryTables = {
  deposits: DepositRow;
  refunds: RefundRow;
  approvals: ApprovalRow;
  slots: SlotRow;
  attempts: AttemptRow;
  addresses: WalletAddressRow;
  signers: SignerRow;
  deviceKeys: DeviceKeyRow;
  auditEvents: AuditEventRow;
  history: TimelineEventRow;
};

/** What a request carries. The `idempotencyKey` makes a repeat answer what was answered before, as over HTTP; without it the command is carried out again. */
export type CallInput<E extends Endpoint> = {
  readonly params: ParamsOf<E>;
  readonly body: BodyOf<E>;
  readonly ifMatch: E["ifMatch"] extends true ? number : null;
  /** left out: nothing is asked for beside the path */
  readonly query?: QueryOf<E>;
  readonly idempotencyKey?: string;
};

/** Every field has a sensible value; give those that matter. */
type Seed<Row> = Partial<Row>;

export type MemoryCentral = {
  /**
   * One request of a person: right, then what is asked before the transaction, then the transaction. Endpoints: deposits.requestRefund and
   * all of `refunds` but list and differences, `configuration`, and of `signers` what is decided about a key. Throws the AppErrors of the endpoint (contract/http.ts), PERMISSION_DENIED, IDEMPOTENCY_KEY_REUSED.
   */
  call<E extends Endpoint>(actor: PersonActor, endpoint: E, input: CallInput<E>): Promise<ResponseOf<E>>;
  /** A token for one action, as if the person had just given password or code. */
  stepUp(
    actor: PersonActor,
    purpose: { action: (typeof STEP_UP_ACTIONS)[number]; resourceId: string; intentHash?: string },
  ): Promise<string>;
  /** A signed-in person on a workstation of his own, unless one is given. */
  person(values: {
    name: string;
    permissions: readonly Permission[];
    userId?: string;
    workstationId?: string;
  }): PersonActor;
  /** The service itself, in one transaction: whatever other operation on the books a simulation wants (moveDeposit, holdRefundsTo, …). */
  asSystem<T>(work: (context: BookContext) => Promise<T>): Promise<T>;

  /** Rows that other rooms of the service write. Immediately, outside of any transaction; a row with a known id replaces the old one. */
  readonly put: {
    network(row: Seed<NetworkRow> & Pick<NetworkRow, "code" | "chainId" | "genesisHash">): NetworkRow;
    currency(row: Seed<CurrencyRow> & Pick<CurrencyRow, "code" | "network" | "kind" | "decimals">): CurrencyRow;
    /** Credited, with its transfer in the block that is named, unless said otherwise */
    deposit(row: Seed<DepositRow> & Pick<DepositRow, "network" | "currency" | "declaredAmount">): DepositRow;
    /** Verified, unless said otherwise */
    address(
      row: Seed<WalletAddressRow> & Pick<WalletAddressRow, "network" | "address" | "customerNo">,
    ): WalletAddressRow;
    /** one of the broker's own deposit addresses */
    depositAddress(network: string, address: string): void;
    /** Approved, unless said otherwise */
    signer(row: Seed<SignerRow> & Pick<SignerRow, "address" | "executorId" | "workstationId" | "networks">): SignerRow;
    /** Active, unless said otherwise; `publicKey` raw, 64 hex digits */
    deviceKey(row: Seed<DeviceKeyRow> & Pick<DeviceKeyRow, "userId" | "publicKey">): DeviceKeyRow;
    /** a new screening list with these addresses; the newest one counts */
    denylist(listVersion: string, addresses: readonly string[], goodUntil?: string | null): void;
  };

  /** F6, F9, F14: what time alone does. Answers how many refunds changed. */
  expireRefunds(): Promise<number>;
  /** F7, F10: every refund that waits, looked at again. Answers how many stopped. */
  holdConcerned(): Promise<number>;
  /** F16 to F34 by the network's own nodes. Throws CHAIN_UNAVAILABLE, and afterwards what went wrong with one refund. */
  trackRefunds(network: string): Promise<void>;
  /** What the watcher keeps between its rounds in this process alone: absences (F22), resends (F30). */
  watchOf(network: string): RefundWatch;
  /** The service starts again: the books stay, what only the process remembered is gone. Calls under way go on; a caller who is to hear nothing of them drops their answers. */
  restart(): void;

  /** The books as they are now, for checks. Live views: what is read later shows what was committed since. Never changed by the reader. */
  readonly state: {
    readonly [T in Exclude<keyof MemoryTables, "auditEvents" | "history">]: ReadonlyMap<string, MemoryTables[T]>;
  } & { readonly auditEvents: readonly AuditEventRow[]; readonly history: readonly TimelineEventRow[] };
};
