/**
 * The central deposit API, composed from the nouns: method, path, input, output, errors. Base path /v1.
 * From this one object come the routes of the central service, the typed client, the OpenAPI document and the contract tests.
 */
import type { ErrorCode } from "#shared/errors.ts";
import type { Permission } from "#shared/domain/permissions.ts";
import { z } from "#shared/zod.ts";
import { account, newAccountInput, openSession, rightsChange, rightsDecision, rightsInput } from "./account.ts";
import {
  acceptInput,
  application,
  applicationInput,
  applicationPage,
  applicationQuery,
  deleteInput,
} from "./application.ts";
import {
  addressDecision,
  addressInput,
  addressProof,
  addressProofPage,
  proofInput,
  proofSubmission,
  walletAddress,
  walletAddressPage,
  walletAddressQuery,
} from "./address.ts";
import {
  acceptedHeadInput,
  auditExportPage,
  auditExportQuery,
  auditHeadAnswer,
  auditHeadQuery,
  auditPage,
  auditQuery,
  auditVerification,
  exportReport,
  refusalBatch,
  refusalReceipt,
} from "./audit.ts";
import { byId, id, pageOf } from "./common.ts";
import {
  configurationDecision,
  configurationProposal,
  configurationVersion,
  currencyLimits,
  currencyProposal,
  currencyVersion,
  limitsVersion,
  networkProposal,
  networkVersion,
  rulesHistory,
} from "./configuration.ts";
import { currency, network } from "./currency.ts";
import { denylist, denylistChanges, denylistHistory, denylistInput } from "./denylist.ts";
import {
  cancelCheck,
  cancelInput,
  deposit,
  depositHold,
  depositPage,
  depositQuery,
  holdDecisionInput,
  holdProposalInput,
  timeline,
} from "./deposit.ts";
import { evidenceFile } from "./evidence.ts";
import { presence } from "./presence.ts";
import { restrictedNote, restrictedNoteInput, restrictedNotePage } from "./restrictedNote.ts";
import { review, reviewInput, reviewPage } from "./review.ts";
import { savedView, savedViewInput, savedViewPage } from "./savedView.ts";
import {
  attempt,
  attemptInput,
  broadcastInput,
  claimInput,
  claimOutput,
  closeUnpaidInput,
  decisionInput,
  foundPaymentInput,
  lease,
  leaseInput,
  notificationInput,
  observationInput,
  refund,
  refundDifferences,
  refundInput,
  refundPage,
  refundQuery,
  signedAttempt,
  voidApprovalInput,
  voidInput,
  withdrawInput,
} from "./refund.ts";
import { legalHold, legalHoldDecision, legalHoldInput, recordRetention, retentionOverview } from "./retention.ts";
import {
  accessRequest,
  accessRequestInput,
  deviceKey,
  deviceKeyInput,
  endorseInput,
  health,
  loginInput,
  loginOutput,
  meta,
  passwordInput,
  refreshInput,
  stepUpInput,
  stepUpOutput,
  tokens,
  user,
} from "./session.ts";
import {
  keyComparison,
  keyComparisonQuery,
  settlementInput,
  signer,
  signerApproveInput,
  signerInput,
  signerPage,
} from "./signer.ts";
import { bootstrap, changesPage, changesQuery, rowsPage, rowsQuery, syncEntity } from "./sync.ts";
import { takeOverInput, triageQuery, triageQueue, workClaim } from "./triage.ts";

export type Endpoint = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** with :parameters, below /v1 */
  readonly path: string;
  readonly summary: string;
  /** open: no token needed */
  readonly auth: "open" | "session";
  /** null: any signed-in person */
  readonly permission: Permission | null;
  readonly params: z.ZodObject | null;
  readonly query: z.ZodObject | null;
  readonly body: z.ZodObject | null;
  readonly status: 200 | 201 | 204;
  readonly response: z.ZodType | null;
  /** needs an Idempotency-Key */
  readonly idempotent: boolean;
  /** needs If-Match with the version that the person saw */
  readonly ifMatch: boolean;
  /** beside those that every endpoint may answer: VALIDATION_FAILED, TOKEN_*, PERMISSION_DENIED, RATE_LIMITED, INTERNAL, SERVICE_UNAVAILABLE */
  readonly errors: readonly ErrorCode[];
};

const open = { auth: "open", permission: null } as const;
const anyone = { auth: "session", permission: null } as const;
const needs = <P extends Permission>(permission: P) => ({ auth: "session", permission }) as const;
const read = { method: "GET", body: null, status: 200, idempotent: false, ifMatch: false } as const;
const write = { method: "POST", query: null, idempotent: true } as const;
const noInput = { params: null, query: null } as const;
const proofParams = z.strictObject({ id, proofId: id });
const attemptParams = z.strictObject({ id, txHash: z.string().regex(/^0x[0-9a-f]{64}$/) });

