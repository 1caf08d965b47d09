/** The six steps in their order, the pre-flight checks, and the one question that must always have an answer. */
import { IconAlertTriangle, IconCheck, IconX } from "@tabler/icons-react";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { clockTime } from "#renderer/ui/times.ts";
import { classNames } from "#renderer/ui/classNames.ts";
import { t } from "#renderer/i18n/t.ts";
import type { Flow } from "./executionFlow.ts";
import type { MoneyAnswer } from "./moneyNow.ts";
import { roomSteps } from "./stepList.ts";
import styles from "./execution.module.css";
import { PreflightWords } from "./PreflightWords.tsx";

export function StepsColumn({
  flow,
  required,
  answer,
  completed,
}: {
  flow: Flow;
  required: number | null;
  answer: MoneyAnswer;
  completed: boolean;
}) {
  const { zone } = usePreferences();
  const review = flow.stage === "PROVE" || flow.stage === "CLAIMING" ? null : flow.review;
  const steps = roomSteps(flow, {
    leaseTakenAt: review === null ? null : clockTime(review.lease.takenAt, zone),
    required,
    completed,
  });
  return (
    <aside className={styles.steps} aria-label={t("execution:steps.region")} tabIndex={0}>
      <h2>{t("execution:steps.title")}</h2>
      <ol className={styles.stepList} aria-live="polite">
        {steps.map((step, index) => (
          <li
            key={step.title}
            className={styles[step.state]}
            aria-current={step.state === "current" ? "step" : undefined}
          >
            <span className={styles.stepMark} aria-hidden="true">
              {step.state === "done" ? (
                <IconCheck size={12} stroke={2} />
              ) : step.state === "failed" ? (
                <IconX size={12} stroke={2} />
              ) : (
                index + 1
              )}
            </span>
            <span>
              <span className={styles.stepTitle}>
                {step.title}
                <span className="spoken">
                  {t("execution:steps.titled", { state: t(`execution:steps.spoken.${step.state}`) })}
                </span>
              </span>
              <span className={styles.stepNote}>{step.note}</span>
            </span>
          </li>
        ))}
      </ol>
      {review === null ? null : (
        <div className={styles.preflight}>
          <h2>{t("execution:preflight.title")}</h2>
          <ul>
            {review.preflight.map((check) => (
              <li key={check.key} className={check.ok ? undefined : styles.checkFailed}>
                {check.ok ? (
                  <IconCheck size={13} stroke={1.75} aria-label={t("execution:preflight.passed")} />
                ) : (
                  <IconAlertTriangle size={13} stroke={1.75} aria-label={t("execution:preflight.failed")} />
                )}
                <PreflightWords check={check} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className={classNames(styles.box, styles.boxEnd, answer.can !== "NO" && styles.boxLoud)} role="status">
        <h2>{t("execution:money.question")}</h2>
        <p>{answer.text}</p>
      </div>
    </aside>
  );
}
