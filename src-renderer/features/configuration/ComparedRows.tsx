/** What holds beside what is proposed, row by row. */
import { t } from "#renderer/i18n/t.ts";
import styles from "./configuration.module.css";

export type ComparedRow = { label: string; before: string; after: string };

/** `now`, `next`: rows with the same labels in the same order. */
export function compared(
  now: readonly { label: string; value: string }[] | null,
  next: readonly { label: string; value: string }[],
): ComparedRow[] {
  return next.map(({ label, value }, index) => ({ label, before: now?.[index]?.value ?? "–", after: value }));
}

export function ComparedRows({ caption, head, rows }: { caption: string; head: string; rows: readonly ComparedRow[] }) {
  return (
    <table className={styles.compared}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">{t("configuration:compared.now")}</th>
          <th scope="col">{t("configuration:compared.proposed")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, before, after }) => (
          <tr key={label} className={after === before ? undefined : styles.changed}>
            <th scope="row">{label}</th>
            <td>{before}</td>
            <td>
              {after === before ? (
                <span className="quiet">{t("configuration:compared.unchanged")}</span>
              ) : (
                <strong>{after}</strong>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
