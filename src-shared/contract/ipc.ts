/**
 * Everything the page and the engine say to each other: calls (page asks, engine answers) and events (engine tells).
 * The preload exposes exactly these by name; `serve` in the engine parses every input with them. Outputs need no parsing: the engine is trusted by the page, never the reverse.
 */
import { HOLD_DECISIONS } from "#shared/domain/depositHolds.ts";
import { recordFilter } from "#shared/domain/query/recordFilter.ts";
import { DELETE_REASONS, REFUND_STATUSES } from "#shared/domain/statuses.ts";
import { PERMISSIONS } from "#shared/domain/permissions.ts";
import { REFUND_KINDS, REMAINDER_DISPOSITIONS } from "#shared/domain/refunds.ts";
import { LANGUAGES } from "#shared/texts/languages.ts";
import { z } from "#shared/zod.ts";
import type { Application } from "./application.ts";
import { addressInput, type AddressProof, proofInput, proofSubmission, type WalletAddress } from "./address.ts";
import { auditSearch, EXPORT_FORMATS, type AuditEvent, type AuditVerification, type ComparedHead } from "./audit.ts";
import { amount, hash, id, remarks, txHash, version } from "./common.ts";
import { type Account, newAccountInput, type OpenSession, type RightsChange, rightsInput } from "./account.ts";
import {
  configurationProposal,
  type ConfigurationVersion,
  type CurrencyLimits,
  currencyProposal,
  type CurrencyVersion,
  type LimitsVersion,
  networkProposal,
  type NetworkVersion,
  type RulesHistory,
} from "./configuration.ts";
import { call, type Call, idempotencyKey, none } from "./call.ts";
import { complianceCalls } from "./complianceCalls.ts";
import type { Currency, Network } from "./currency.ts";
import type { Dashboard } from "./dashboard.ts";
import {
  type CancelCheck,
  deposit,
  type Deposit,
  type DepositHold,
  holdProposalInput,
  type TimelineEvent,
} from "./deposit.ts";
import type { ExecutionReview } from "./executionReview.ts";
import {
  ATTEMPT_KINDS,
  identityCheck,
  notificationInput,
  refundInput,
  type Refund,
  type RefundDifferences,
} from "./refund.ts";
import type { OutboxEntry } from "./outbox.ts";
import { reviewInput } from "./review.ts";
import type { Result } from "#shared/errors.ts";
import type { DeviceKey, Environment, User } from "./session.ts";
import { type KeyComparison, keyComparisonQuery, settlementInput, type Signer } from "./signer.ts";
import { type SavedView, savedViewInput } from "./savedView.ts";
import type { SyncEntity } from "./sync.ts";

export type Notice<Payload> = { readonly kind: "event"; readonly payload?: Payload };

const event = <Payload>(): Notice<Payload> => ({ kind: "event" });

// ---------- what the calls answer ----------

export type SessionState = {
  phase: "STARTING" | "SIGNED_OUT" | "SIGNED_IN" | "LOCKED";
  user: User | null;
  /** why the person was signed out or locked, in words; null when he did it himself */
  reason: string | null;
  environment: Environment;
  /** on the environment tab: "hk-prod-1", or "demo, this computer only" */
  environmentName: string;
  centralUrl: string;
  /** null: reached, or not asked yet */
  centralProblem: string | null;
  /** the service is away: until when its copy may be read here; null while it is reached, or when it sets no limit */
  offlineUntil: string | null;
  certificate: string | null;
  networks: string;
  keychain: { available: boolean; problem: string | null };
  /** in demo mode only */
  demo: { accounts: { username: string; role: string; may: string; password: string }[]; signingPin: string } | null;
  appVersion: string;
  /** a start-up fault that keeps the program from working, with what to do */
  fatal: { title: string; advice: string } | null;
};

/** What this workstation makes of the central log: it keeps the newest signed head and has every later one proven against it. */
export type LogIntegrity = {
  head: ComparedHead | null;
  /** the signed head that the service shows instead, while the log is not the one that was seen; a person may accept it */
  offered: (ComparedHead & { sameKey: boolean }) | null;
  checkedAt: string | null;
  /** in words, why the log is not a continuation of what was seen; stays until a person looks into it */
  broken: string | null;
};

