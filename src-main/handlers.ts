/** One line a call: which operation answers it. Rights were checked before (ipc/callRules.ts). */
import { http } from "#shared/contract/http.ts";
import type { CallHandlers, SyncStatus } from "#shared/contract/ipc.ts";
import {
  createAccount,
  decideRights,
  endOwnSession,
  endSessionsOf,
  listAccounts,
  listOwnSessions,
  listSessionsOf,
  proposeRights,
} from "./people/accounts.ts";
import { decideVersion } from "./configuration/decideVersion.ts";
import { proposeLimits } from "./configuration/proposeLimits.ts";
import { proposeCurrency, proposeNetwork, readRules } from "./configuration/proposeRules.ts";
import { readLimits } from "./configuration/readLimits.ts";
import { approveAddress, rejectAddress, revokeAddress } from "./addresses/decideAddress.ts";
import { addAddress, readProofs, startProof, submitProof } from "./addresses/proveAddress.ts";
import { searchAddresses } from "./addresses/searchAddresses.ts";
import {
  acceptApplication,
  deleteApplication,
  readApplication,
  searchApplications,
} from "./applications/applications.ts";
import type { RefusalReports } from "./audit/refusalReports.ts";
import { acceptLog } from "./audit/acceptLog.ts";
import { saveLogExport } from "./audit/saveLogExport.ts";
import { searchAudit, verifyLog } from "./audit/searchAudit.ts";
import { cancelDeposit, checkCancel } from "./deposits/cancelDeposit.ts";
import { saveLetter, saveSlip } from "./papers/savePaper.ts";
import { readDashboard } from "./dashboard/readDashboard.ts";
import { countDeposits } from "./deposits/countDeposits.ts";
import { readDeposit, readDepositByRecordNo, readTimeline } from "./deposits/readDeposit.ts";
import { decideHold, proposeHold, readHold } from "./deposits/resolveHold.ts";
import { searchDeposits } from "./deposits/searchDeposits.ts";
import { endorseDeviceKey, listDeviceKeys } from "./deviceKeys/endorseDeviceKey.ts";
import type { EngineRooms } from "./engine.ts";
import { saveEvidence } from "./evidence/saveEvidence.ts";
import { createExports } from "./exports/saveRecords.ts";
import type { OpenedDesk } from "./openDesk.ts";
import { approveRefund, rejectRefund } from "./refunds/decideRefund.ts";
import { discardDraft, readDraft, saveDraft } from "./refunds/drafts.ts";
import { recordNotice, releaseHold, withdrawRefund } from "./refunds/endRefund.ts";
import { readDifferences, readRefund, searchRefunds } from "./refunds/readRefunds.ts";
import { quoteRefund, requestRefund } from "./refunds/requestRefund.ts";
import { adoptPayment, approveVoid, closeUnpaid, dropVoid, requestVoid } from "./refunds/withholdRefund.ts";
import { accountPage, changePassword, requestAccess } from "./session/account.ts";
import type { Session } from "./session/Session.ts";
import { saveBackup } from "./signingKey/saveBackup.ts";
import { approveSettlement, compareKey, proposeSettlement } from "./signingKey/settleKey.ts";
import { changeView, listViews, removeView, saveView } from "./views/savedViews.ts";
import { retentionHandlers } from "./compliance/retention.ts";
import { screeningHandlers } from "./compliance/screening.ts";
import { noteHandlers } from "./compliance/notes.ts";
import { triageHandlers } from "./compliance/triage.ts";
import { copyText } from "./system/copyText.ts";
import { openExplorer } from "./system/openExplorer.ts";

