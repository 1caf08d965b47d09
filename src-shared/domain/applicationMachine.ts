/** The application's life, A1 to A6. Source: requirements, decision 2 "Application and record". */
import type { Machine, Transition } from "./machine.ts";
import { APPLICATION_STATUSES, type ApplicationStatus } from "./statuses.ts";

export const APPLICATION_GUARD_TEXTS = {
  requestArrived: "a client's request has arrived",
  checksPassed: "all automatic checks passed",
  checkFailed: "an automatic check failed",
  remarksGiven: "remarks are given",
  recordPossible: "a record can be generated: currency, network, address and amount are usable",
  reasonGiven: "a reason code is given",
  recordDeletable: "its record is still in Wallet Address Under Verification and no transfer was seen",
} as const;
export type ApplicationGuard = keyof typeof APPLICATION_GUARD_TEXTS;

export const APPLICATION_TRANSITION_IDS = ["A1", "A2", "A3", "A4", "A5", "A6"] as const;
export type ApplicationTransitionId = (typeof APPLICATION_TRANSITION_IDS)[number];

// One line a transition, so that the table reads like the guide's.
// prettier-ignore
const TRANSITIONS: readonly Transition<ApplicationTransitionId, ApplicationStatus, ApplicationGuard>[] = [
  { id: "A1", from: null, to: "RECEIVED", actor: "CLIENT_VIA_CENTRAL", permission: null, guards: ["requestArrived"], log: "application.received" },
  { id: "A2", from: "RECEIVED", to: "RECORDED", actor: "SYSTEM", permission: null, guards: ["checksPassed"], log: "application.recorded" },
  { id: "A3", from: "RECEIVED", to: "ABNORMAL", actor: "SYSTEM", permission: null, guards: ["checkFailed"], log: "application.flagged" },
  { id: "A4", from: "ABNORMAL", to: "RECORDED", actor: "OPERATOR", permission: "Application.Decide", guards: ["remarksGiven", "recordPossible"], log: "application.accepted" },
  // Guide, Request Reception: "back-office operators may delete it directly within the system".
  { id: "A5", from: "ABNORMAL", to: "DELETED", actor: "OPERATOR", permission: "Application.Decide", guards: ["reasonGiven", "remarksGiven"], log: "application.deleted" },
  { id: "A6", from: "RECORDED", to: "DELETED", actor: "OPERATOR", permission: "Application.Decide", guards: ["reasonGiven", "remarksGiven", "recordDeletable"], log: "application.deleted" },
];

export const applicationMachine: Machine<ApplicationTransitionId, ApplicationStatus, ApplicationGuard> = {
  name: "application",
  statuses: APPLICATION_STATUSES,
  transitions: TRANSITIONS,
  guardTexts: APPLICATION_GUARD_TEXTS,
};
