/** The refund's life, F1 to F36. Source: state machines 3.2; F35 is I8 for a payment whose nonce counted as lost, F36 a restored service that learns of a payment. */
import type { Machine, Transition } from "./machine.ts";
import { REFUND_STATUSES, type RefundStatus } from "./statuses.ts";

/** What must be proven before a transition of a refund, in words for people. */
export const REFUND_GUARD_TEXTS = {
  depositCredited: "the deposit is Credited",
  depositCanonical: "the deposit's block was read again and is canonical",
  depositVersionMatches: "the deposit is unchanged since it was shown",
  refundLockFree: "no other refund of this deposit is open, or could still pay",
  ownDraft: "the draft is one's own",
  online: "the central service can be asked",
  addressVerified: "the refund address is Verified, of the same client and on the same network",
  networkMatches: "the network is the deposit's network",
  amountWithinDeposit: "the amount is above 0 and at most the deposit amount",
  adjustmentReasoned: "an adjusted amount states its reason and what becomes of the remainder",
  identityChecked: "the identity and legitimacy checklist is complete",
  simulationOk: "the payment was simulated",
  isMaker: "only the person who requested it",
  approverIsNotMaker: "the person who requested it never decides on it",
  reasonGiven: "a reason is given",
  validityOver: "the validity is over",
  approvalLapsed: "the approval's execution time is over",
  concernRaised: "screening, address, network, deposit or limits changed",
  stepUpFresh: "the person proved who they are in the last five minutes",
  intentMatches: "exactly what was shown is what is decided on",
  signatureValid: "the decision is signed with the person's device key",
  quorumReached: "enough people approved",
  causeCleared: "the cause is cleared and all approvals are reset",
  complianceRefused: "compliance refuses",
  executorIsNotMaker: "the person who requested it never executes it",
  executorMayBeApprover: "above the large-amount limit the executor is not an approver",
  signerApproved: "the signing key is enrolled and approved",
  limitsKept: "velocity and fee limits are kept",
  leaseTaken: "the execution lock is taken",
  nothingSigned: "no signature exists",
  attemptStored: "the signed bytes and their hash are stored and were compared with the approval",
  nodeAccepted: "a node accepted the bytes or knew them already",
  answerLost: "the answer of the node is lost",
  hashFound: "the hash was found on a node, or the same bytes were accepted",
  nonceTaken: "the slot's nonce was mined with a hash that is not ours",
  minedWithEffect: "mined with status 1 and exactly the expected transfer",
  minedReverted: "mined with status 0 and confirmed",
  notInAnyPool: "no node knows the transaction any more and the nonce is unused",
  sameSlotHigherFee: "same nonce, recipient, amount and data, with a higher fee within the cap",
  voidApproved: "a second person approved voiding on chain",
  voidMined: "the zero-value replacement is mined and confirmed",
  sameBytes: "the same bytes, or a fee bump on the same nonce",
  otherFinal: "the other transaction is final and does not pay this refund",
  progressed: "the confirmation count changed or it was mined again",
  blockOrphaned: "the payment's block is no longer canonical",
  confirmationsReached: "the required confirmations are reached and the receipt was read again",
  reminedAfterAll: "a reorganisation mined the payment after all",
  paymentFound: "a mined transaction of a payment key in use pays exactly this refund and was never registered",
} as const;
export type RefundGuard = keyof typeof REFUND_GUARD_TEXTS;

// prettier-ignore
export const REFUND_TRANSITION_IDS = [
  "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12", "F13", "F14", "F15", "F16", "F17",
  "F18", "F19", "F20", "F21", "F22", "F23", "F24", "F25", "F26", "F27", "F28", "F29", "F30", "F31", "F32", "F33", "F34",
  "F35", "F36",
] as const;
export type RefundTransitionId = (typeof REFUND_TRANSITION_IDS)[number];
export type RefundTransition = Transition<RefundTransitionId, RefundStatus, RefundGuard>;