export function createHandlers(parts: {
  rooms: EngineRooms;
  session: Session;
  reports: Pick<RefusalReports, "flush">;
  /** throws NOT_SIGNED_IN */
  desk: () => OpenedDesk;
  syncStatus: () => SyncStatus;
}): CallHandlers {
  const { rooms, session, reports, syncStatus } = parts;
  const { platform, workstation, log } = rooms;
  const desk = () => parts.desk().desk;
  const paperRooms = () => ({
    desk: desk(),
    files: platform.paperFiles,
    print: platform.printPaper,
    organisation: workstation.read().environment?.organisation ?? null,
  });
  const exports = createExports({
    desk,
    files: platform.exportFiles,
    told: (rows) => platform.emit("exports", "progressed", { rows }),
    reports: () => parts.desk().exportReports,
  });
  const money = async () => (await desk().money()).handlers;
  return {
    session: {
      state: () => session.state(),
      signIn: (input) => session.signIn(input),
      signOut: async () => {
        // The session that ends is the only one that may speak for its person.
        await reports.flush();
        return session.signOut();
      },
      lock: () => session.lock(null),
      unlock: (input) => session.unlock(input),
      account: () => accountPage(desk().user()),
      changePassword: async (input) => {
        await changePassword(desk(), input);
        await reports.flush();
        return session.signOut();
      },
      requestAccess: (input) => requestAccess(desk(), input),
    },
    sync: {
      status: syncStatus,
      now: async () => {
        await parts.desk().sync.now();
        return syncStatus();
      },
      rebuild: () => {
        void parts.desk().sync.rebuild();
        return syncStatus();
      },
      pause: ({ on }) => {
        parts.desk().sync.pause(on);
        return syncStatus();
      },
    },
    deposits: {
      search: (input) => searchDeposits(desk(), input),
      counts: () => countDeposits(desk()),
      get: (input) => readDeposit(desk(), input),
      byRecordNo: (input) => readDepositByRecordNo(desk(), input),
      timeline: (input) => readTimeline(desk(), input),
      hold: (input) => readHold(desk(), input),
      proposeHold: (input) => proposeHold(desk(), input),
      decideHold: (input) => decideHold(desk(), input),
      cancelCheck: (input) => checkCancel(desk(), input),
      cancel: (input) => cancelDeposit(desk(), input),
    },
    dashboard: { read: () => readDashboard(desk()) },
    retention: retentionHandlers(desk),
    screening: screeningHandlers(desk),
    notes: noteHandlers(desk),
    presence: {
      deposit: ({ id }) => desk().remote.call(http.presence.deposit, { params: { id } }),
      refund: ({ id }) => desk().remote.call(http.presence.refund, { params: { id } }),
    },
    triage: triageHandlers(desk),
    applications: {
      search: (input) => searchApplications(desk(), input),
      get: (input) => readApplication(desk(), input),
      delete: (input) => deleteApplication(desk(), input),
      accept: (input) => acceptApplication(desk(), input),
    },
    views: {
      list: () => listViews(desk()),
      save: (input) => saveView(desk(), input),
      change: (input) => changeView(desk(), input),
      remove: (input) => removeView(desk(), input),
    },
    addresses: {
      search: (input) => searchAddresses(desk(), input),
      add: (input) => addAddress(desk(), input),
      proofs: (input) => readProofs(desk(), input),
      startProof: (input) => startProof(desk(), input),
      submitProof: (input) => submitProof(desk(), input),
      approve: (input) => approveAddress(desk(), input),
      reject: (input) => rejectAddress(desk(), input),
      revoke: (input) => revokeAddress(desk(), input),
    },
    users: {
      list: () => listAccounts(desk()),
      create: (input) => createAccount(desk(), input),
      proposeRights: (input) => proposeRights(desk(), input),
      approveRights: (input) => decideRights(desk(), "approveRights", input),
      rejectRights: (input) => decideRights(desk(), "rejectRights", input),
      withdrawRights: (input) => decideRights(desk(), "withdrawRights", input),
    },
    sessions: {
      mine: () => listOwnSessions(desk()),
      endMine: (input) => endOwnSession(desk(), input),
      ofUser: (input) => listSessionsOf(desk(), input),
      endOfUser: (input) => endSessionsOf(desk(), input),
    },
    configuration: {
      list: () => desk().cache.configuration(),
      history: () => readRules(desk()),
      proposeCurrency: (input) => proposeCurrency(desk(), input),
      proposeNetwork: (input) => proposeNetwork(desk(), input),
      approve: (input) => decideVersion(desk(), "approve", input),
      reject: (input) => decideVersion(desk(), "reject", input),
      withdraw: (input) => decideVersion(desk(), "withdraw", input),
    },
    limits: {
      list: () => readLimits(desk()),
      propose: (input) => proposeLimits(desk(), input),
    },
    reviews: {
      waiting: () => parts.desk().outbox.waiting(),
      mark: (input) => parts.desk().outbox.mark(input),
      again: (input) => parts.desk().outbox.again(input),
      drop: (input) => parts.desk().outbox.drop(input),
    },
    refunds: {
      search: (input) => searchRefunds(desk(), input),
      get: (input) => readRefund(desk(), input),
      saveDraft: (input) => saveDraft(desk(), input),
      draft: (input) => readDraft(desk(), input),
      discardDraft: (input) => discardDraft(desk(), input),
      quote: (input) => quoteRefund(desk(), input),
      request: (input) => requestRefund(desk(), input),
      differences: (input) => readDifferences(desk(), input),
      approve: (input) => approveRefund(desk(), input),
      reject: (input) => rejectRefund(desk(), input),
      withdraw: (input) => withdrawRefund(desk(), input),
      releaseHold: (input) => releaseHold(desk(), input),
      claim: async (input) => (await money()).refunds.claim(input),
      releaseClaim: async (input) => (await money()).refunds.releaseClaim(input),
      execute: async (input) => (await money()).refunds.execute(input),
      rebroadcast: async (input) => (await money()).refunds.rebroadcast(input),
      requestVoid: (input) => requestVoid(desk(), input),
      approveVoid: (input) => approveVoid(desk(), input),
      dropVoid: (input) => dropVoid(desk(), input),
      closeUnpaid: (input) => closeUnpaid(desk(), input),
      adopt: (input) => adoptPayment(desk(), input),
      notify: (input) => recordNotice(desk(), input),
    },
    signingKey: {
      mine: async (input) => (await money()).signingKey.mine(input),
      list: async (input) => (await money()).signingKey.list(input),
      enrol: async (input) => (await money()).signingKey.enrol(input),
      proveBackup: async (input) => (await money()).signingKey.proveBackup(input),
      saveBackup: (input) => saveBackup({ files: platform.backupFiles, log }, input),
      approve: async (input) => (await money()).signingKey.approve(input),
      retire: async (input) => (await money()).signingKey.retire(input),
      compare: (input) => compareKey(desk(), input),
      proposeSettlement: (input) => proposeSettlement(desk(), input),
      approveSettlement: (input) => approveSettlement(desk(), input),
    },
    deviceKeys: {
      list: () => listDeviceKeys(desk()),
      endorse: (input) => endorseDeviceKey(desk(), input),
    },
    audit: {
      search: (input) => searchAudit(desk(), input),
      verify: () => verifyLog(desk()),
      integrity: () => parts.desk().logWatch.state(),
      acceptLog: (input) => acceptLog(desk(), parts.desk().logWatch, input),
      saveExport: () =>
        saveLogExport({ desk: desk(), files: platform.evidenceFiles, kept: parts.desk().logWatch.kept() }),
    },
    exports: { saveRecords: (input) => exports.saveRecords(input), stop: () => exports.stop() },
    evidence: {
      saveRefund: (input) =>
        saveEvidence(
          { desk: desk(), files: platform.evidenceFiles },
          "refund",
          workstation.read().settings.language,
          input,
        ),
      saveCancellation: (input) =>
        saveEvidence(
          { desk: desk(), files: platform.evidenceFiles },
          "cancellation",
          workstation.read().settings.language,
          input,
        ),
    },
    papers: {
      saveSlip: (input) => saveSlip(paperRooms(), input),
      saveLetter: (input) => saveLetter(paperRooms(), input),
    },
    system: {
      settings: () => workstation.read().settings,
      saveSettings: (input) => {
        workstation.update({ settings: input });
        return input;
      },
      nodes: async () => (await desk().money()).nodes(),
      copy: (input) => copyText(platform.clipboard, input),
      openExplorer: (input) => openExplorer({ cache: desk().cache, openOutside: platform.openOutside }, input),
      reportError: ({ message, where }) => {
        log.error("the page reports an error", { reason: message, room: where });
        return null;
      },
    },
  };
}
