/** What two people may do about a record that the checks stopped. Source: state machines 3.1, "How each exception runs" (D16 to D18, D21, D24). */
import type { DepositStatus, HoldReason } from "./statuses.ts";

export const HOLD_RESOLUTIONS = ["RELEASE", "ACCEPT_ACTUAL", "SUSPENSE", "UNBLOCK", "REVERSE_CREDIT"] as const;
export type HoldResolution = (typeof HOLD_RESOLUTIONS)[number];

export const HOLD_RESOLUTION_LABELS: Record<HoldResolution, string> = {
  RELEASE: "Cause resolved, check again",
  ACCEPT_ACTUAL: "Credit what arrived",
  SUSPENSE: "Credit to suspense, for a refund only",
  UNBLOCK: "Unblock, back on hold",
  REVERSE_CREDIT: "Reverse the credit",
};

/** What each resolution brings about, for the person who decides. */
export const HOLD_RESOLUTION_EFFECTS: Record<HoldResolution, string> = {
  RELEASE: "Every check runs again at once. The record is credited when all pass, and held again when one does not.",
  ACCEPT_ACTUAL:
    "The client is credited with the received amount; the declared one stays on the record. All other checks must pass.",
  SUSPENSE: "The received amount goes to the suspense account, where nothing but a refund can be done with it.",
  UNBLOCK: "The record goes back on hold, where its cause is resolved like any other. Needs a written basis.",
  REVERSE_CREDIT:
    "The transfer left the chain and did not come back. The ledger must have been reversed first; the record ends as Failed.",
};

/** The second person's words: follow what was proposed, refuse it, or stop everything at once. */
export const HOLD_DECISIONS = ["FOLLOW", "REFUSE", "BLOCK"] as const;
export type HoldDecision = (typeof HOLD_DECISIONS)[number];

/** Time for a transaction to be mined again after a reorganisation, before its credit may be reversed (D21). */
export const REORG_WINDOW_MS = 2 * 60 * 60 * 1000;

type Held = {
  status: DepositStatus | (string & {});
  holdReason: HoldReason | (string & {}) | null;
  receivedAmount: string | null;
};

/** The resolutions that fit the record, the usual one first. None for a record that nothing stops. */
export function possibleResolutions({ status, holdReason, receivedAmount }: Held): readonly HoldResolution[] {
  if (status === "BLOCKED") return ["UNBLOCK"];
  if (status === "REORG_ALERT") return ["REVERSE_CREDIT"];
  // A sanctions hit is blocked or unblocked, never paid for.
  if (status !== "ON_HOLD" || holdReason === "SANCTIONS") return [];
  const possible: HoldResolution[] = holdReason === "AMOUNT_MISMATCH" ? ["ACCEPT_ACTUAL", "RELEASE"] : ["RELEASE"];
  return receivedAmount === null ? possible.filter((one) => one === "RELEASE") : [...possible, "SUSPENSE"];
}