// One line a transition, so that the table reads like the guide's.
// prettier-ignore
const TRANSITIONS: readonly RefundTransition[] = [
  { id: "F1", from: null, to: "DRAFT", actor: "OPERATOR", permission: "Refund.Request", guards: ["depositCredited", "refundLockFree"], log: "refund.draft_saved" },
  { id: "F2", from: "DRAFT", to: "DISCARDED", actor: "OPERATOR", permission: "Refund.Request", guards: ["ownDraft"], log: "refund.draft_discarded" },
  { id: "F3", from: "DRAFT", to: "PENDING_APPROVAL", actor: "OPERATOR", permission: "Refund.Request", guards: ["online", "depositVersionMatches", "depositCredited", "refundLockFree", "addressVerified", "networkMatches", "amountWithinDeposit", "adjustmentReasoned", "identityChecked", "simulationOk"], log: "refund.requested" },
  { id: "F4", from: "PENDING_APPROVAL", to: "WITHDRAWN", actor: "OPERATOR", permission: "Refund.Request", guards: ["isMaker"], log: "refund.withdrawn" },
  { id: "F5", from: "PENDING_APPROVAL", to: "REJECTED", actor: "SUPERVISOR", permission: "Refund.Approve", guards: ["approverIsNotMaker", "reasonGiven"], log: "refund.rejected" },
  { id: "F6", from: "PENDING_APPROVAL", to: "EXPIRED", actor: "SYSTEM", permission: null, guards: ["validityOver"], log: "refund.expired" },
  { id: "F7", from: "PENDING_APPROVAL", to: "ON_HOLD", actor: "SYSTEM", permission: null, guards: ["concernRaised"], log: "refund.held" },
  { id: "F8", from: "PENDING_APPROVAL", to: "APPROVED", actor: "SUPERVISOR", permission: "Refund.Approve", guards: ["approverIsNotMaker", "stepUpFresh", "intentMatches", "signatureValid", "quorumReached", "depositCredited", "depositCanonical"], log: "refund.approved" },
  { id: "F9", from: "APPROVED", to: "EXPIRED", actor: "SYSTEM", permission: null, guards: ["approvalLapsed"], log: "refund.expired" },
  { id: "F10", from: "APPROVED", to: "ON_HOLD", actor: "SYSTEM", permission: null, guards: ["concernRaised"], log: "refund.held" },
  { id: "F11", from: "ON_HOLD", to: "PENDING_APPROVAL", actor: "SUPERVISOR", permission: "Refund.Approve", guards: ["causeCleared"], log: "refund.hold_released" },
  { id: "F12", from: "ON_HOLD", to: "REJECTED", actor: "SUPERVISOR", permission: "Refund.Approve", guards: ["complianceRefused"], log: "refund.rejected" },
  // Guide, Refund: "the back office clicks 'Execute Refund', the system generates a refund transaction hash and broadcasts it".
  { id: "F13", from: "APPROVED", to: "SIGNING", actor: "EXECUTOR", permission: "Refund.Execute", guards: ["executorIsNotMaker", "executorMayBeApprover", "stepUpFresh", "online", "intentMatches", "depositCredited", "signerApproved", "limitsKept", "leaseTaken"], log: "refund.execution_started" },
  { id: "F14", from: "SIGNING", to: "APPROVED", actor: "SYSTEM", permission: null, guards: ["nothingSigned"], log: "refund.sign_failed" },
  { id: "F15", from: "SIGNING", to: "SIGNED", actor: "SYSTEM", permission: null, guards: ["attemptStored"], log: "refund.signed" },
  { id: "F16", from: "SIGNED", to: "BROADCAST", actor: "SYSTEM", permission: null, guards: ["nodeAccepted"], log: "refund.broadcast" },
  { id: "F17", from: "SIGNED", to: "BROADCAST_UNKNOWN", actor: "SYSTEM", permission: null, guards: ["answerLost"], log: "refund.broadcast_unknown" },
  { id: "F18", from: "BROADCAST_UNKNOWN", to: "BROADCAST", actor: "SYSTEM", permission: null, guards: ["hashFound"], log: "refund.broadcast_resolved" },
  { id: "F19", from: "BROADCAST_UNKNOWN", to: "NONCE_LOST", actor: "SYSTEM", permission: null, guards: ["nonceTaken"], log: "refund.nonce_lost" },
  { id: "F20", from: "BROADCAST", to: "CONFIRMING", actor: "SYSTEM", permission: null, guards: ["minedWithEffect"], log: "refund.mined" },
  { id: "F21", from: "BROADCAST", to: "FAILED_ON_CHAIN", actor: "SYSTEM", permission: null, guards: ["minedReverted"], log: "refund.reverted" },
  { id: "F22", from: "BROADCAST", to: "DROPPED", actor: "SYSTEM", permission: null, guards: ["notInAnyPool"], log: "refund.dropped" },
  { id: "F23", from: "BROADCAST", to: "NONCE_LOST", actor: "SYSTEM", permission: null, guards: ["nonceTaken"], log: "refund.nonce_lost" },
  { id: "F24", from: "BROADCAST", to: "BROADCAST", actor: "EXECUTOR", permission: "Refund.Execute", guards: ["sameSlotHigherFee", "attemptStored"], log: "refund.replaced" },
  { id: "F25", from: "BROADCAST", to: "VOID", actor: "EXECUTOR", permission: "Refund.Execute", guards: ["voidApproved", "voidMined"], log: "refund.voided_on_chain" },
  { id: "F26", from: "DROPPED", to: "BROADCAST", actor: "EXECUTOR", permission: "Refund.Execute", guards: ["sameBytes"], log: "refund.rebroadcast" },
  { id: "F27", from: "DROPPED", to: "NONCE_LOST", actor: "SYSTEM", permission: null, guards: ["nonceTaken"], log: "refund.nonce_lost" },
  { id: "F28", from: "NONCE_LOST", to: "FAILED_ON_CHAIN", actor: "SUPERVISOR", permission: "Refund.Approve", guards: ["otherFinal"], log: "refund.closed_unpaid" },
  { id: "F29", from: "CONFIRMING", to: "CONFIRMING", actor: "SYSTEM", permission: null, guards: ["progressed"], log: "refund.confirmations" },
  { id: "F30", from: "CONFIRMING", to: "BROADCAST", actor: "SYSTEM", permission: null, guards: ["blockOrphaned"], log: "refund.orphaned" },
  { id: "F31", from: "CONFIRMING", to: "COMPLETED", actor: "SYSTEM", permission: null, guards: ["confirmationsReached"], log: "refund.completed" },
  { id: "F32", from: "COMPLETED", to: "BROADCAST", actor: "SYSTEM", permission: null, guards: ["blockOrphaned"], log: "refund.reopened" },
  { id: "F33", from: "FAILED_ON_CHAIN", to: "CONFIRMING", actor: "SYSTEM", permission: null, guards: ["reminedAfterAll"], log: "refund.reopened" },
  { id: "F34", from: "VOID", to: "CONFIRMING", actor: "SYSTEM", permission: null, guards: ["reminedAfterAll"], log: "refund.reopened" },
  { id: "F35", from: "NONCE_LOST", to: "CONFIRMING", actor: "SYSTEM", permission: null, guards: ["reminedAfterAll"], log: "refund.reopened" },
  { id: "F36", from: "APPROVED", to: "SIGNED", actor: "SUPERVISOR", permission: "Refund.Approve", guards: ["approverIsNotMaker", "stepUpFresh", "paymentFound"], log: "refund.payment_found" },
];