// One line an endpoint: the whole API on one screen.
// prettier-ignore
export const http = {
  meta: {
    get: { ...read, ...open, ...noInput, path: "/meta", summary: "What this service is", response: meta, errors: ["CLIENT_UPGRADE_REQUIRED"] },
    health: { ...read, ...open, ...noInput, path: "/health", summary: "Is it well", response: health, errors: [] },
  },
  auth: {
    login: { ...write, ...open, idempotent: false, ifMatch: false, params: null, path: "/auth/login", summary: "Sign in with a personal account", body: loginInput, status: 200, response: loginOutput, errors: ["INVALID_CREDENTIALS", "TOTP_REQUIRED", "TOTP_INVALID", "ACCOUNT_LOCKED", "DEVICE_NOT_ENROLLED"] },
    refresh: { ...write, ...open, idempotent: false, ifMatch: false, params: null, path: "/auth/refresh", summary: "New tokens for a refresh token, once", body: refreshInput, status: 200, response: tokens, errors: ["REFRESH_INVALID", "REFRESH_REUSED"] },
    logout: { ...write, ...anyone, ifMatch: false, params: null, path: "/auth/logout", summary: "End this session", body: null, status: 204, response: null, errors: [] },
    me: { ...read, ...anyone, ...noInput, path: "/auth/me", summary: "The signed-in person", response: user, errors: [] },
    password: { ...write, ...anyone, ifMatch: false, params: null, path: "/auth/password", summary: "Change one's own password", body: passwordInput, status: 204, response: null, errors: ["INVALID_CREDENTIALS", "PASSWORD_WEAK"] },
    stepUp: { ...write, ...anyone, ifMatch: false, params: null, path: "/auth/step-up", summary: "Prove again who one is, for one action", body: stepUpInput, status: 200, response: stepUpOutput, errors: ["STEP_UP_FAILED", "ACCOUNT_LOCKED"] },
  },
  access: {
    request: { ...write, ...anyone, ifMatch: false, params: null, path: "/access-requests", summary: "Ask an administrator for a permission", body: accessRequestInput, status: 201, response: accessRequest, errors: ["ALREADY_GRANTED"] },
  },
  users: {
    list: { ...read, ...needs("Users.Read"), ...noInput, path: "/users", summary: "Accounts, their rights, and every change of them", response: pageOf(account), errors: [] },
    create: { ...write, ...needs("Users.Manage"), ifMatch: false, params: null, path: "/users", summary: "A new account, without any right yet", body: newAccountInput, status: 201, response: account, errors: ["CODE_EXISTS", "PASSWORD_WEAK"] },
    proposeRights: { ...write, ...needs("Users.Manage"), ifMatch: true, params: byId, path: "/users/:id/rights", summary: "Change a person's rights: taken away at once, given once a second person approves", body: rightsInput, status: 201, response: rightsChange, errors: ["SELF_GRANT_FORBIDDEN", "RIGHTS_CONFLICT", "RIGHTS_STATE", "LAST_HOLDER", "VERSION_MISMATCH", "NOT_FOUND"] },
    approveRights: { ...write, ...needs("Users.Manage"), ifMatch: true, params: byId, path: "/rights-changes/:id/approve", summary: "Let another person's change of rights take effect", body: rightsDecision, status: 200, response: rightsChange, errors: ["SELF_APPROVAL_FORBIDDEN", "SELF_GRANT_FORBIDDEN", "RIGHTS_CONFLICT", "RIGHTS_STATE", "LAST_HOLDER", "VERSION_MISMATCH", "NOT_FOUND"] },
    rejectRights: { ...write, ...needs("Users.Manage"), ifMatch: true, params: byId, path: "/rights-changes/:id/reject", summary: "Refuse another person's change of rights", body: rightsDecision, status: 200, response: rightsChange, errors: ["SELF_APPROVAL_FORBIDDEN", "SELF_GRANT_FORBIDDEN", "RIGHTS_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
    withdrawRights: { ...write, ...needs("Users.Manage"), ifMatch: true, params: byId, path: "/rights-changes/:id/withdraw", summary: "Take one's own change of rights back", body: rightsDecision, status: 200, response: rightsChange, errors: ["PERMISSION_DENIED", "RIGHTS_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
  },
  sessions: {
    mine: { ...read, ...anyone, ...noInput, path: "/sessions", summary: "Workstations at which one is signed in", response: pageOf(openSession), errors: [] },
    endMine: { ...write, ...anyone, ifMatch: false, params: byId, path: "/sessions/:id/end", summary: "End one of one's own sessions", body: null, status: 204, response: null, errors: ["NOT_FOUND"] },
    ofUser: { ...read, ...needs("Users.Read"), params: byId, query: null, path: "/users/:id/sessions", summary: "Workstations at which a person is signed in", response: pageOf(openSession), errors: ["NOT_FOUND"] },
    endOfUser: { ...write, ...needs("Users.Manage"), ifMatch: false, params: byId, path: "/users/:id/sessions/end", summary: "End every session of a person", body: rightsDecision, status: 204, response: null, errors: ["NOT_FOUND"] },
  },
  deviceKeys: {
    list: { ...read, ...anyone, ...noInput, path: "/device-keys", summary: "Device keys of approvers", response: pageOf(deviceKey), errors: [] },
    register: { ...write, ...anyone, ifMatch: false, params: null, path: "/device-keys", summary: "Register this person's key on this workstation", body: deviceKeyInput, status: 201, response: deviceKey, errors: ["DEVICE_KEY_STATE"] },
    endorse: { ...write, ...needs("Refund.Approve"), ifMatch: true, params: byId, path: "/device-keys/:id/endorse", summary: "Vouch for another approver's key", body: endorseInput, status: 200, response: deviceKey, errors: ["SELF_ENDORSEMENT_FORBIDDEN", "SIGNATURE_INVALID", "DEVICE_KEY_STATE", "STEP_UP_REQUIRED", "VERSION_MISMATCH", "NOT_FOUND"] },
  },
  signers: {
    list: { ...read, ...needs("Signer.Read"), ...noInput, path: "/signers", summary: "Payment keys", response: signerPage, errors: [] },
    enrol: { ...write, ...needs("Signer.Enrol"), ifMatch: false, params: null, path: "/signers", summary: "Enrol one's own payment key", body: signerInput, status: 201, response: signer, errors: ["SIGNATURE_INVALID", "SIGNER_STATE"] },
    approve: { ...write, ...needs("Signer.Approve"), ifMatch: true, params: byId, path: "/signers/:id/approve", summary: "Approve another person's payment key", body: signerApproveInput, status: 200, response: signer, errors: ["SELF_APPROVAL_FORBIDDEN", "SIGNER_STATE", "STEP_UP_REQUIRED", "VERSION_MISMATCH", "NOT_FOUND"] },
    retire: { ...write, ...needs("Signer.Approve"), ifMatch: true, params: byId, path: "/signers/:id/retire", summary: "Take a payment key out of use", body: withdrawInput, status: 200, response: signer, errors: ["SIGNER_HAS_OPEN_SLOTS", "NONCE_AHEAD", "CHAIN_UNAVAILABLE", "SIGNER_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
    compare: { ...read, ...needs("Signer.Read"), params: byId, query: keyComparisonQuery, path: "/signers/:id/comparison", summary: "What the chain has of a key that was never registered, against the open refunds", response: keyComparison, errors: ["CHAIN_UNAVAILABLE", "NOT_FOUND"] },
    proposeSettlement: { ...write, ...needs("Signer.Approve"), ifMatch: true, params: byId, path: "/signers/:id/settlement", summary: "Say that everything below a nonce is accounted for", body: settlementInput, status: 200, response: signer, errors: ["SIGNER_STATE", "CHAIN_UNAVAILABLE", "VERSION_MISMATCH", "NOT_FOUND"] },
    approveSettlement: { ...write, ...needs("Signer.Approve"), ifMatch: true, params: byId, path: "/signers/:id/settlement/approve", summary: "Agree to that, as another person; payments may begin again", body: signerApproveInput, status: 200, response: signer, errors: ["SELF_APPROVAL_FORBIDDEN", "SIGNER_STATE", "NONCE_AHEAD", "STEP_UP_REQUIRED", "CHAIN_UNAVAILABLE", "VERSION_MISMATCH", "NOT_FOUND"] },
  },
  applications: {
    submit: { ...write, ...needs("Application.Submit"), ifMatch: false, params: null, path: "/deposit-applications", summary: "A client's deposit request arrives", body: applicationInput, status: 201, response: application, errors: ["DUPLICATE_REQUEST"] },
    list: { ...read, ...needs("Deposit Application"), params: null, query: applicationQuery, path: "/deposit-applications", summary: "Deposit applications", response: applicationPage, errors: [] },
    get: { ...read, ...needs("Deposit Application"), params: byId, query: null, path: "/deposit-applications/:id", summary: "One application", response: application, errors: ["NOT_FOUND"] },
    accept: { ...write, ...needs("Application.Decide"), ifMatch: true, params: byId, path: "/deposit-applications/:id/accept", summary: "Accept an abnormal application, its record is generated", body: acceptInput, status: 200, response: application, errors: ["APPLICATION_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
    delete: { ...write, ...needs("Application.Decide"), method: "DELETE", ifMatch: true, params: byId, path: "/deposit-applications/:id", summary: "Delete a bad application, it stays as a tombstone", body: deleteInput, status: 200, response: application, errors: ["APPLICATION_NOT_DELETABLE", "TRANSFER_SEEN", "CHAIN_UNAVAILABLE", "VERSION_MISMATCH", "NOT_FOUND"] },
  },
  deposits: {
    list: { ...read, ...needs("Deposit Records"), params: null, query: depositQuery, path: "/deposits", summary: "Deposit records", response: depositPage, errors: [] },
    get: { ...read, ...needs("Deposit Records"), params: byId, query: null, path: "/deposits/:id", summary: "One record", response: deposit, errors: ["NOT_FOUND"] },
    timeline: { ...read, ...needs("Deposit Records"), params: byId, query: null, path: "/deposits/:id/timeline", summary: "Everything that happened to a record and its refunds", response: timeline, errors: ["NOT_FOUND"] },
    cancelCheck: { ...read, ...needs("Cancel"), params: byId, query: null, path: "/deposits/:id/cancel-check", summary: "Ask chain and waiting pool for a transfer, now", response: cancelCheck, errors: ["NOT_FOUND", "CHAIN_UNAVAILABLE"] },
    cancel: { ...write, ...needs("Cancel"), ifMatch: true, params: byId, path: "/deposits/:id/cancel", summary: "Cancel a non-deposited record", body: cancelInput, status: 200, response: deposit, errors: ["DEPOSIT_NOT_CANCELLABLE", "TRANSFER_SEEN", "CHAIN_UNAVAILABLE", "VERSION_MISMATCH", "NOT_FOUND"] },
    hold: { ...read, ...needs("Deposit Records"), params: byId, query: null, path: "/deposits/:id/hold", summary: "What was proposed about a hold, and what may be", response: depositHold, errors: ["NOT_FOUND"] },
    proposeHold: { ...write, ...needs("Hold.Propose"), ifMatch: true, params: byId, path: "/deposits/:id/hold/propose", summary: "Propose how a hold, a block or a lost credit is resolved", body: holdProposalInput, status: 200, response: depositHold, errors: ["DEPOSIT_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
    refuseHold: { ...write, ...needs("Hold.Decide"), ifMatch: true, params: byId, path: "/deposits/:id/hold/refuse", summary: "Refuse what was proposed; the record stays as it is", body: holdDecisionInput, status: 200, response: depositHold, errors: ["DEPOSIT_STATE", "SELF_APPROVAL_FORBIDDEN", "VERSION_MISMATCH", "NOT_FOUND"] },
    releaseHold: { ...write, ...needs("Hold.Decide"), ifMatch: true, params: byId, path: "/deposits/:id/hold/release", summary: "The cause is resolved: every check runs again", body: holdDecisionInput, status: 200, response: deposit, errors: ["DEPOSIT_STATE", "SELF_APPROVAL_FORBIDDEN", "VERSION_MISMATCH", "NOT_FOUND"] },
    creditHeld: { ...write, ...needs("Hold.Decide"), ifMatch: true, params: byId, path: "/deposits/:id/hold/suspense", summary: "Credit what arrived, to the client or to suspense for a refund only", body: holdDecisionInput, status: 200, response: deposit, errors: ["DEPOSIT_STATE", "SELF_APPROVAL_FORBIDDEN", "CONFIRMATIONS_INSUFFICIENT", "REORG_DETECTED", "SCREENING_HIT", "SCREENING_LIST_MISSING", "CHECKS_NOT_PASSED", "CHAIN_UNAVAILABLE", "VERSION_MISMATCH", "NOT_FOUND"] },
    block: { ...write, ...needs("Hold.Decide"), ifMatch: true, params: byId, path: "/deposits/:id/hold/block", summary: "Compliance has decided: nothing more happens to it", body: holdDecisionInput, status: 200, response: deposit, errors: ["DEPOSIT_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
    unblock: { ...write, ...needs("Hold.Decide"), ifMatch: true, params: byId, path: "/deposits/:id/hold/unblock", summary: "The second supervisor lifts a block", body: holdDecisionInput, status: 200, response: deposit, errors: ["DEPOSIT_STATE", "SELF_APPROVAL_FORBIDDEN", "VERSION_MISMATCH", "NOT_FOUND"] },
    reverseCredit: { ...write, ...needs("Hold.Decide"), ifMatch: true, params: byId, path: "/deposits/:id/hold/reverse", summary: "The credited transfer is gone for good; the ledger was reversed", body: holdDecisionInput, status: 200, response: deposit, errors: ["DEPOSIT_STATE", "SELF_APPROVAL_FORBIDDEN", "VERSION_MISMATCH", "NOT_FOUND"] },
    reviews: { ...read, ...needs("Deposit Records"), params: byId, query: null, path: "/deposits/:id/reviews", summary: "What people think of a record: the newest mark of each", response: reviewPage, errors: ["NOT_FOUND"] },
    review: { ...write, ...needs("Record.Review"), method: "PUT", ifMatch: true, params: byId, path: "/deposits/:id/review", summary: "One's own review mark or remark on a record; nothing moves by it", body: reviewInput, status: 200, response: review, errors: ["VERSION_MISMATCH", "NOT_FOUND"] },
    requestRefund: { ...write, ...needs("Refund.Request"), ifMatch: true, params: byId, path: "/deposits/:id/refunds", summary: "Request Refund", body: refundInput, status: 201, response: refund, errors: ["DEPOSIT_NOT_CREDITED", "REFUND_ALREADY_OPEN", "REFUND_DISABLED", "REFUND_ADDRESS_NOT_VERIFIED", "ADDRESS_NOT_THIS_CUSTOMER", "ADDRESS_IN_COOLDOWN", "ADDRESS_FORBIDDEN", "NETWORK_MISMATCH", "AMOUNT_INVALID", "AMOUNT_EXCEEDS_DEPOSIT", "ADJUSTMENT_REASON_REQUIRED", "REMAINDER_REQUIRED", "IDENTITY_CHECK_INCOMPLETE", "SCREENING_HIT", "SCREENING_LIST_MISSING", "SIMULATION_FAILED", "CHAIN_UNAVAILABLE", "VERSION_MISMATCH", "NOT_FOUND"] },
  },
  views: {
    list: { ...read, ...needs("Deposit Records"), ...noInput, path: "/record-views", summary: "Saved views of the record list: one's own and the shared ones", response: savedViewPage, errors: [] },
    save: { ...write, ...needs("Deposit Records"), ifMatch: false, params: null, path: "/record-views", summary: "Keep a view; sharing it needs View.Share", body: savedViewInput, status: 201, response: savedView, errors: [] },
    change: { ...write, ...needs("Deposit Records"), method: "PUT", ifMatch: true, params: byId, path: "/record-views/:id", summary: "Change one's own view, or with View.Share a shared one", body: savedViewInput, status: 200, response: savedView, errors: ["VERSION_MISMATCH", "NOT_FOUND"] },
    remove: { ...write, ...needs("Deposit Records"), method: "DELETE", ifMatch: true, params: byId, path: "/record-views/:id", summary: "Remove one's own view, or with View.Share a shared one", body: null, status: 200, response: savedView, errors: ["VERSION_MISMATCH", "NOT_FOUND"] },
  },
  triage: {
    list: { ...read, ...needs("Deposit Records"), params: null, query: triageQuery, path: "/triage", summary: "Exceptions that wait for people, the oldest first, and who works on them", response: triageQueue, errors: [] },
    claim: { ...write, ...needs("Hold.Propose"), ifMatch: false, params: byId, path: "/triage/:id/claim", summary: "Take up the work on an exception, or go on with it", body: null, status: 200, response: workClaim, errors: ["WORK_CLAIMED", "DEPOSIT_STATE", "NOT_FOUND"] },
    takeOver: { ...write, ...needs("Hold.Propose"), ifMatch: false, params: byId, path: "/triage/:id/take-over", summary: "Take work over from another person, with a reason", body: takeOverInput, status: 200, response: workClaim, errors: ["DEPOSIT_STATE", "NOT_FOUND"] },
    release: { ...write, ...needs("Hold.Propose"), ifMatch: false, params: byId, path: "/triage/:id/release", summary: "Give one's own work back", body: null, status: 204, response: null, errors: ["WORK_CLAIMED", "DEPOSIT_STATE", "NOT_FOUND"] },
  },
  retention: {
    overview: { ...read, ...anyone, ...noInput, path: "/retention", summary: "Legal holds in force and what was purged; for holders of Retention.Hold or Retention.Manage", response: retentionOverview, errors: ["PERMISSION_DENIED"] },
    ofRecord: { ...read, ...needs("Deposit Records"), params: byId, query: null, path: "/deposits/:id/retention", summary: "How long a record is kept, and by what", response: recordRetention, errors: ["NOT_FOUND"] },
    placeHold: { ...write, ...needs("Retention.Hold"), ifMatch: true, params: byId, path: "/deposits/:id/legal-hold", summary: "Put a record under legal hold: nothing of it is purged", body: legalHoldInput, status: 201, response: recordRetention, errors: ["DEPOSIT_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
    askLift: { ...write, ...needs("Retention.Hold"), ifMatch: true, params: byId, path: "/legal-holds/:id/lift", summary: "Ask for the end of a legal hold", body: legalHoldDecision, status: 200, response: legalHold, errors: ["DEPOSIT_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
    approveLift: { ...write, ...needs("Retention.Manage"), ifMatch: true, params: byId, path: "/legal-holds/:id/lift/approve", summary: "End it, as another person", body: legalHoldDecision, status: 200, response: legalHold, errors: ["SELF_APPROVAL_FORBIDDEN", "DEPOSIT_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
    refuseLift: { ...write, ...needs("Retention.Manage"), ifMatch: true, params: byId, path: "/legal-holds/:id/lift/refuse", summary: "Refuse its end; the hold stays", body: legalHoldDecision, status: 200, response: legalHold, errors: ["SELF_APPROVAL_FORBIDDEN", "DEPOSIT_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
  },
  notes: {
    list: { ...read, ...needs("Restricted.Read"), params: byId, query: null, path: "/deposits/:id/restricted-notes", summary: "Restricted notes on a record", response: restrictedNotePage, errors: ["NOT_FOUND"] },
    write: { ...write, ...needs("Restricted.Read"), ifMatch: false, params: byId, path: "/deposits/:id/restricted-notes", summary: "Write a restricted note; also needs Record.Review", body: restrictedNoteInput, status: 201, response: restrictedNote, errors: ["PERMISSION_DENIED", "DEPOSIT_STATE", "NOT_FOUND"] },
  },
  presence: {
    deposit: { ...read, ...needs("Deposit Records"), params: byId, query: null, path: "/deposits/:id/presence", summary: "Who else has a record open; asking makes one seen for 40 seconds", response: presence, errors: ["NOT_FOUND"] },
    refund: { ...read, ...needs("Refund"), params: byId, query: null, path: "/refunds/:id/presence", summary: "Who else has a refund open; asking makes one seen for 40 seconds", response: presence, errors: ["NOT_FOUND"] },
  },
  addresses: {
    list: { ...read, ...needs("Deposit Records"), params: null, query: walletAddressQuery, path: "/wallet-addresses", summary: "Clients' wallet addresses", response: walletAddressPage, errors: [] },
    get: { ...read, ...needs("Deposit Records"), params: byId, query: null, path: "/wallet-addresses/:id", summary: "One address", response: walletAddress, errors: ["NOT_FOUND"] },
    add: { ...write, ...needs("Address.Add"), ifMatch: false, params: null, path: "/wallet-addresses", summary: "Note a client's address, not yet verified", body: addressInput, status: 201, response: walletAddress, errors: ["ADDRESS_INVALID", "ADDRESS_CHECKSUM_INVALID", "ADDRESS_FORBIDDEN", "ADDRESS_STATE", "NOT_FOUND"] },
    proofs: { ...read, ...needs("Deposit Records"), params: byId, query: null, path: "/wallet-addresses/:id/proofs", summary: "Every try to prove an address, newest first", response: addressProofPage, errors: ["NOT_FOUND"] },
    startProof: { ...write, ...needs("Address.Add"), ifMatch: true, params: byId, path: "/wallet-addresses/:id/proofs", summary: "Ask for a proof: a text to sign, a small payment or a document", body: proofInput, status: 201, response: addressProof, errors: ["ADDRESS_STATE", "SCREENING_HIT", "SCREENING_LIST_MISSING", "VERSION_MISMATCH", "NOT_FOUND"] },
    submitProof: { ...write, ...needs("Address.Add"), ifMatch: false, params: proofParams, path: "/wallet-addresses/:id/proofs/:proofId/submit", summary: "What the client sent back", body: proofSubmission, status: 200, response: walletAddress, errors: ["ADDRESS_STATE", "SIGNATURE_MISMATCH", "CHALLENGE_USED", "CHALLENGE_EXPIRED", "WRONG_SENDER", "WRONG_AMOUNT", "CHAIN_UNAVAILABLE", "SCREENING_HIT", "SCREENING_LIST_MISSING", "NOT_FOUND"] },
    approve: { ...write, ...needs("Address.Decide"), ifMatch: true, params: byId, path: "/wallet-addresses/:id/approve", summary: "Put a proven address on the list, as another person", body: addressDecision, status: 200, response: walletAddress, errors: ["SELF_APPROVAL_FORBIDDEN", "ADDRESS_STATE", "SCREENING_HIT", "VERSION_MISMATCH", "NOT_FOUND"] },
    reject: { ...write, ...needs("Address.Decide"), ifMatch: true, params: byId, path: "/wallet-addresses/:id/reject", summary: "Refuse a proven address", body: addressDecision, status: 200, response: walletAddress, errors: ["ADDRESS_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
    revoke: { ...write, ...needs("Address.Decide"), ifMatch: true, params: byId, path: "/wallet-addresses/:id/revoke", summary: "Take an address off the list; open refunds to it are held", body: addressDecision, status: 200, response: walletAddress, errors: ["ADDRESS_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
  },
  configuration: {
    networks: { ...read, ...anyone, ...noInput, path: "/networks", summary: "Networks", response: pageOf(network), errors: [] },
    currencies: { ...read, ...anyone, ...noInput, path: "/currencies", summary: "Currencies", response: pageOf(currency), errors: [] },
    limits: { ...read, ...anyone, ...noInput, path: "/limits", summary: "Limits of refunds by currency, with every version", response: pageOf(currencyLimits), errors: [] },
    propose: { ...write, ...needs("Configuration.Propose"), ifMatch: false, params: null, path: "/configuration-versions", summary: "Propose other limits of refunds", body: configurationProposal, status: 201, response: limitsVersion, errors: ["CONFIGURATION_STATE", "LIMITS_UNSOUND", "NOT_FOUND"] },
    history: { ...read, ...anyone, ...noInput, path: "/configuration-versions", summary: "Rules of networks and currencies, with every version and what a change would meet", response: rulesHistory, errors: [] },
    proposeCurrency: { ...write, ...needs("Configuration.Propose"), ifMatch: false, params: null, path: "/currency-versions", summary: "Propose a currency, or other rules for one", body: currencyProposal, status: 201, response: currencyVersion, errors: ["CONFIGURATION_STATE", "CONFIGURATION_UNSOUND", "CODE_EXISTS", "CONTRACT_IMMUTABLE", "DECIMALS_IMMUTABLE", "CHAIN_UNAVAILABLE", "VERSION_MISMATCH", "NOT_FOUND"] },
    proposeNetwork: { ...write, ...needs("Configuration.Propose"), ifMatch: false, params: null, path: "/network-versions", summary: "Propose a network, or other rules for one", body: networkProposal, status: 201, response: networkVersion, errors: ["CONFIGURATION_STATE", "CONFIGURATION_UNSOUND", "CODE_EXISTS", "CHAIN_UNAVAILABLE", "VERSION_MISMATCH"] },
    approve: { ...write, ...needs("Configuration.Approve"), ifMatch: true, params: byId, path: "/configuration-versions/:id/approve", summary: "Let another person's proposal into force", body: configurationDecision, status: 200, response: configurationVersion, errors: ["SELF_APPROVAL_FORBIDDEN", "CONFIGURATION_STATE", "CONFIGURATION_UNSOUND", "CHAIN_UNAVAILABLE", "VERSION_MISMATCH", "NOT_FOUND"] },
    reject: { ...write, ...needs("Configuration.Approve"), ifMatch: true, params: byId, path: "/configuration-versions/:id/reject", summary: "Refuse another person's proposal", body: configurationDecision, status: 200, response: configurationVersion, errors: ["SELF_APPROVAL_FORBIDDEN", "CONFIGURATION_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
    withdraw: { ...write, ...needs("Configuration.Propose"), ifMatch: true, params: byId, path: "/configuration-versions/:id/withdraw", summary: "Take one's own proposal back", body: configurationDecision, status: 200, response: configurationVersion, errors: ["PERMISSION_DENIED", "CONFIGURATION_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
  },
  screening: {
    list: { ...read, ...anyone, ...noInput, path: "/denylists", summary: "Versions of the screening list, and the one in force", response: denylistHistory, errors: [] },
    propose: { ...write, ...needs("Configuration.Propose"), ifMatch: false, params: null, path: "/denylists", summary: "Import a version of the screening list", body: denylistInput, status: 201, response: denylist, errors: ["CONFIGURATION_STATE", "CONFIGURATION_UNSOUND"] },
    changes: { ...read, ...needs("Configuration.Approve"), params: byId, query: null, path: "/denylists/:id/changes", summary: "What a version would change against the one in force", response: denylistChanges, errors: ["NOT_FOUND"] },
    approve: { ...write, ...needs("Configuration.Approve"), ifMatch: true, params: byId, path: "/denylists/:id/approve", summary: "Let another person's list into force", body: configurationDecision, status: 200, response: denylist, errors: ["SELF_APPROVAL_FORBIDDEN", "CONFIGURATION_STATE", "CONFIGURATION_UNSOUND", "VERSION_MISMATCH", "NOT_FOUND"] },
    reject: { ...write, ...needs("Configuration.Approve"), ifMatch: true, params: byId, path: "/denylists/:id/reject", summary: "Refuse another person's list", body: configurationDecision, status: 200, response: denylist, errors: ["SELF_APPROVAL_FORBIDDEN", "CONFIGURATION_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
    withdraw: { ...write, ...needs("Configuration.Propose"), ifMatch: true, params: byId, path: "/denylists/:id/withdraw", summary: "Take one's own list back", body: configurationDecision, status: 200, response: denylist, errors: ["PERMISSION_DENIED", "CONFIGURATION_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
  },
  refunds: {
    list: { ...read, ...needs("Refund"), params: null, query: refundQuery, path: "/refunds", summary: "Refunds", response: refundPage, errors: [] },
    get: { ...read, ...needs("Refund"), params: byId, query: null, path: "/refunds/:id", summary: "One refund", response: refund, errors: ["NOT_FOUND"] },
    differences: { ...read, ...needs("Refund"), params: byId, query: null, path: "/refunds/:id/differences", summary: "What changed since the request", response: refundDifferences, errors: ["NOT_FOUND"] },
    approve: { ...write, ...needs("Refund.Approve"), ifMatch: true, params: byId, path: "/refunds/:id/approve", summary: "Approve exactly this intent", body: decisionInput, status: 200, response: refund, errors: ["SELF_APPROVAL_FORBIDDEN", "ALREADY_DECIDED", "STEP_UP_REQUIRED", "REFUND_STATE", "DEPOSIT_NOT_CREDITED", "INTENT_MISMATCH", "SIGNATURE_INVALID", "DEVICE_KEY_UNKNOWN", "REORG_DETECTED", "CHAIN_UNAVAILABLE", "VERSION_MISMATCH", "NOT_FOUND"] },
    reject: { ...write, ...needs("Refund.Approve"), ifMatch: true, params: byId, path: "/refunds/:id/reject", summary: "Reject with a reason", body: decisionInput, status: 200, response: refund, errors: ["SELF_APPROVAL_FORBIDDEN", "STEP_UP_REQUIRED", "REFUND_STATE", "INTENT_MISMATCH", "SIGNATURE_INVALID", "DEVICE_KEY_UNKNOWN", "VERSION_MISMATCH", "NOT_FOUND"] },
    withdraw: { ...write, ...needs("Refund.Request"), ifMatch: true, params: byId, path: "/refunds/:id/withdraw", summary: "Withdraw one's own request", body: withdrawInput, status: 200, response: refund, errors: ["REFUND_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
    releaseHold: { ...write, ...needs("Refund.Approve"), ifMatch: true, params: byId, path: "/refunds/:id/release-hold", summary: "The cause is cleared; approvals start again", body: withdrawInput, status: 200, response: refund, errors: ["REFUND_STATE", "SELF_APPROVAL_FORBIDDEN", "VERSION_MISMATCH", "NOT_FOUND"] },
    claim: { ...write, ...needs("Refund.Execute"), ifMatch: true, params: byId, path: "/refunds/:id/claim", summary: "Take the execution lock and the one payment slot", body: claimInput, status: 200, response: claimOutput, errors: ["REFUND_CLAIMED", "REFUND_STATE", "DEPOSIT_NOT_CREDITED", "SIGNER_NOT_APPROVED", "APPROVAL_EXPIRED", "EXECUTOR_IS_REQUESTER", "EXECUTOR_IS_APPROVER", "STEP_UP_REQUIRED", "SIGNER_HAS_OPEN_SLOTS", "NONCE_AHEAD", "VELOCITY_CAP", "REORG_DETECTED", "SCREENING_HIT", "SCREENING_LIST_MISSING", "SCREENING_LIST_STALE", "REFUND_ADDRESS_NOT_VERIFIED", "CHAIN_UNAVAILABLE", "VERSION_MISMATCH", "NOT_FOUND"] },
    renewLease: { ...write, ...needs("Refund.Execute"), ifMatch: false, params: byId, path: "/refunds/:id/lease/renew", summary: "Keep the execution lock", body: leaseInput, status: 200, response: lease, errors: ["LEASE_LOST", "NOT_FOUND"] },
    releaseLease: { ...write, ...needs("Refund.Execute"), ifMatch: false, params: byId, path: "/refunds/:id/lease/release", summary: "Give the execution lock back, nothing signed", body: leaseInput, status: 200, response: refund, errors: ["LEASE_LOST", "NOT_FOUND"] },
    registerAttempt: { ...write, ...needs("Refund.Execute"), ifMatch: false, params: byId, path: "/refunds/:id/attempts", summary: "Register signed bytes before they are broadcast", body: attemptInput, status: 201, response: attempt, errors: ["LEASE_LOST", "REFUND_STATE", "SIGNED_TX_MISMATCH", "NOT_FOUND"] },
    attempts: { ...read, ...needs("Refund.Execute"), params: byId, query: null, path: "/refunds/:id/attempts", summary: "Signed bytes, for an identical broadcast", response: pageOf(signedAttempt), errors: ["NOT_FOUND"] },
    reportBroadcast: { ...write, ...needs("Refund.Execute"), ifMatch: false, params: attemptParams, path: "/refunds/:id/attempts/:txHash/broadcast", summary: "What a node answered to the bytes", body: broadcastInput, status: 200, response: refund, errors: ["TX_HASH_MISMATCH", "REFUND_STATE", "NOT_FOUND"] },
    reportObservation: { ...write, ...needs("Refund.Execute"), ifMatch: false, params: attemptParams, path: "/refunds/:id/attempts/:txHash/observations", summary: "What a workstation saw on its node; the central service checks on its own", body: observationInput, status: 200, response: refund, errors: ["TX_HASH_MISMATCH", "REORG_DETECTED", "CONFIRMATIONS_INSUFFICIENT", "CHAIN_UNAVAILABLE", "NOT_FOUND"] },
    requestVoid: { ...write, ...needs("Refund.Execute"), ifMatch: true, params: byId, path: "/refunds/:id/void", summary: "Ask to withhold a payment that is not mined, by using its slot up", body: voidInput, status: 200, response: refund, errors: ["REFUND_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
    approveVoid: { ...write, ...needs("Refund.VoidApprove"), ifMatch: true, params: byId, path: "/refunds/:id/void/approve", summary: "A second person approves withholding it", body: voidApprovalInput, status: 200, response: refund, errors: ["SELF_APPROVAL_FORBIDDEN", "STEP_UP_REQUIRED", "REFUND_STATE", "SIGNATURE_INVALID", "DEVICE_KEY_UNKNOWN", "VERSION_MISMATCH", "NOT_FOUND"] },
    dropVoid: { ...write, ...needs("Refund"), ifMatch: true, params: byId, path: "/refunds/:id/void/drop", summary: "Nothing is withheld after all, as long as no replacement is signed", body: withdrawInput, status: 200, response: refund, errors: ["REFUND_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
    closeUnpaid: { ...write, ...needs("Refund.Approve"), ifMatch: true, params: byId, path: "/refunds/:id/close-unpaid", summary: "The transaction that took the nonce is final and does not pay this refund", body: closeUnpaidInput, status: 200, response: refund, errors: ["SELF_APPROVAL_FORBIDDEN", "TX_MAY_STILL_CONFIRM", "STEP_UP_REQUIRED", "REFUND_STATE", "CHAIN_UNAVAILABLE", "VERSION_MISMATCH", "NOT_FOUND"] },
    adopt: { ...write, ...needs("Refund.Approve"), ifMatch: true, params: byId, path: "/refunds/:id/found-payment", summary: "Write down a mined payment of this refund that was never registered", body: foundPaymentInput, status: 200, response: refund, errors: ["SELF_APPROVAL_FORBIDDEN", "REFUND_STATE", "TX_HASH_MISMATCH", "SIGNED_TX_MISMATCH", "SIGNER_NOT_APPROVED", "STEP_UP_REQUIRED", "CHAIN_UNAVAILABLE", "VERSION_MISMATCH", "NOT_FOUND"] },
    notify: { ...write, ...needs("Notice.Record"), ifMatch: true, params: byId, path: "/refunds/:id/notifications", summary: "Record an offline notice to the customer", body: notificationInput, status: 200, response: refund, errors: ["REFUND_STATE", "VERSION_MISMATCH", "NOT_FOUND"] },
  },
  audit: {
    list: { ...read, ...anyone, params: null, query: auditQuery, path: "/audit-events", summary: "The audit log, as far as one's role may read it", response: auditPage, errors: [] },
    report: { ...write, ...anyone, ifMatch: false, params: null, path: "/audit-events/batch", summary: "Calls that one's workstation refused by itself", body: refusalBatch, status: 201, response: refusalReceipt, errors: [] },
    reportExport: { ...write, ...anyone, ifMatch: false, params: null, path: "/audit-events/exports", summary: "Records that one took along as a file", body: exportReport, status: 201, response: refusalReceipt, errors: [] },
    verify: { ...read, ...needs("Audit.All"), ...noInput, path: "/audit-events/verify", summary: "Check the hash chain", response: auditVerification, errors: [] },
    head: { ...read, ...anyone, params: null, query: auditHeadQuery, path: "/audit-events/heads", summary: "The newest signed head of the log, and that it continues one that the asker keeps", response: auditHeadAnswer, errors: [] },
    acceptHead: { ...write, ...needs("Signer.Approve"), ifMatch: false, params: null, path: "/audit-events/accepted-heads", summary: "Take over, for one's workstation, a log that was restored", body: acceptedHeadInput, status: 201, response: refusalReceipt, errors: ["STEP_UP_REQUIRED", "NOT_FOUND"] },
    export: { ...read, ...needs("Audit.All"), params: null, query: auditExportQuery, path: "/audit-events/export", summary: "The whole log in order, each event with its proof to a signed head", response: auditExportPage, errors: ["NOT_FOUND"] },
  },
  evidence: {
    refund: { ...read, ...needs("Evidence"), params: byId, query: null, path: "/refunds/:id/evidence", summary: "Everything that proves what became of a refund, in one file", response: evidenceFile, errors: ["NOT_FOUND"] },
    cancellation: { ...read, ...needs("Evidence"), params: byId, query: null, path: "/deposits/:id/evidence", summary: "Everything that proves a cancellation, in one file", response: evidenceFile, errors: ["DEPOSIT_STATE", "NOT_FOUND"] },
  },
  sync: {
    bootstrap: { ...read, ...anyone, ...noInput, path: "/sync/bootstrap", summary: "Where a first sync starts", response: bootstrap, errors: [] },
    rows: { ...read, ...anyone, params: z.strictObject({ entity: syncEntity }), query: rowsQuery, path: "/sync/rows/:entity", summary: "Rows of one entity in key order", response: rowsPage, errors: [] },
    changes: { ...read, ...anyone, params: null, query: changesQuery, path: "/changes", summary: "Everything that changed after a cursor, without a gap", response: changesPage, errors: ["SYNC_RESET_REQUIRED", "CURSOR_INVALID"] },
  },
} as const satisfies Record<string, Record<string, Endpoint>>;

/** Path of the nudge stream (server-sent events), which is no JSON endpoint. */
export const EVENTS_PATH = "/events";
export const API_BASE = "/v1";

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : null;
type Input<Schema> = Schema extends z.ZodType ? z.input<Schema> : null;

export type ResponseOf<E extends Endpoint> = Output<E["response"]>;
export type BodyOf<E extends Endpoint> = Output<E["body"]>;
export type BodyInputOf<E extends Endpoint> = Input<E["body"]>;
export type QueryOf<E extends Endpoint> = Output<E["query"]>;
export type QueryInputOf<E extends Endpoint> = Input<E["query"]>;
export type ParamsOf<E extends Endpoint> = Output<E["params"]>;

/** Every endpoint with its name ("deposits.cancel"). */
export function allEndpoints(): { name: string; endpoint: Endpoint }[] {
  return Object.entries(http).flatMap(([noun, verbs]) =>
    Object.entries(verbs as Record<string, Endpoint>).map(([verb, endpoint]) => ({
      name: `${noun}.${verb}`,
      endpoint,
    })),
  );
}
