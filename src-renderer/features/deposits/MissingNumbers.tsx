import { CopyButton } from "#renderer/ui/CopyButton.tsx";
import styles from "./DepositRecordsPage.module.css";

const NAMED = 12;

/** Of a pasted list: the numbers that no record has. */
export function MissingNumbers({ asked, missing }: { asked: number; missing: readonly string[] }) {
  const rest = missing.length - NAMED;
  return (
    <div className={styles.missing} role="status">
      <span>
        <strong>
          {missing.length} of {asked} record nos. not found:
        </strong>{" "}
        {missing.slice(0, NAMED).join(", ")}
        {rest > 0 ? ` and ${rest} more` : ""}
      </span>
      <CopyButton text={missing.join("\n")} what="the numbers not found" label="Copy all" />
    </div>
  );
}
