/** The six steps of the room and how far each has come. */
import type { ExecutionStep } from "#shared/contract/ipc.ts";
import { t } from "#renderer/i18n/t.ts";
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
  const required = requiredText(texts.required);
  const steps: [ExecutionStep, string][] = [
    [
      "CLAIMED",
      texts.leaseTakenAt === null
        ? t("execution:steps.CLAIMED.note")
        : t("execution:steps.CLAIMED.taken", { at: texts.leaseTakenAt }),
    ],
    [
      "CHECKED",
      review === null
        ? t("execution:steps.CHECKED.note")
        : t("execution:steps.CHECKED.passed", { passed, all: review.preflight.length }),
    ],
    ["SIGNED", t("execution:steps.SIGNED.note")],
    ["RECORDED", t("execution:steps.RECORDED.note")],
    ["BROADCAST", t("execution:steps.BROADCAST.note")],
    [
      "TRACKING",
      t(review?.purpose === "VOID" ? "execution:steps.TRACKING.void" : "execution:steps.TRACKING.refunded", {
        required,
      }),
    ],
  ];
  // Tracking has begun when it is reached; it is over when the refund is Completed.
  const done = (step: ExecutionStep) => (step === "TRACKING" ? texts.completed : stepReached(reached, step));
  const current = steps.findIndex(([step]) => !done(step));
  return steps.map(([step, note], index) => {
    const state = done(step) ? "done" : index === current ? presentState(flow) : "ahead";
    return { title: t(`execution:steps.${step}.title`), note, state };
  });
}

/** How many confirmations end the tracking. */
export function requiredText(required: number | null): string {
  return required === null ? t("execution:required.all") : t("execution:required.of", { all: required });
}

function presentState(flow: Flow): RoomStep["state"] {
  if (flow.stage === "FAILED" || flow.stage === "LEASE_LOST") return "failed";
  return "current";
}
