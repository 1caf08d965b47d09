import { t } from "#renderer/i18n/t.ts";
import styles from "./Skeleton.module.css";

const WIDTHS = ["62%", "84%", "48%", "76%", "55%", "90%", "40%", "68%"];

/** Grey lines, seen only when the wait is longer than 150 ms. */
export function Skeleton({ lines = 8, label = t("ui:loading") }: { lines?: number; label?: string }) {
  return (
    <div className={styles.skeleton} role="status" aria-label={label} data-placeholder>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className={styles.line} style={{ width: WIDTHS[index % WIDTHS.length] }} />
      ))}
    </div>
  );
}