export type SyncStatus = {
  phase: "IDLE" | "FIRST_SYNC" | "LIVE" | "OFFLINE" | "REBUILDING";
  /** newest moment at which the cache equalled the central service */
  asOf: string | null;
  offlineSince: string | null;
  nextTryAt: string | null;
  /** words for a person; no secret */
  problem: string | null;
  /** words about a local copy that could not be used in this session and was fetched again; no secret */
  replaced: string | null;
  feedId: string | null;
  seq: number | null;
  headSeq: number | null;
  entities: { name: SyncEntity; done: number; of: number | null }[];
  /** the person stopped a first sync or a rebuild for a while */
  paused: boolean;
};

export const DEPOSIT_SORTS = ["requestedAt", "recordNo", "amount", "status", "customerNo"] as const;

export const depositSearch = recordFilter.extend({
  sort: z.enum(DEPOSIT_SORTS).optional(),
  descending: z.boolean().optional(),
  cursor: z.string().max(400).nullable().optional(),
  limit: z.int().min(1).max(200).optional(),
});
export type DepositSearch = z.infer<typeof depositSearch>;

export type RecordsFormat = (typeof EXPORT_FORMATS)[number];
/** `saved` false: the person closed the dialog, or stopped it. */
export type RecordsExport = { saved: boolean; rows: number; asOf: string | null };

export type DepositSearchResult = {
  /** JSON text of Deposit[]: one string crosses the bridge far faster than objects */
  rowsJson: string;
  nextCursor: string | null;
  /** exact up to 10,000; `capped` beyond */
  total: number;
  capped: boolean;
  /** per currency over the whole filtered set, declared amounts until received; null when capped */
  sums: { currency: string; amount: string }[] | null;
  /** of the asked `recordNos`, those that are in no record here at all */
  missing: string[];
  asOf: string | null;
};

/** Records per saved view and queue, from the cache. */
export type DepositCounts = {
  all: number;
  today: number;
  underVerification: number;
  confirming: number;
  onHold: number;
  /** what waits for people: On Hold, Blocked, Reorg Alert */
  exceptions: number;
  refundsRunning: number;
  abnormalApplications: number;
  refundsOpen: number;
  approvalsWaiting: number;
  approvalsForMe: number;
  toExecute: number;
  noticesOpen: number;
};

export type DepositDetail = {
  deposit: Deposit;
  refunds: Refund[];
  address: WalletAddress | null;
  network: Network | null;
  currency: Currency | null;
  asOf: string | null;
};

export type RefundDetail = {
  refund: Refund;
  deposit: Deposit | null;
  network: Network | null;
  currency: Currency | null;
  asOf: string | null;
};

export const refundDraft = z.strictObject({
  depositId: id,
  depositVersion: version,
  kind: z.enum(REFUND_KINDS),
  refundAddressId: id.nullable(),
  amount: z.string().max(80),
  adjustmentReason: z.string().max(500),
  remainder: z.enum(REMAINDER_DISPOSITIONS).nullable(),
  reason: z.string().max(500),
  identityCheck: identityCheck.partial(),
  /** the record as it was when this was written, to compare with when it has changed */
  seen: deposit.optional(),
});
export type RefundDraft = z.infer<typeof refundDraft>;

/** What the request form shows before anybody decides: the fee and whether the payment would work (R20.9). */
export type RefundQuote = {
  feeQuoteWei: string;
  feeCapWei: string;
  /** people who must approve this amount under the limits that hold now */
  requiredApprovals: number;
  feeSymbol: string;
  simulation: { ok: boolean; detail: string };
  sourceWarning: string | null;
  nodes: { asked: number; agree: number };
};

export type ExecutionStep = "CLAIMED" | "CHECKED" | "SIGNED" | "RECORDED" | "BROADCAST" | "TRACKING";

export type SigningKey = {
  signer: Signer | null;
  /** this workstation holds the key */
  onThisWorkstation: boolean;
  /** its backup was seen to open here; before that it pays nothing */
  backupProven: boolean;
  address: string | null;
  balances: { symbol: string; amount: string }[];
  /** approvers whose device keys this key trusts */
  pinned: { userId: string; name: string; fingerprint: string }[];
};

export const settings = z.strictObject({
  theme: z.enum(["system", "light", "dark"]),
  density: z.enum(["compact", "default", "relaxed"]),
  zone: z.enum(["Asia/Hong_Kong", "UTC"]),
  language: z.enum(LANGUAGES).default("en"),
});
export type Settings = z.infer<typeof settings>;

export type NodeHealth = {
  network: string;
  nodes: { name: string; ok: boolean; blockNumber: string | null; latencyMs: number | null; problem: string | null }[];
};

