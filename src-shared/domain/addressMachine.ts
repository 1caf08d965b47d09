/** The wallet address's life, W1 to W10. Source: state machines 3.3. */
import type { Machine, Transition } from "./machine.ts";
import { ADDRESS_STATUSES, type AddressStatus } from "./statuses.ts";

export const ADDRESS_GUARD_TEXTS = {
  checksumValid: "address, network and client are known and the checksum is right",
  lookalikeChecked: "it was compared with every known address",
  methodChosen: "a method of proof is chosen",
  proofFailed: "the proof is missing or wrong",
  proofValid: "the proof is valid",
  screeningClear: "screening is clear",
  checkerIsNotAdder: "the checker is not the person who added it",
  reasonGiven: "a reason is given",
  proofTooOld: "the proof is too old, or the currency needs one per deposit",
  revocationGrounded: "client report, sanctions or takeover",
  screeningHit: "a screening hit",
} as const;
export type AddressGuard = keyof typeof ADDRESS_GUARD_TEXTS;

export const ADDRESS_TRANSITION_IDS = ["W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8", "W9", "W10"] as const;
export type AddressTransitionId = (typeof ADDRESS_TRANSITION_IDS)[number];

// One line a transition, so that the table reads like the guide's.
// prettier-ignore
const TRANSITIONS: readonly Transition<AddressTransitionId, AddressStatus, AddressGuard>[] = [
  { id: "W1", from: null, to: "NOT_VERIFIED", actor: "CLIENT_VIA_CENTRAL", permission: null, guards: ["checksumValid", "lookalikeChecked"], log: "address.added" },
  { id: "W2", from: "NOT_VERIFIED", to: "VERIFICATION_IN_PROGRESS", actor: "OPERATOR", permission: "Address.Add", guards: ["methodChosen"], log: "address.proof_started" },
  { id: "W3", from: "VERIFICATION_IN_PROGRESS", to: "NOT_VERIFIED", actor: "SYSTEM", permission: null, guards: ["proofFailed"], log: "address.proof_failed" },
  { id: "W4", from: "VERIFICATION_IN_PROGRESS", to: "PENDING_WHITELIST_APPROVAL", actor: "SYSTEM", permission: null, guards: ["proofValid", "screeningClear"], log: "address.proof_ok" },
  { id: "W5", from: "PENDING_WHITELIST_APPROVAL", to: "VERIFIED", actor: "SUPERVISOR", permission: "Address.Decide", guards: ["checkerIsNotAdder"], log: "address.whitelisted" },
  { id: "W6", from: "PENDING_WHITELIST_APPROVAL", to: "REJECTED", actor: "SUPERVISOR", permission: "Address.Decide", guards: ["reasonGiven"], log: "address.rejected" },
  { id: "W7", from: "VERIFIED", to: "REVERIFICATION_REQUIRED", actor: "SYSTEM", permission: null, guards: ["proofTooOld"], log: "address.lapsed" },
  { id: "W8", from: "REVERIFICATION_REQUIRED", to: "VERIFICATION_IN_PROGRESS", actor: "OPERATOR", permission: "Address.Add", guards: ["methodChosen"], log: "address.proof_started" },
  { id: "W9", from: "VERIFIED", to: "REVOKED", actor: "SUPERVISOR", permission: "Address.Decide", guards: ["revocationGrounded"], log: "address.revoked" },
  { id: "W10", from: "NOT_VERIFIED", to: "REJECTED", actor: "SYSTEM", permission: null, guards: ["screeningHit"], log: "address.rejected" },
];

export const addressMachine: Machine<AddressTransitionId, AddressStatus, AddressGuard> = {
  name: "address",
  statuses: ADDRESS_STATUSES,
  transitions: TRANSITIONS,
  guardTexts: ADDRESS_GUARD_TEXTS,
};