export const refundMachine: Machine<RefundTransitionId, RefundStatus, RefundGuard> = {
  name: "refund",
  statuses: REFUND_STATUSES,
  transitions: TRANSITIONS,
  guardTexts: REFUND_GUARD_TEXTS,
};

/** From the signature on, money may move: nothing but the chain can say how it ends. */
const MONEY_MAY_MOVE: ReadonlySet<string> = new Set([
  "SIGNED",
  "BROADCAST_UNKNOWN",
  "BROADCAST",
  "CONFIRMING",
  "DROPPED",
  "NONCE_LOST",
]);
/** A refund in one of these keeps its deposit's refund lock whatever the time. */
const OPEN: ReadonlySet<string> = new Set(["PENDING_APPROVAL", "APPROVED", "ON_HOLD", "SIGNING", ...MONEY_MAY_MOVE]);

export function moneyMayMove(status: string): boolean {
  return MONEY_MAY_MOVE.has(status);
}

/** True while no second refund of the same deposit may be requested. FAILED_ON_CHAIN and VOID keep the lock until their block is final (`lockReleased`). */
export function holdsRefundLock(status: string, lockReleased: boolean): boolean {
  if (OPEN.has(status) || status === "COMPLETED") return true;
  return (status === "FAILED_ON_CHAIN" || status === "VOID") && !lockReleased;
}