export type AccountPage = {
  user: User;
  /** the guide's four, then the finer rights */
  permissions: { name: string; granted: boolean; guide: boolean }[];
  administrators: string[];
};

// ---------- calls ----------

// One line a call: the whole bridge on one screen.
// prettier-ignore
export const calls = {
  ...complianceCalls,
  session: {
    state: call<SessionState>()(none),
    signIn: call<SessionState>()(z.strictObject({ username: z.string().trim().min(1).max(80), password: z.string().min(1).max(200), totpCode: z.string().regex(/^\d{6}$/).optional() })),
    signOut: call<SessionState>()(none),
    lock: call<SessionState>()(none),
    /** `totpCode`: when the person has an authenticator, as at the sign-in */
    unlock: call<SessionState>()(z.strictObject({ password: z.string().min(1).max(200), totpCode: z.string().regex(/^\d{6}$/).optional() })),
    account: call<AccountPage>()(none),
    /** signs out afterwards: the new password is proven at the next sign-in */
    changePassword: call<SessionState>()(z.strictObject({ currentPassword: z.string().min(1).max(200), newPassword: z.string().min(1).max(200), idempotencyKey })),
    requestAccess: call<null>()(z.strictObject({ permission: z.enum(PERMISSIONS), reason: z.string().trim().min(3).max(500), idempotencyKey })),
  },
  sync: {
    status: call<SyncStatus>()(none),
    now: call<SyncStatus>()(none),
    rebuild: call<SyncStatus>()(none),
    /** A first sync or a rebuild stops after the present page, or goes on there; the feed cannot be paused. */
    pause: call<SyncStatus>()(z.strictObject({ on: z.boolean() })),
  },
  deposits: {
    search: call<DepositSearchResult>()(depositSearch),
    counts: call<DepositCounts>()(none),
    get: call<DepositDetail>()(z.strictObject({ id })),
    byRecordNo: call<DepositDetail>()(z.strictObject({ recordNo: z.string().max(40) })),
    timeline: call<TimelineEvent[]>()(z.strictObject({ depositId: id })),
    /** what was proposed about a hold, and what may be; asked of the central service */
    hold: call<DepositHold>()(z.strictObject({ id })),
    proposeHold: call<DepositHold>()(holdProposalInput.extend({ id, version, idempotencyKey })),
    /** another person's word: follow what was proposed, refuse it, or block the record */
    decideHold: call<Deposit>()(z.strictObject({ id, version, decision: z.enum(HOLD_DECISIONS), remarks, idempotencyKey })),
    cancelCheck: call<CancelCheck>()(z.strictObject({ id })),
    cancel: call<Deposit>()(z.strictObject({ id, version, remarks, idempotencyKey })),
  },
  /** PDF of a refund, where the person chooses; the letter in the customer's language */
  papers: { saveSlip: call<{ saved: boolean }>()(z.strictObject({ id })), saveLetter: call<{ saved: boolean }>()(z.strictObject({ id, language: z.enum(LANGUAGES) })) },
  /** the first look, from this computer's copy; everybody sees what their rights open */
  dashboard: { read: call<Dashboard>()(none) },
  applications: {
    search: call<{ items: Application[]; total: number; asOf: string | null }>()(z.strictObject({ status: z.array(z.enum(["RECEIVED", "ABNORMAL", "RECORDED", "DELETED"])).optional(), text: z.string().max(100).optional(), limit: z.int().min(1).max(200).optional() })),
    get: call<Application>()(z.strictObject({ id })),
    delete: call<Application>()(z.strictObject({ id, version, reasonCode: z.enum(DELETE_REASONS), remarks, idempotencyKey })),
    accept: call<Application>()(z.strictObject({ id, version, remarks, idempotencyKey })),
  },
  views: {
    list: call<SavedView[]>()(none), save: call<SavedView>()(savedViewInput.extend({ idempotencyKey })),
    change: call<SavedView>()(savedViewInput.extend({ id, version, idempotencyKey })), remove: call<SavedView>()(z.strictObject({ id, version, idempotencyKey })),
  },
  addresses: {
    search: call<WalletAddress[]>()(z.strictObject({ customerNo: z.string().max(40).optional(), network: z.string().max(40).optional(), text: z.string().max(100).optional(), limit: z.int().min(1).max(200).optional() })),
    add: call<WalletAddress>()(addressInput.extend({ idempotencyKey })),
    /** every try to prove it, newest first; asked of the central service */
    proofs: call<AddressProof[]>()(z.strictObject({ id })),
    startProof: call<AddressProof>()(proofInput.extend({ id, version, idempotencyKey })),
    submitProof: call<WalletAddress>()(proofSubmission.extend({ id, proofId: id, idempotencyKey })),
    approve: call<WalletAddress>()(z.strictObject({ id, version, remarks, idempotencyKey })),
    reject: call<WalletAddress>()(z.strictObject({ id, version, remarks, idempotencyKey })),
    revoke: call<WalletAddress>()(z.strictObject({ id, version, remarks, idempotencyKey })),
  },
  /** accounts and their rights, asked of the central service */
  users: {
    list: call<Account[]>()(none),
    create: call<Account>()(newAccountInput.extend({ idempotencyKey })),
    proposeRights: call<RightsChange>()(rightsInput.extend({ id, version, idempotencyKey })),
    approveRights: call<RightsChange>()(z.strictObject({ id, version, remarks, idempotencyKey })),
    rejectRights: call<RightsChange>()(z.strictObject({ id, version, remarks, idempotencyKey })),
    withdrawRights: call<RightsChange>()(z.strictObject({ id, version, remarks, idempotencyKey })),
  },
  /** where people are signed in */
  sessions: {
    mine: call<OpenSession[]>()(none),
    endMine: call<null>()(z.strictObject({ id, idempotencyKey })),
    ofUser: call<OpenSession[]>()(z.strictObject({ id })),
    endOfUser: call<null>()(z.strictObject({ id, remarks, idempotencyKey })),
  },
  configuration: {
    list: call<{ networks: Network[]; currencies: Currency[] }>()(none),
    /** rules with every version, asked of the central service */
    history: call<RulesHistory>()(none),
    proposeCurrency: call<CurrencyVersion>()(currencyProposal.extend({ idempotencyKey })),
    proposeNetwork: call<NetworkVersion>()(networkProposal.extend({ idempotencyKey })),
    approve: call<ConfigurationVersion>()(z.strictObject({ id, version, remarks, idempotencyKey })),
    reject: call<ConfigurationVersion>()(z.strictObject({ id, version, remarks, idempotencyKey })),
    withdraw: call<ConfigurationVersion>()(z.strictObject({ id, version, remarks, idempotencyKey })),
  },
  /** marks and remarks on records: sent at once, or kept here until the service is reached */
  reviews: {
    waiting: call<OutboxEntry[]>()(none),
    /** null: the central service has it; otherwise how it waits */
    mark: call<OutboxEntry | null>()(reviewInput.extend({ depositId: id, version, idempotencyKey })),
    /** the same mark for the record as it is now, which the person has compared */
    again: call<OutboxEntry | null>()(z.strictObject({ id, version, idempotencyKey })),
    drop: call<null>()(z.strictObject({ id })),
  },
  /** fee caps, bands of approvals and the pace of keys: proposed by one person, decided by another as a version of the configuration */
  limits: {
    list: call<CurrencyLimits[]>()(none),
    propose: call<LimitsVersion>()(configurationProposal.extend({ idempotencyKey })),
  },
  refunds: {
    search: call<{ items: Refund[]; total: number; asOf: string | null }>()(z.strictObject({ status: z.array(z.enum(REFUND_STATUSES)).optional(), text: z.string().max(100).optional(), mine: z.boolean().optional(), noticeOpen: z.boolean().optional(), voidAsked: z.boolean().optional(), oldestFirst: z.boolean().optional(), limit: z.int().min(1).max(200).optional() })),
    get: call<RefundDetail>()(z.strictObject({ id })),
    saveDraft: call<null>()(refundDraft),
    draft: call<RefundDraft | null>()(z.strictObject({ depositId: id })),
    discardDraft: call<null>()(z.strictObject({ depositId: id })),
    quote: call<RefundQuote>()(z.strictObject({ depositId: id, refundAddressId: id, amount })),
    request: call<Refund>()(refundInput.extend({ depositId: id, version, idempotencyKey })),
    differences: call<RefundDifferences>()(z.strictObject({ id })),
    /** `proof`: password, or authenticator code when the person has one */
    approve: call<Refund>()(z.strictObject({ id, version, intentHash: z.string().regex(/^[0-9a-f]{64}$/), comment: z.string().trim().max(500), proof: z.string().min(1).max(200), idempotencyKey })),
    reject: call<Refund>()(z.strictObject({ id, version, intentHash: z.string().regex(/^[0-9a-f]{64}$/), comment: z.string().trim().min(1).max(500), proof: z.string().min(1).max(200), idempotencyKey })),
    withdraw: call<Refund>()(z.strictObject({ id, version, remarks, idempotencyKey })),
    releaseHold: call<Refund>()(z.strictObject({ id, version, remarks, idempotencyKey })),
    /** steps 1 and 2 of execution: takes the lock and the slot, checks everything, prepares the transaction. Signs nothing. */
    claim: call<ExecutionReview>()(z.strictObject({ id, version, purpose: z.enum(ATTEMPT_KINDS).default("PAYMENT"), proof: z.string().min(1).max(200), idempotencyKey })),
    /** back out: nothing was signed */
    releaseClaim: call<Refund>()(z.strictObject({ id })),
    /** steps 3 to 5: sign exactly what was reviewed, store, register, broadcast */
    execute: call<Refund>()(z.strictObject({ id, reviewDigest: z.string().regex(/^[0-9a-f]{64}$/), lastSix: z.string().length(6), pin: z.string().min(1).max(40) })),
    /** the same bytes again, after an unknown answer or a drop */
    rebroadcast: call<Refund>()(z.strictObject({ id })),
    /** F25, in two persons' steps; the replacement itself is claimed with purpose VOID and executed like a payment */
    requestVoid: call<Refund>()(z.strictObject({ id, version, reason: remarks, idempotencyKey })),
    approveVoid: call<Refund>()(z.strictObject({ id, version, comment: z.string().trim().max(500), proof: z.string().min(1).max(200), idempotencyKey })),
    dropVoid: call<Refund>()(z.strictObject({ id, version, remarks, idempotencyKey })),
    /** F28 */
    closeUnpaid: call<Refund>()(z.strictObject({ id, version, evidence: remarks, proof: z.string().min(1).max(200), idempotencyKey })),
    /** F36: writes down a mined payment of exactly this refund that was never registered */
    adopt: call<Refund>()(z.strictObject({ id, version, txHash, evidence: remarks, proof: z.string().min(1).max(200), idempotencyKey })),
    notify: call<Refund>()(notificationInput.extend({ id, version, idempotencyKey })),
  },
  signingKey: {
    mine: call<SigningKey>()(none),
    list: call<Signer[]>()(none),
    /** makes the key inside the signer process; answers the encrypted backup (V3 keystore JSON) to be kept */
    enrol: call<{ signer: Signer; backup: string }>()(z.strictObject({ pin: z.string().min(1).max(40), trust: z.array(id), idempotencyKey })),
    /** proves that the backup opens with the PIN and holds the same key */
    proveBackup: call<{ address: string }>()(z.strictObject({ backup: z.string().max(10_000), pin: z.string().min(1).max(40) })),
    /** asks the person, in a dialog of the operating system, where to keep the encrypted backup, and writes it there; the place is told to nobody. `saved` false: the dialog was closed */
    saveBackup: call<{ saved: boolean }>()(z.strictObject({ backup: z.string().max(10_000) })),
    approve: call<Signer>()(z.strictObject({ id, version, proof: z.string().min(1).max(200), idempotencyKey })),
    /** takes a payment key out of use for good; refused while a payment of it is under way */
    retire: call<Signer>()(z.strictObject({ id, version, remarks, idempotencyKey })),
    /** what the chain has of a key that was never registered, against the open refunds; asked of the central service */
    compare: call<KeyComparison>()(keyComparisonQuery.extend({ id })),
    /** one person says what it was, another agrees; nothing is paid by either */
    proposeSettlement: call<Signer>()(settlementInput.extend({ id, version, idempotencyKey })),
    approveSettlement: call<Signer>()(z.strictObject({ id, version, proof: z.string().min(1).max(200), idempotencyKey })),
  },
  deviceKeys: {
    list: call<DeviceKey[]>()(none),
    endorse: call<DeviceKey>()(z.strictObject({ id, version, proof: z.string().min(1).max(200), idempotencyKey })),
  },
  audit: {
    search: call<{ items: AuditEvent[]; nextCursor: string | null }>()(auditSearch.extend({ cursor: z.string().max(400).optional() })),
    /** the central service checks its whole log */
    verify: call<AuditVerification>()(none),
    /** whether the log still continues what this workstation has seen of it */
    integrity: call<LogIntegrity>()(none),
    /** a restored log is accepted on this workstation, with its central event; `typed`: what `acceptanceWords` asks for */
    acceptLog: call<LogIntegrity>()(z.strictObject({ rootHash: hash, typed: z.string().max(40), remarks, proof: z.string().min(1).max(200), idempotencyKey })),
    /** asks the person for a place; beside the log stands what this workstation keeps of it, for the checker's --anchors */
    saveExport: call<{ saved: boolean; events: number }>()(none),
  },
  exports: {
    /** asks the person for a place, then writes exactly what the search finds, from the cache; `exports.progressed` tells how far */
    saveRecords: call<RecordsExport>()(z.strictObject({ search: recordFilter.extend({ sort: z.enum(DEPOSIT_SORTS).optional(), descending: z.boolean().optional() }), format: z.enum(EXPORT_FORMATS), filterText: z.string().max(2_000) })),
    /** nothing of it is kept */
    stop: call<null>()(none),
  },
  /** asks the person for a place; beside the pack stands a summary to print */
  evidence: {
    saveRefund: call<{ saved: boolean }>()(z.strictObject({ id })),
    saveCancellation: call<{ saved: boolean }>()(z.strictObject({ id })),
  },
  system: {
    settings: call<Settings>()(none),
    saveSettings: call<Settings>()(settings),
    nodes: call<NodeHealth[]>()(none),
    /** works without a session too: a fault of the start must be reportable */
    copy: call<null>()(z.strictObject({ text: z.string().max(2_000) })),
    /** opens the network's explorer outside, by kind and value only; the address comes from the configuration */
    openExplorer: call<null>()(z.strictObject({ network: z.string().max(40), kind: z.enum(["tx", "address"]), value: z.string().regex(/^0x[0-9a-fA-F]{40,64}$/) })),
    reportError: call<null>()(z.strictObject({ message: z.string().max(2_000), where: z.string().max(2_000) })),
  },
} as const;

