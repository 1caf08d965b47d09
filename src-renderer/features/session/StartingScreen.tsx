import { t } from "#renderer/i18n/t.ts";
import { Brand } from "#renderer/ui/Brand.tsx";
import styles from "./session.module.css";

/** Seen only when opening the rooms takes longer than a moment. */
export function StartingScreen() {
  return (
    <main className={styles.starting} role="status">
      <Brand large />
      <p className="secondary">{t("session:starting")}</p>
    </main>
  );
}
