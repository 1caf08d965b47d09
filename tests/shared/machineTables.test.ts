/**
 * The tables of the machines a second time, as a second person writes them down: one line a transition with its statuses, its actor and right,
 * everything that must be proven, and what is logged. A change of a rule of money has to be made twice.
 */
import { expect, test } from "vitest";
import { addressMachine } from "#shared/domain/addressMachine.ts";
import { depositMachine } from "#shared/domain/depositMachine.ts";
import type { Machine } from "#shared/domain/machine.ts";
import { refundMachine } from "#shared/domain/refundMachine.ts";

const DEPOSIT = `
D1: - -> WALLET_ADDRESS_UNDER_VERIFICATION; CLIENT_VIA_CENTRAL -; requestArrived notDuplicate; deposit.created
D2: WALLET_ADDRESS_UNDER_VERIFICATION -> AWAITING_TRANSFER; SYSTEM -; addressVerified noTransferSeen; deposit.address_verified
D3: WALLET_ADDRESS_UNDER_VERIFICATION -> CANCELLED; OPERATOR Cancel; online versionMatches noTransferSeen remarksGiven confirmedTwice; deposit.cancelled
D4: WALLET_ADDRESS_UNDER_VERIFICATION -> DELETED; OPERATOR Application.Decide; flaggedAbnormal noTransferSeen remarksGiven; deposit.deleted
D5: WALLET_ADDRESS_UNDER_VERIFICATION -> CONFIRMING; SYSTEM -; transferSeen; deposit.seen
D6: AWAITING_TRANSFER -> CONFIRMING; SYSTEM -; transferSeen transferMatches; deposit.seen
D7: AWAITING_TRANSFER -> EXPIRED; SYSTEM -; noTransferSeen windowOver; deposit.expired
D8: AWAITING_TRANSFER -> FAILED; SYSTEM -; transactionFailed; deposit.failed
D9: CONFIRMING -> AWAITING_TRANSFER; SYSTEM -; blockOrphaned; deposit.orphaned
D10: CONFIRMING -> CONFIRMING; SYSTEM -; progressed; deposit.confirmations
D11: CONFIRMING -> UNDER_REVIEW; SYSTEM -; confirmationsReached; deposit.confirmed
D12: CONFIRMING -> ON_HOLD; SYSTEM -; mismatchEvident; deposit.held
D13: UNDER_REVIEW -> CREDITED; CLIENT_VIA_CENTRAL -; addressVerified screeningClear travelRuleComplete amountWithinTolerance blockCanonical; deposit.credited
D14: UNDER_REVIEW -> ON_HOLD; SYSTEM -; checkFailed; deposit.held
D15: UNDER_REVIEW -> BLOCKED; SYSTEM -; sanctionsHit; deposit.blocked
D16: ON_HOLD -> UNDER_REVIEW; SUPERVISOR Hold.Decide; causeResolved twoPersons remarksGiven; deposit.hold_released
D17: ON_HOLD -> BLOCKED; SUPERVISOR Hold.Decide; complianceDecided; deposit.blocked
D18: ON_HOLD -> CREDITED; SUPERVISOR Hold.Decide; suspensePurpose twoPersons remarksGiven; deposit.credited_suspense
D19: CREDITED -> REORG_ALERT; SYSTEM -; blockOrphaned; deposit.reorg_after_credit
D20: REORG_ALERT -> CREDITED; SYSTEM -; confirmationsReached blockCanonical; deposit.reorg_healed
D21: REORG_ALERT -> FAILED; SUPERVISOR Hold.Decide; reorgWindowOver creditReversed; deposit.credit_reversed
D22: CREDITED -> REFUNDED; SYSTEM -; refundCompleted; deposit.refunded
D23: REFUNDED -> CREDITED; SYSTEM -; refundUndone; deposit.refund_undone
D24: BLOCKED -> ON_HOLD; SUPERVISOR Hold.Decide; twoSupervisors remarksGiven; deposit.unblocked
D25: EXPIRED -> CONFIRMING; SYSTEM -; lateTransferSeen; deposit.late_arrival
D26: - -> ON_HOLD; SYSTEM -; transferSeen noLiveRecord; deposit.unsolicited_arrival
D27: ON_HOLD -> CONFIRMING; SYSTEM -; progressed; deposit.reincluded
D28: FAILED -> CONFIRMING; SYSTEM -; minedAfterAll; deposit.late_arrival
D29: WALLET_ADDRESS_UNDER_VERIFICATION -> EXPIRED; SYSTEM -; noTransferSeen windowOver proofUnfinished; deposit.expired
`;

