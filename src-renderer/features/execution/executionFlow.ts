/**
 * The flow of Execute Refund on the screen: prove, claim and check, read and confirm, sign and send, track.
 * Pure. The engine does everything; this only knows where the person stands and whether money can move.
 */
import type { ErrorBody } from "#shared/errors.ts";
import type { ExecutionReview, ExecutionStep } from "#shared/contract/ipc.ts";
import type { Refund } from "#shared/contract/refund.ts";

export type Flow =
  | { stage: "PROVE"; failure: ErrorBody | null }
  | { stage: "CLAIMING" }
  | { stage: "REVIEW"; review: ExecutionReview; expiresAt: string | null; failure: ErrorBody | null }
  | { stage: "EXECUTING"; review: ExecutionReview; expiresAt: string | null; reached: ExecutionStep }
  | { stage: "SENT"; review: ExecutionReview; reached: ExecutionStep; refund: Refund }
  | { stage: "FAILED"; review: ExecutionReview; reached: ExecutionStep; failure: ErrorBody; refund: Refund | null }
  | { stage: "LEASE_LOST"; review: ExecutionReview };

export type FlowEvent =
  | { type: "claiming" }
  | { type: "claimed"; review: ExecutionReview }
  | { type: "claimFailed"; error: ErrorBody }
  | { type: "leaseChanged"; expiresAt: string | null }
  | { type: "leaseOver" }
  | { type: "executing" }
  | { type: "progressed"; step: ExecutionStep }
  | { type: "executed"; refund: Refund }
  | { type: "executeFailed"; error: ErrorBody; refund: Refund | null }
  | { type: "again" };

export const START: Flow = { stage: "PROVE", failure: null };

const ORDER: readonly ExecutionStep[] = ["CLAIMED", "CHECKED", "SIGNED", "RECORDED", "BROADCAST", "TRACKING"];

/** Refusals after which the same claim and the same review still stand, so that the person may try again. */
const TRY_AGAIN: ReadonlySet<string> = new Set(["SIGNER_PIN_WRONG", "REVIEW_NOT_CONFIRMED", "INPUT_INVALID"]);

export function flowReducer(flow: Flow, event: FlowEvent): Flow {
  switch (event.type) {
    case "claiming":
      return flow.stage === "PROVE" ? { stage: "CLAIMING" } : flow;
    case "claimed":
      return flow.stage === "CLAIMING"
        ? { stage: "REVIEW", review: event.review, expiresAt: event.review.lease.expiresAt, failure: null }
        : flow;
    case "claimFailed":
      return flow.stage === "CLAIMING" ? { stage: "PROVE", failure: event.error } : flow;
    case "leaseChanged":
      if (flow.stage === "EXECUTING") return { ...flow, expiresAt: event.expiresAt };
      if (flow.stage !== "REVIEW") return flow;
      return event.expiresAt === null
        ? { stage: "LEASE_LOST", review: flow.review }
        : { ...flow, expiresAt: event.expiresAt };
    case "leaseOver":
      return flow.stage === "REVIEW" ? { stage: "LEASE_LOST", review: flow.review } : flow;
    case "executing":
      return flow.stage === "REVIEW"
        ? { stage: "EXECUTING", review: flow.review, expiresAt: flow.expiresAt, reached: "CHECKED" }
        : flow;
    case "progressed":
      if (flow.stage === "EXECUTING" || flow.stage === "SENT" || flow.stage === "FAILED")
        return { ...flow, reached: later(flow.reached, event.step) };
      return flow;
    case "executed":
      return flow.stage === "EXECUTING"
        ? { stage: "SENT", review: flow.review, reached: flow.reached, refund: event.refund }
        : flow;
    case "executeFailed":
      return flow.stage === "EXECUTING" ? afterFailure(flow, event.error, event.refund) : flow;
    case "again":
      return flow.stage === "LEASE_LOST" || flow.stage === "FAILED" ? START : flow;
  }
}

function afterFailure(flow: Extract<Flow, { stage: "EXECUTING" }>, error: ErrorBody, refund: Refund | null): Flow {
  const nothingSigned = ORDER.indexOf(flow.reached) < ORDER.indexOf("SIGNED");
  if (nothingSigned && TRY_AGAIN.has(error.code))
    return { stage: "REVIEW", review: flow.review, expiresAt: flow.expiresAt, failure: error };
  if (nothingSigned && error.code === "LEASE_LOST") return { stage: "LEASE_LOST", review: flow.review };
  return { stage: "FAILED", review: flow.review, reached: flow.reached, failure: error, refund };
}

function later(left: ExecutionStep, right: ExecutionStep): ExecutionStep {
  return ORDER.indexOf(right) > ORDER.indexOf(left) ? right : left;
}

export function stepReached(reached: ExecutionStep, step: ExecutionStep): boolean {
  return ORDER.indexOf(reached) >= ORDER.indexOf(step);
}

/** A claim is held, so that leaving the page must give it back. Once signing has begun there is nothing to give back. */
export function holdsClaim(flow: Flow): boolean {
  return flow.stage === "REVIEW";
}
