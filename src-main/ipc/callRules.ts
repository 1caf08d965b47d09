/** What each call needs before its handler runs: a session, a right, and how often it may be asked. Checked here and again by the central service (R3.3). */
import type { Calls } from "#shared/contract/ipc.ts";
import type { Permission } from "#shared/domain/permissions.ts";

export type CallRule = {
  /** open: works for nobody in particular; present: also while the session is locked; session: signed in and unlocked */
  needs: "open" | "present" | "session";
  permission: Permission | null;
  pace: Pace;
};
export type Pace = "often" | "seldom";

export type CallRules = { [Noun in keyof Calls]: { [Verb in keyof Calls[Noun]]: CallRule } };

const open = { needs: "open", permission: null, pace: "often" } as const;
const anyone = { needs: "session", permission: null, pace: "often" } as const;
const needs = (permission: Permission) => ({ needs: "session", permission, pace: "often" }) as const;
/** what moves money or proves who one is; a person does it by hand */
const seldom = <Rule extends Omit<CallRule, "pace">>(rule: Rule) => ({ ...rule, pace: "seldom" as const });

// One line a noun: all rights on one screen.
// prettier-ignore
export const CALL_RULES: CallRules = {
  session: { state: open, signIn: seldom(open), signOut: { ...open, needs: "present" }, lock: anyone, unlock: seldom({ ...open, needs: "present" }), account: anyone, changePassword: seldom(anyone), requestAccess: anyone },
  sync: { status: { ...open, needs: "present" }, now: anyone, rebuild: seldom(anyone), pause: anyone },
  deposits: { search: needs("Deposit Records"), counts: anyone, get: needs("Deposit Records"), byRecordNo: needs("Deposit Records"), timeline: needs("Deposit Records"), cancelCheck: needs("Cancel"), cancel: seldom(needs("Cancel")), hold: needs("Deposit Records"), proposeHold: seldom(needs("Hold.Propose")), decideHold: seldom(needs("Hold.Decide")) },
  dashboard: { read: anyone },
  papers: { saveSlip: needs("Refund"), saveLetter: needs("Notice.Read") },
  retention: {
    overview: anyone, ofRecord: needs("Deposit Records"), placeHold: seldom(needs("Retention.Hold")), askLift: seldom(needs("Retention.Hold")),
    approveLift: seldom(needs("Retention.Manage")), refuseLift: seldom(needs("Retention.Manage")),
  },
  screening: {
    list: anyone, propose: seldom(needs("Configuration.Propose")), changes: needs("Configuration.Approve"),
    approve: seldom(needs("Configuration.Approve")), reject: seldom(needs("Configuration.Approve")), withdraw: seldom(needs("Configuration.Propose")),
  },
  notes: { list: needs("Restricted.Read"), write: seldom(needs("Restricted.Read")) },
  presence: { deposit: needs("Deposit Records"), refund: needs("Refund") },
  triage: { list: needs("Deposit Records"), claim: seldom(needs("Hold.Propose")), takeOver: seldom(needs("Hold.Propose")), release: seldom(needs("Hold.Propose")) },
  applications: { search: needs("Deposit Application"), get: needs("Deposit Application"), delete: seldom(needs("Application.Decide")), accept: seldom(needs("Application.Decide")) },
  views: { list: needs("Deposit Records"), save: needs("Deposit Records"), change: needs("Deposit Records"), remove: needs("Deposit Records") },
  addresses: {
    search: needs("Deposit Records"), proofs: needs("Deposit Records"),
    add: seldom(needs("Address.Add")), startProof: seldom(needs("Address.Add")), submitProof: seldom(needs("Address.Add")),
    approve: seldom(needs("Address.Decide")), reject: seldom(needs("Address.Decide")), revoke: seldom(needs("Address.Decide")),
  },
  users: {
    list: needs("Users.Read"), create: seldom(needs("Users.Manage")), proposeRights: seldom(needs("Users.Manage")),
    approveRights: seldom(needs("Users.Manage")), rejectRights: seldom(needs("Users.Manage")), withdrawRights: seldom(needs("Users.Manage")),
  },
  sessions: { mine: anyone, endMine: seldom(anyone), ofUser: needs("Users.Read"), endOfUser: seldom(needs("Users.Manage")) },
  configuration: {
    list: anyone, history: anyone, proposeCurrency: seldom(needs("Configuration.Propose")), proposeNetwork: seldom(needs("Configuration.Propose")),
    approve: seldom(needs("Configuration.Approve")), reject: seldom(needs("Configuration.Approve")), withdraw: seldom(needs("Configuration.Propose")),
  },
  limits: { list: anyone, propose: seldom(needs("Configuration.Propose")) },
  reviews: { waiting: anyone, mark: needs("Record.Review"), again: needs("Record.Review"), drop: anyone },
  refunds: {
    search: needs("Refund"), get: needs("Refund"), differences: needs("Refund"),
    saveDraft: needs("Refund.Request"), draft: needs("Refund.Request"), discardDraft: needs("Refund.Request"), quote: needs("Refund.Request"), request: seldom(needs("Refund.Request")), withdraw: seldom(needs("Refund.Request")),
    approve: seldom(needs("Refund.Approve")), reject: seldom(needs("Refund.Approve")), releaseHold: seldom(needs("Refund.Approve")),
    claim: seldom(needs("Refund.Execute")), releaseClaim: seldom(needs("Refund.Execute")), execute: seldom(needs("Refund.Execute")), rebroadcast: seldom(needs("Refund.Execute")),
    requestVoid: seldom(needs("Refund.Execute")), approveVoid: seldom(needs("Refund.VoidApprove")), dropVoid: seldom(needs("Refund")), closeUnpaid: seldom(needs("Refund.Approve")), adopt: seldom(needs("Refund.Approve")),
    notify: seldom(needs("Notice.Record")),
  },
  signingKey: { mine: needs("Refund.Execute"), list: needs("Signer.Read"), enrol: seldom(needs("Signer.Enrol")), proveBackup: seldom(needs("Signer.Enrol")), saveBackup: seldom(needs("Signer.Enrol")), approve: seldom(needs("Signer.Approve")), retire: seldom(needs("Signer.Approve")), compare: needs("Signer.Read"), proposeSettlement: seldom(needs("Signer.Approve")), approveSettlement: seldom(needs("Signer.Approve")) },
  deviceKeys: { list: anyone, endorse: seldom(needs("Refund.Approve")) },
  audit: { search: anyone, verify: seldom(needs("Audit.All")), integrity: anyone, acceptLog: seldom(needs("Signer.Approve")), saveExport: seldom(needs("Audit.All")) },
  exports: { saveRecords: seldom(needs("Export")), stop: needs("Export") },
  evidence: { saveRefund: seldom(needs("Evidence")), saveCancellation: seldom(needs("Evidence")) },
  system: { settings: open, saveSettings: open, nodes: anyone, copy: open, openExplorer: anyone, reportError: open },
};