const REFUND = `
F1: - -> DRAFT; OPERATOR Refund.Request; depositCredited refundLockFree; refund.draft_saved
F2: DRAFT -> DISCARDED; OPERATOR Refund.Request; ownDraft; refund.draft_discarded
F3: DRAFT -> PENDING_APPROVAL; OPERATOR Refund.Request; online depositVersionMatches depositCredited refundLockFree addressVerified networkMatches amountWithinDeposit adjustmentReasoned identityChecked simulationOk; refund.requested
F4: PENDING_APPROVAL -> WITHDRAWN; OPERATOR Refund.Request; isMaker; refund.withdrawn
F5: PENDING_APPROVAL -> REJECTED; SUPERVISOR Refund.Approve; approverIsNotMaker reasonGiven; refund.rejected
F6: PENDING_APPROVAL -> EXPIRED; SYSTEM -; validityOver; refund.expired
F7: PENDING_APPROVAL -> ON_HOLD; SYSTEM -; concernRaised; refund.held
F8: PENDING_APPROVAL -> APPROVED; SUPERVISOR Refund.Approve; approverIsNotMaker stepUpFresh intentMatches signatureValid quorumReached depositCredited depositCanonical; refund.approved
F9: APPROVED -> EXPIRED; SYSTEM -; approvalLapsed; refund.expired
F10: APPROVED -> ON_HOLD; SYSTEM -; concernRaised; refund.held
F11: ON_HOLD -> PENDING_APPROVAL; SUPERVISOR Refund.Approve; causeCleared; refund.hold_released
F12: ON_HOLD -> REJECTED; SUPERVISOR Refund.Approve; complianceRefused; refund.rejected
F13: APPROVED -> SIGNING; EXECUTOR Refund.Execute; executorIsNotMaker executorMayBeApprover stepUpFresh online intentMatches depositCredited signerApproved limitsKept leaseTaken; refund.execution_started
F14: SIGNING -> APPROVED; SYSTEM -; nothingSigned; refund.sign_failed
F15: SIGNING -> SIGNED; SYSTEM -; attemptStored; refund.signed
F16: SIGNED -> BROADCAST; SYSTEM -; nodeAccepted; refund.broadcast
F17: SIGNED -> BROADCAST_UNKNOWN; SYSTEM -; answerLost; refund.broadcast_unknown
F18: BROADCAST_UNKNOWN -> BROADCAST; SYSTEM -; hashFound; refund.broadcast_resolved
F19: BROADCAST_UNKNOWN -> NONCE_LOST; SYSTEM -; nonceTaken; refund.nonce_lost
F20: BROADCAST -> CONFIRMING; SYSTEM -; minedWithEffect; refund.mined
F21: BROADCAST -> FAILED_ON_CHAIN; SYSTEM -; minedReverted; refund.reverted
F22: BROADCAST -> DROPPED; SYSTEM -; notInAnyPool; refund.dropped
F23: BROADCAST -> NONCE_LOST; SYSTEM -; nonceTaken; refund.nonce_lost
F24: BROADCAST -> BROADCAST; EXECUTOR Refund.Execute; sameSlotHigherFee attemptStored; refund.replaced
F25: BROADCAST -> VOID; EXECUTOR Refund.Execute; voidApproved voidMined; refund.voided_on_chain
F26: DROPPED -> BROADCAST; EXECUTOR Refund.Execute; sameBytes; refund.rebroadcast
F27: DROPPED -> NONCE_LOST; SYSTEM -; nonceTaken; refund.nonce_lost
F28: NONCE_LOST -> FAILED_ON_CHAIN; SUPERVISOR Refund.Approve; otherFinal; refund.closed_unpaid
F29: CONFIRMING -> CONFIRMING; SYSTEM -; progressed; refund.confirmations
F30: CONFIRMING -> BROADCAST; SYSTEM -; blockOrphaned; refund.orphaned
F31: CONFIRMING -> COMPLETED; SYSTEM -; confirmationsReached; refund.completed
F32: COMPLETED -> BROADCAST; SYSTEM -; blockOrphaned; refund.reopened
F33: FAILED_ON_CHAIN -> CONFIRMING; SYSTEM -; reminedAfterAll; refund.reopened
F34: VOID -> CONFIRMING; SYSTEM -; reminedAfterAll; refund.reopened
F35: NONCE_LOST -> CONFIRMING; SYSTEM -; reminedAfterAll; refund.reopened
F36: APPROVED -> SIGNED; SUPERVISOR Refund.Approve; approverIsNotMaker stepUpFresh paymentFound; refund.payment_found
`;

const ADDRESS = `
W1: - -> NOT_VERIFIED; CLIENT_VIA_CENTRAL -; checksumValid lookalikeChecked; address.added
W2: NOT_VERIFIED -> VERIFICATION_IN_PROGRESS; OPERATOR Address.Add; methodChosen; address.proof_started
W3: VERIFICATION_IN_PROGRESS -> NOT_VERIFIED; SYSTEM -; proofFailed; address.proof_failed
W4: VERIFICATION_IN_PROGRESS -> PENDING_WHITELIST_APPROVAL; SYSTEM -; proofValid screeningClear; address.proof_ok
W5: PENDING_WHITELIST_APPROVAL -> VERIFIED; SUPERVISOR Address.Decide; checkerIsNotAdder; address.whitelisted
W6: PENDING_WHITELIST_APPROVAL -> REJECTED; SUPERVISOR Address.Decide; reasonGiven; address.rejected
W7: VERIFIED -> REVERIFICATION_REQUIRED; SYSTEM -; proofTooOld; address.lapsed
W8: REVERIFICATION_REQUIRED -> VERIFICATION_IN_PROGRESS; OPERATOR Address.Add; methodChosen; address.proof_started
W9: VERIFIED -> REVOKED; SUPERVISOR Address.Decide; revocationGrounded; address.revoked
W10: NOT_VERIFIED -> REJECTED; SYSTEM -; screeningHit; address.rejected
`;

const written = (machine: Machine<string, string, string>): string =>
  machine.transitions
    .map(
      ({ id, from, to, actor, permission, guards, log }) =>
        `${id}: ${from ?? "-"} -> ${to}; ${actor} ${permission ?? "-"}; ${guards.join(" ")}; ${log}`,
    )
    .join("\n");

test("I7 R1.3 D1 to D29: the deposit record's life, line by line", () => {
  expect(written(depositMachine)).toBe(DEPOSIT.trim());
  expect(depositMachine.name).toBe("deposit");
});
test("I7 R17.3 F1 to F34: the refund's life, line by line", () => {
  expect(written(refundMachine)).toBe(REFUND.trim());
  expect(refundMachine.name).toBe("refund");
});
test("I12 W1 to W10: the wallet address's life, line by line", () => {
  expect(written(addressMachine)).toBe(ADDRESS.trim());
  expect(addressMachine.name).toBe("address");
});
