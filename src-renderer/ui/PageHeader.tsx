import { useEffect, type ReactNode } from "react";
import { t } from "#renderer/i18n/t.ts";
import styles from "./PageHeader.module.css";

/** The guide's path in its exact words above the title. `path` is one text, so that it can be searched and read as it is. */
export function PageHeader({ path, title, actions }: { path: string; title: ReactNode; actions?: ReactNode }) {
  useEffect(() => {
    document.title = typeof title === "string" ? `${title} - ${t("common:product")}` : t("common:product");
  }, [title]);
  return (
    <header className={styles.header}>
      <div>
        <nav className={styles.path} aria-label={t("ui:path")}>
          {path}
        </nav>
        <h1 className={styles.title}>{title}</h1>
      </div>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
