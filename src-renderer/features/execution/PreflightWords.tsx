/** What a pre-flight check found, in the operator's language, with the engine's own English sentence below: it holds the counts and numbers. */
import type { ExecutionReview } from "#shared/contract/executionReview.ts";
import { preflightText } from "./preflightText.ts";
import styles from "./execution.module.css";

export function PreflightWords({ check }: { check: ExecutionReview["preflight"][number] }) {
  const text = preflightText(check);
  return text === check.label ? (
    <span>{text}</span>
  ) : (
    <span>
      {text}
      <span className={styles.checkOrigin} lang="en">
        {check.label}
      </span>
    </span>
  );
}
