/**
 * Who may call what, written down by hand from the table "Roles and permissions" of docs/requirements.md, and from nothing of the code: the tests compare
 * the service with it. O operator, S supervisor, E executor, A auditor, M administrator, C client channel; * everybody who is signed in.
 */
export const LETTERS = {
  O: "OPERATOR",
  S: "SUPERVISOR",
  E: "EXECUTOR",
  A: "AUDITOR",
  M: "ADMIN",
  C: "CLIENT_CHANNEL",
} as const;

export const RIGHTS_PAGE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // "Log in, see own rights, request access": everybody.
  auth: { logout: "*", me: "*", password: "*", stepUp: "*" },
  access: { request: "*" },
  sessions: { mine: "*", endMine: "*", ofUser: "AM", endOfUser: "M" },
  // "Users, roles, permissions": auditor reads, administrators two by two.
  users: { list: "AM", create: "M", proposeRights: "M", approveRights: "M", rejectRights: "M", withdrawRights: "M" },
  // "Signer key enrolment": the executor his own, a supervisor approves, others read. An approver's device key is vouched for by approvers.
  deviceKeys: { list: "*", register: "*", endorse: "S" },
  signers: {
    ...{ list: "SEAM", enrol: "E", approve: "S", retire: "S" },
    ...{ compare: "SEAM", proposeSettlement: "S", approveSettlement: "S" },
  },
  // "Deposit Application": list and detail; deleting and accepting without the auditor.
  applications: { submit: "C", list: "OSA", get: "OSA", accept: "OS", delete: "OS" },
  // "Deposit Records", "Cancel", "Hold", "Refund.Request".
  deposits: {
    ...{ list: "OSEA", get: "OSEA", timeline: "OSEA", hold: "OSEA", reviews: "OSEA" },
    ...{ cancelCheck: "OS", cancel: "OS", review: "OSE", requestRefund: "O", proposeHold: "OS" },
    ...{ refuseHold: "S", releaseHold: "S", creditHeld: "S", block: "S", unblock: "S", reverseCredit: "S" },
  },
  views: { list: "OSEA", save: "OSEA", change: "OSEA", remove: "OSEA" },
  triage: { list: "OSEA", claim: "OS", takeOver: "OS", release: "OS" },
  // "Retention, legal hold": the auditor places and asks, an administrator agrees.
  retention: { overview: "AM", ofRecord: "OSEA", placeHold: "A", askLift: "A", approveLift: "M", refuseLift: "M" },
  // "Restricted notes": only with the compliance flag, which no role has by itself.
  notes: { list: "", write: "" },
  presence: { deposit: "OSEA", refund: "OSEA" },
  // "Address: add, start proof"; "whitelist, revoke".
  addresses: {
    ...{ list: "OSEA", get: "OSEA", proofs: "OSEA", add: "OS", startProof: "OS", submitProof: "OS" },
    ...{ approve: "S", reject: "S", revoke: "S" },
  },
  // "Currency configuration: propose", "approve": supervisors and administrators. Rules in force are no secret.
  configuration: {
    ...{ networks: "*", currencies: "*", limits: "*", history: "*" },
    ...{ propose: "SM", proposeCurrency: "SM", proposeNetwork: "SM", approve: "SM", reject: "SM", withdraw: "SM" },
  },
  screening: { list: "*", propose: "SM", changes: "SM", approve: "SM", reject: "SM", withdraw: "SM" },
  // "Refund": see refunds; request, approve, execute, void each by its own people; "Customer notice task".
  refunds: {
    ...{ list: "OSEA", get: "OSEA", differences: "OSEA", withdraw: "O", dropVoid: "OSEA" },
    ...{ approve: "S", reject: "S", releaseHold: "S", closeUnpaid: "S", adopt: "S", approveVoid: "S" },
    ...{ claim: "E", renewLease: "E", releaseLease: "E", registerAttempt: "E", attempts: "E" },
    ...{ reportBroadcast: "E", reportObservation: "E", requestVoid: "E", notify: "OS" },
  },
  // "Audit log: read, verify chain": everybody his part of it (what that is stands in tests/central/audit); all of it the auditor.
  audit: { list: "OSEAM", report: "*", reportExport: "*", head: "*", acceptHead: "S", verify: "A", export: "A" },
  evidence: { refund: "SA", cancellation: "SA" },
  sync: { bootstrap: "*", rows: "*", changes: "*" },
};

/** Rows that a first sync hands out, by the right to see them. */
export const SYNC_PAGE: Readonly<Record<string, string>> = {
  ...{ networks: "*", currencies: "*", applications: "OSA", walletAddresses: "OSEA" },
  ...{ deposits: "OSEA", refunds: "OSEA", events: "OSEA" },
};
