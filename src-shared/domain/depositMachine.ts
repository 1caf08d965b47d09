/** The deposit record's life, D1 to D29. Source: state machines 3.1. */
import type { Machine, Transition } from "./machine.ts";
import { DEPOSIT_STATUSES, type DepositStatus } from "./statuses.ts";

/** What must be proven before a transition of a deposit record, in words for people. */
export const DEPOSIT_GUARD_TEXTS = {
  requestArrived: "a client's request has arrived and its currency and network are enabled",
  notDuplicate: "it is not a duplicate",
  addressVerified: "the source address is Verified for this client and network",
  noTransferSeen: "no transfer has been seen in a block or in the waiting pool",
  online: "the central service and the chain can be asked",
  versionMatches: "the record is unchanged since it was shown",
  remarksGiven: "remarks are given",
  confirmedTwice: "the action was confirmed a second time",
  flaggedAbnormal: "the application is flagged with a reason code",
  transferSeen: "a transfer was seen in a block",
  transferMatches: "asset, network, destination and TXID match the request",
  windowOver: "the currency's waiting window is over",
  transactionFailed: "the declared transaction failed or can no longer be mined",
  blockOrphaned: "the transfer's block is no longer canonical",
  progressed: "the confirmation count changed or the transaction was mined again",
  confirmationsReached: "the required confirmations are reached",
  mismatchEvident: "the transfer contradicts the request",
  screeningClear: "screening is clear and fresh",
  travelRuleComplete: "Travel Rule data is complete or not needed",
  amountWithinTolerance: "received equals declared within tolerance",
  blockCanonical: "the transfer's block was read again and is canonical",
  checkFailed: "a check failed",
  sanctionsHit: "an exact match with a sanctions list",
  causeResolved: "the cause is resolved, with remark and evidence",
  twoPersons: "proposer and decider are two persons",
  complianceDecided: "compliance has decided",
  suspensePurpose: "the credit is accept-actual, or to suspense for a refund only",
  creditReversed: "the ledger was reversed first",
  reorgWindowOver: "the transaction was not mined again within the reorg window",
  refundCompleted: "its refund is Completed",
  refundUndone: "its refund was reorganised out after completion",
  twoSupervisors: "two supervisors decided, with a written basis",
  lateTransferSeen: "a transfer arrived late",
  noLiveRecord: "no live record waits for this transfer",
  proofUnfinished: "the proof of the address was not finished in time",
  minedAfterAll: "a transaction given up as dropped was mined after all",
} as const;
export type DepositGuard = keyof typeof DEPOSIT_GUARD_TEXTS;

// prettier-ignore
export const DEPOSIT_TRANSITION_IDS = [
  "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D12", "D13", "D14", "D15",
  "D16", "D17", "D18", "D19", "D20", "D21", "D22", "D23", "D24", "D25", "D26", "D27", "D28", "D29",
] as const;
export type DepositTransitionId = (typeof DEPOSIT_TRANSITION_IDS)[number];
export type DepositTransition = Transition<DepositTransitionId, DepositStatus, DepositGuard>;