export const events = {
  session: { changed: event<SessionState>() },
  sync: { changed: event<SyncStatus>() },
  audit: { changed: event<LogIntegrity>() },
  cache: { changed: event<{ entities: SyncEntity[] }>() },
  reviews: { changed: event<{ waiting: number }>() },
  exports: { progressed: event<{ rows: number }>() },
  refunds: {
    progressed: event<{ refundId: string; step: ExecutionStep }>(),
    leaseChanged: event<{ refundId: string; expiresAt: string | null }>(),
  },
  /** a menu entry or shortcut of the window asks the page to go somewhere */
  navigation: { asked: event<{ to: string }>() },
} as const;

// ---------- types made from the above ----------

type AnyCall = Call<z.ZodType, unknown>;
export type Calls = typeof calls;
export type Events = typeof events;
export type CallInput<C> = C extends Call<infer In, unknown> ? z.input<In> : never;
export type CallParsed<C> = C extends Call<infer In, unknown> ? z.output<In> : never;
export type CallOutput<C> = C extends { output?: infer Out } ? Exclude<Out, undefined> : never;
export type EventPayload<E> = E extends { payload?: infer Payload } ? Exclude<Payload, undefined> : never;

/** `window.api.calls.deposits.cancel(input)` answers a Result: errors travel as values. */
export type PageApi = {
  calls: {
    [N in keyof Calls]: {
      [V in keyof Calls[N]]: (input: CallInput<Calls[N][V]>) => Promise<Result<CallOutput<Calls[N][V]>>>;
    };
  };
  /** returns the function that stops listening */
  events: {
    [N in keyof Events]: {
      [V in keyof Events[N]]: (listener: (payload: EventPayload<Events[N][V]>) => void) => () => void;
    };
  };
};

/** What the engine must provide: one function per call, given the parsed input. */
export type CallHandlers = {
  [N in keyof Calls]: {
    [V in keyof Calls[N]]: (
      input: CallParsed<Calls[N][V]>,
    ) => CallOutput<Calls[N][V]> | Promise<CallOutput<Calls[N][V]>>;
  };
};

export const callChannel = (noun: string, verb: string): string => `call:${noun}.${verb}`;
export const eventChannel = (noun: string, verb: string): string => `event:${noun}.${verb}`;

/** Every call with its name ("deposits.cancel"). */
export function allCalls(): { noun: string; verb: string; call: AnyCall }[] {
  return Object.entries(calls).flatMap(([noun, verbs]) =>
    Object.entries(verbs as Record<string, AnyCall>).map(([verb, one]) => ({ noun, verb, call: one })),
  );
}
export function allEvents(): { noun: string; verb: string }[] {
  return Object.entries(events).flatMap(([noun, verbs]) => Object.keys(verbs).map((verb) => ({ noun, verb })));
}
