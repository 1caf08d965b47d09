import { useId, type ReactNode } from "react";
import { classNames } from "#renderer/ui/classNames.ts";
import styles from "./dashboard.module.css";

/** One part of the dashboard: its title, what it counts, and a link or a legend on the right. */
export function Panel({
  title,
  note,
  aside,
  className,
  children,
}: {
  title: string;
  note?: ReactNode;
  aside?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={classNames(styles.panel, className)} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {note === undefined ? null : <span className={styles.note}>{note}</span>}
        {aside === undefined ? null : <div className={styles.aside}>{aside}</div>}
      </div>
      {children}
    </section>
  );
}
