/** A record as it was looked at and as it is now, side by side. */
import type { Deposit } from "#shared/contract/deposit.ts";
import { recordDifferences } from "./recordDifferences.ts";
import styles from "./RecordDifferences.module.css";

export function RecordDifferences({ seen, now }: { seen: Deposit; now: Deposit }) {
  const rows = recordDifferences(seen, now);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <td />
          <th scope="col">When you looked (version {seen.version})</th>
          <th scope="col">Now (version {now.version})</th>
        </tr>
      </thead>
      <tbody>
        {rows.length === 0 ? (
          <tr>
            <th scope="row">Shown facts</th>
            <td colSpan={2}>Nothing that is shown here has changed; the timeline tells what happened.</td>
          </tr>
        ) : (
          rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              <td>{row.seen}</td>
              <td>
                <strong>{row.now}</strong>
              </td>
            </tr>
          ))
        )}
      </tbody>
    </table>
  );
}
