import { t } from "#renderer/i18n/t.ts";
import { CheckLine } from "#renderer/ui/CheckLine.tsx";
import type { Precondition } from "./preconditions.ts";
import styles from "./request.module.css";

/** What must hold before a refund can be requested, each with its present value. */
export function PreconditionList({ preconditions }: { preconditions: readonly Precondition[] }) {
  return (
    <ul className={styles.preconditions} aria-label={t("request:precondition.title")}>
      {preconditions.map((one) => (
        <li key={one.key}>
          <CheckLine state={one.met ? "passed" : "failed"} evidence={one.detail}>
            {one.label}
          </CheckLine>
        </li>
      ))}
    </ul>
  );
}
