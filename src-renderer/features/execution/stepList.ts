/** The six steps of the room and how far each has come. */
import type { ExecutionStep } from "#shared/contract/ipc.ts";
import { stepReached, type Flow } from "./executionFlow.ts";

export type RoomStep = { title: string; note: string; state: "done" | "current" | "failed" | "ahead" };

export function roomSteps(
  flow: Flow,
  texts: { leaseTakenAt: string | null; required: number | null; completed: boolean },
): RoomStep[] {
  const reached: ExecutionStep | null =
    flow.stage === "PROVE" ? null : flow.stage === "REVIEW" || flow.stage === "LEASE_LOST" ? "CHECKED" : flow.reached;
  const review = flow.stage === "PROVE" || flow.stage === "CLAIMING" ? null : flow.review;
  const passed = review?.preflight.filter((check) => check.ok).length ?? 0;
  const required = texts.required === null ? "all confirmations" : `${texts.required} of ${texts.required}`;
  const steps: [ExecutionStep, string, string][] = [
    ["CLAIMED", "Claim", texts.leaseTakenAt === null ? "Lock and payment slot" : `Lease taken ${texts.leaseTakenAt}`],
    [
      "CHECKED",
      "Pre-flight",
      review === null ? "Nothing is signed" : `${passed} of ${review.preflight.length} checks passed`,
    ],
    ["SIGNED", "Confirm and sign", "Read, compare, type, prove"],
    ["RECORDED", "Record signed hash", "Kept on disk and centrally first"],
    ["BROADCAST", "Broadcast", "The same bytes to every node"],
    ["TRACKING", "Track", `To ${required}, then ${review?.purpose === "VOID" ? "Void" : "Refunded"}`],
  ];
  // Tracking has begun when it is reached; it is over when the refund is Completed.
  const done = (step: ExecutionStep) => (step === "TRACKING" ? texts.completed : stepReached(reached, step));
  const current = steps.findIndex(([step]) => !done(step));
  return steps.map(([step, title, note], index) => {
    const state = done(step) ? "done" : index === current ? presentState(flow) : "ahead";
    return { title, note, state };
  });
}

function presentState(flow: Flow): RoomStep["state"] {
  if (flow.stage === "FAILED" || flow.stage === "LEASE_LOST") return "failed";
  return "current";
}
