import { IconAlertTriangle, IconCheck, IconLoader2, IconMinus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { classNames } from "./classNames.ts";
import styles from "./CheckLine.module.css";

export type CheckState = "passed" | "failed" | "running" | "open";

/** One check: its result, its words, and the evidence (when, by how many) at the end. */
export function CheckLine({
  state,
  children,
  evidence,
}: {
  state: CheckState;
  children: ReactNode;
  evidence?: ReactNode;
}) {
  const Sign =
    state === "passed"
      ? IconCheck
      : state === "failed"
        ? IconAlertTriangle
        : state === "running"
          ? IconLoader2
          : IconMinus;
  return (
    <div
      className={classNames(
        styles.line,
        state === "passed" ? styles.good : state === "failed" ? styles.bad : styles.open,
      )}
    >
      <span className={styles.words}>
        <Sign size={14} stroke={1.75} aria-hidden="true" />
        <span>{children}</span>
      </span>
      {evidence === undefined ? null : <span className={styles.evidence}>{evidence}</span>}
    </div>
  );
}