// One line a transition, so that the table reads like the guide's.
// prettier-ignore
const TRANSITIONS: readonly DepositTransition[] = [
  { id: "D1", from: null, to: "WALLET_ADDRESS_UNDER_VERIFICATION", actor: "CLIENT_VIA_CENTRAL", permission: null, guards: ["requestArrived", "notDuplicate"], log: "deposit.created" },
  { id: "D2", from: "WALLET_ADDRESS_UNDER_VERIFICATION", to: "AWAITING_TRANSFER", actor: "SYSTEM", permission: null, guards: ["addressVerified", "noTransferSeen"], log: "deposit.address_verified" },
  // Guide, Cancellation: "Applicable only to records with the status 'Wallet Address Under Verification'."
  { id: "D3", from: "WALLET_ADDRESS_UNDER_VERIFICATION", to: "CANCELLED", actor: "OPERATOR", permission: "Cancel", guards: ["online", "versionMatches", "noTransferSeen", "remarksGiven", "confirmedTwice"], log: "deposit.cancelled" },
  { id: "D4", from: "WALLET_ADDRESS_UNDER_VERIFICATION", to: "DELETED", actor: "OPERATOR", permission: "Application.Decide", guards: ["flaggedAbnormal", "noTransferSeen", "remarksGiven"], log: "deposit.deleted" },
  { id: "D5", from: "WALLET_ADDRESS_UNDER_VERIFICATION", to: "CONFIRMING", actor: "SYSTEM", permission: null, guards: ["transferSeen"], log: "deposit.seen" },
  { id: "D6", from: "AWAITING_TRANSFER", to: "CONFIRMING", actor: "SYSTEM", permission: null, guards: ["transferSeen", "transferMatches"], log: "deposit.seen" },
  { id: "D7", from: "AWAITING_TRANSFER", to: "EXPIRED", actor: "SYSTEM", permission: null, guards: ["noTransferSeen", "windowOver"], log: "deposit.expired" },
  { id: "D8", from: "AWAITING_TRANSFER", to: "FAILED", actor: "SYSTEM", permission: null, guards: ["transactionFailed"], log: "deposit.failed" },
  { id: "D9", from: "CONFIRMING", to: "AWAITING_TRANSFER", actor: "SYSTEM", permission: null, guards: ["blockOrphaned"], log: "deposit.orphaned" },
  { id: "D10", from: "CONFIRMING", to: "CONFIRMING", actor: "SYSTEM", permission: null, guards: ["progressed"], log: "deposit.confirmations" },
  { id: "D11", from: "CONFIRMING", to: "UNDER_REVIEW", actor: "SYSTEM", permission: null, guards: ["confirmationsReached"], log: "deposit.confirmed" },
  { id: "D12", from: "CONFIRMING", to: "ON_HOLD", actor: "SYSTEM", permission: null, guards: ["mismatchEvident"], log: "deposit.held" },
  { id: "D13", from: "UNDER_REVIEW", to: "CREDITED", actor: "CLIENT_VIA_CENTRAL", permission: null, guards: ["addressVerified", "screeningClear", "travelRuleComplete", "amountWithinTolerance", "blockCanonical"], log: "deposit.credited" },
  { id: "D14", from: "UNDER_REVIEW", to: "ON_HOLD", actor: "SYSTEM", permission: null, guards: ["checkFailed"], log: "deposit.held" },
  { id: "D15", from: "UNDER_REVIEW", to: "BLOCKED", actor: "SYSTEM", permission: null, guards: ["sanctionsHit"], log: "deposit.blocked" },
  { id: "D16", from: "ON_HOLD", to: "UNDER_REVIEW", actor: "SUPERVISOR", permission: "Hold.Decide", guards: ["causeResolved", "twoPersons", "remarksGiven"], log: "deposit.hold_released" },
  { id: "D17", from: "ON_HOLD", to: "BLOCKED", actor: "SUPERVISOR", permission: "Hold.Decide", guards: ["complianceDecided"], log: "deposit.blocked" },
  { id: "D18", from: "ON_HOLD", to: "CREDITED", actor: "SUPERVISOR", permission: "Hold.Decide", guards: ["suspensePurpose", "twoPersons", "remarksGiven"], log: "deposit.credited_suspense" },
  { id: "D19", from: "CREDITED", to: "REORG_ALERT", actor: "SYSTEM", permission: null, guards: ["blockOrphaned"], log: "deposit.reorg_after_credit" },
  { id: "D20", from: "REORG_ALERT", to: "CREDITED", actor: "SYSTEM", permission: null, guards: ["confirmationsReached", "blockCanonical"], log: "deposit.reorg_healed" },
  { id: "D21", from: "REORG_ALERT", to: "FAILED", actor: "SUPERVISOR", permission: "Hold.Decide", guards: ["reorgWindowOver", "creditReversed"], log: "deposit.credit_reversed" },
  // Guide, Refund: "upon confirmation completion, update the deposit record status to 'Refunded'". Never by hand.
  { id: "D22", from: "CREDITED", to: "REFUNDED", actor: "SYSTEM", permission: null, guards: ["refundCompleted"], log: "deposit.refunded" },
  { id: "D23", from: "REFUNDED", to: "CREDITED", actor: "SYSTEM", permission: null, guards: ["refundUndone"], log: "deposit.refund_undone" },
  { id: "D24", from: "BLOCKED", to: "ON_HOLD", actor: "SUPERVISOR", permission: "Hold.Decide", guards: ["twoSupervisors", "remarksGiven"], log: "deposit.unblocked" },
  { id: "D25", from: "EXPIRED", to: "CONFIRMING", actor: "SYSTEM", permission: null, guards: ["lateTransferSeen"], log: "deposit.late_arrival" },
  { id: "D26", from: null, to: "ON_HOLD", actor: "SYSTEM", permission: null, guards: ["transferSeen", "noLiveRecord"], log: "deposit.unsolicited_arrival" },
  { id: "D27", from: "ON_HOLD", to: "CONFIRMING", actor: "SYSTEM", permission: null, guards: ["progressed"], log: "deposit.reincluded" },
  { id: "D28", from: "FAILED", to: "CONFIRMING", actor: "SYSTEM", permission: null, guards: ["minedAfterAll"], log: "deposit.late_arrival" },
  { id: "D29", from: "WALLET_ADDRESS_UNDER_VERIFICATION", to: "EXPIRED", actor: "SYSTEM", permission: null, guards: ["noTransferSeen", "windowOver", "proofUnfinished"], log: "deposit.expired" },
];

export const depositMachine: Machine<DepositTransitionId, DepositStatus, DepositGuard> = {
  name: "deposit",
  statuses: DEPOSIT_STATUSES,
  transitions: TRANSITIONS,
  guardTexts: DEPOSIT_GUARD_TEXTS,
};
