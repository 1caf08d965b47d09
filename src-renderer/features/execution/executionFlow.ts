/**
 * The flow of Execute Refund on the screen: prove, claim and check, read and confirm, sign and send, track.
 * Pure. The engine does everything; this only knows where the person stands and whether money can move.
 */
import type { ErrorBody } from "#shared/errors.ts";
import type { ExecutionReview } from "#shared/contract/executionReview.ts";
import type { ExecutionStep } from "#shared/contract/ipc.ts";
import type { Refund } from "#shared/contract/refund.ts";

/** What is held between claim and signature. `skewMs` turns the central service's moments into this computer's, whose clock may be wrong. */
type Held = { review: ExecutionReview; expiresAt: string; skewMs: number };

export type Flow =
  | { stage: "PROVE"; failure: ErrorBody | null }
  | { stage: "CLAIMING"; reached: ExecutionStep | null }
  | ({ stage: "REVIEW"; failure: ErrorBody | null } & Held)
  | ({ stage: "EXECUTING"; reached: ExecutionStep } & Held)
  | { stage: "SENT"; review: ExecutionReview; reached: ExecutionStep; refund: Refund }
  | { stage: "FAILED"; review: ExecutionReview; reached: ExecutionStep; failure: ErrorBody; refund: Refund | null }
  | { stage: "LEASE_LOST"; review: ExecutionReview };

export type FlowEvent =
  | { type: "claiming" }
  | { type: "claimed"; review: ExecutionReview; atMs: number }
  | { type: "claimFailed"; error: ErrorBody }
  | { type: "leaseChanged"; expiresAt: string | null }
  | { type: "leaseOver" }
  | { type: "executing" }
  | { type: "progressed"; step: ExecutionStep }
  | { type: "executed"; refund: Refund }
  | { type: "executeFailed"; error: ErrorBody; refund: Refund | null }
  | { type: "again" };

export const START: Flow = { stage: "PROVE", failure: null };

/** A claim lasts a minute from its making or renewal. Counted from the moment it arrived, it needs nobody's clock to be right. */
const LEASE_MS = 60_000;

const ORDER: readonly ExecutionStep[] = ["CLAIMED", "CHECKED", "SIGNED", "RECORDED", "BROADCAST", "TRACKING"];

/** Refusals after which the same claim and the same review still stand, so that the person may try again. */
const TRY_AGAIN: ReadonlySet<string> = new Set(["SIGNER_PIN_WRONG", "REVIEW_NOT_CONFIRMED", "INPUT_INVALID"]);

export function flowReducer(flow: Flow, event: FlowEvent): Flow {
  switch (event.type) {
    case "claiming":
      return flow.stage === "PROVE" ? { stage: "CLAIMING", reached: null } : flow;
    case "claimed":
      return flow.stage === "CLAIMING" ? reviewOf(event.review, event.atMs) : flow;
    case "claimFailed":
      return flow.stage === "CLAIMING" ? { stage: "PROVE", failure: event.error } : flow;
    case "leaseChanged":
      return leaseChanged(flow, event.expiresAt);
    case "leaseOver":
      return flow.stage === "REVIEW" ? { stage: "LEASE_LOST", review: flow.review } : flow;
    case "executing":
      if (flow.stage !== "REVIEW") return flow;
      return {
        stage: "EXECUTING",
        review: flow.review,
        expiresAt: flow.expiresAt,
        skewMs: flow.skewMs,
        reached: "CHECKED",
      };
    case "progressed":
      if (flow.stage === "CLAIMING")
        return { ...flow, reached: flow.reached === null ? event.step : later(flow.reached, event.step) };
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

function reviewOf(review: ExecutionReview, atMs: number): Flow {
  return {
    stage: "REVIEW",
    review,
    expiresAt: review.lease.expiresAt,
    skewMs: atMs - (Date.parse(review.lease.expiresAt) - LEASE_MS),
    failure: null,
  };
}

function leaseChanged(flow: Flow, expiresAt: string | null): Flow {
  if (flow.stage !== "REVIEW" && flow.stage !== "EXECUTING") return flow;
  if (expiresAt !== null) return { ...flow, expiresAt };
  // Once signing has begun its own answer tells how it ended.
  return flow.stage === "REVIEW" ? { stage: "LEASE_LOST", review: flow.review } : flow;
}

function afterFailure(flow: Extract<Flow, { stage: "EXECUTING" }>, error: ErrorBody, refund: Refund | null): Flow {
  const { review, expiresAt, skewMs, reached } = flow;
  const nothingSigned = !stepReached(reached, "SIGNED");
  if (nothingSigned && TRY_AGAIN.has(error.code)) return { stage: "REVIEW", review, expiresAt, skewMs, failure: error };
  if (nothingSigned && error.code === "LEASE_LOST") return { stage: "LEASE_LOST", review };
  return { stage: "FAILED", review, reached, failure: error, refund };
}

function later(left: ExecutionStep, right: ExecutionStep): ExecutionStep {
  return ORDER.indexOf(right) > ORDER.indexOf(left) ? right : left;
}

export function stepReached(reached: ExecutionStep | null, step: ExecutionStep): boolean {
  return reached !== null && ORDER.indexOf(reached) >= ORDER.indexOf(step);
}

/** Whole seconds of the claim that are left, by this computer's clock; 0 when it is over. */
export function secondsLeft(flow: Extract<Flow, { stage: "REVIEW" | "EXECUTING" }>, nowMs: number): number {
  return Math.max(0, Math.ceil((Date.parse(flow.expiresAt) + flow.skewMs - nowMs) / 1_000));
}

/** A claim is held, so that leaving the page must give it back. Once signing has begun there is nothing to give back. */
export function holdsClaim(flow: Flow): boolean {
  return flow.stage === "REVIEW";
}
