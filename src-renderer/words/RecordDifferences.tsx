/** A record as it was looked at and as it is now, side by side. */
import type { Deposit } from "#shared/contract/deposit.ts";
import { t } from "#renderer/i18n/t.ts";
import { recordDifferences } from "./recordDifferences.ts";
import styles from "./RecordDifferences.module.css";

export function RecordDifferences({ seen, now }: { seen: Deposit; now: Deposit }) {
  const rows = recordDifferences(seen, now);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t("words:difference.seen", { version: seen.version })}</th>
          <th scope="col">{t("words:difference.now", { version: now.version })}</th>
        </tr>
      </thead>
      <tbody>
        {rows.length === 0 ? (
          <tr>
            <th scope="row">{t("words:difference.shown")}</th>
            <td colSpan={2}>{t("words:difference.none")}</td>
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
