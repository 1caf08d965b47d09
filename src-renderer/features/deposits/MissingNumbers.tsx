import { listText } from "#renderer/i18n/listText.ts";
import { t } from "#renderer/i18n/t.ts";
import { CopyButton } from "#renderer/ui/CopyButton.tsx";
import styles from "./DepositRecordsPage.module.css";

const NAMED = 12;

/** Of a pasted list: the numbers that no record has. */
export function MissingNumbers({ asked, missing }: { asked: number; missing: readonly string[] }) {
  const rest = missing.length - NAMED;
  const named = listText(missing.slice(0, NAMED));
  return (
    <div className={styles.missing} role="status">
      <span>
        <strong>{t("deposits:missing.title", { missing: missing.length, asked })}</strong>{" "}
        {rest > 0 ? t("deposits:missing.more", { numbers: named, more: rest }) : named}
      </span>
      <CopyButton text={missing.join("\n")} what={t("deposits:missing.what")} label={t("deposits:missing.copy")} />
    </div>
  );
}
