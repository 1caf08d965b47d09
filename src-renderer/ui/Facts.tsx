/** Labelled facts in one label column (112 px), two columns of facts where there is room. */
import type { ReactNode } from "react";
import { classNames } from "./classNames.ts";
import styles from "./Facts.module.css";

/** `framed`: with a hairline round it, as in dialogs. */
export function FactList({
  children,
  columns = 1,
  framed = false,
  className,
}: {
  children: ReactNode;
  columns?: 1 | 2;
  framed?: boolean;
  className?: string | undefined;
}) {
  return (
    <dl className={classNames(styles.list, columns === 2 && styles.two, framed && styles.framed, className)}>
      {children}
    </dl>
  );
}

/** `wide`: over both columns. */
export function FactRow({ label, children, wide = false }: { label: string; children: ReactNode; wide?: boolean }) {
  return (
    <div className={classNames(styles.row, wide && styles.wide)}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}
