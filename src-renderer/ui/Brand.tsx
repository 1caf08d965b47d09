import { t } from "#renderer/i18n/t.ts";
import styles from "./Brand.module.css";

/** The product's sign and name. */
export function Brand({ large = false }: { large?: boolean }) {
  const size = large ? 26 : 18;
  return (
    <span className={large ? styles.large : styles.brand}>
      <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
        <rect width="24" height="24" rx="5" className={styles.ground} />
        <path d="M12 5v8.2m-3.4-3.2 3.4 3.4 3.4-3.4M6.2 12.6V18h11.6v-5.4" className={styles.sign} />
      </svg>
      <span className={styles.name}>{t("common:product")}</span>
    </span>
  );
}
