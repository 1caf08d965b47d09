import { useId, type ReactNode } from "react";
import styles from "./request.module.css";

/** A numbered part of the form. */
export function FormSection({
  number,
  title,
  aside,
  children,
}: {
  number: number;
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.sectionHead}>
        <h2 id={id}>
          <span className={styles.number} aria-hidden="true">
            {number}
          </span>
          {title}
        </h2>
        {aside === undefined ? null : <span className={styles.sectionAside}>{aside}</span>}
      </div>
      <div className={styles.sectionBody}>{children}</div>
    </section>
  );
}
