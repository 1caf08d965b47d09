/** How fresh what is shown is: live while the copy follows the central service, else the moment it last equalled it, in the colour of caution. */
import { Age, TimeText } from "./TimeText.tsx";
import styles from "./FreshnessMark.module.css";

export function FreshnessMark({ asOf, live }: { asOf: string | null; live: boolean }) {
  if (asOf === null) return <span className={styles.stale}>not synchronised yet</span>;
  if (live)
    return (
      <span className="numeric">
        live <TimeText at={asOf} form="auto" withZone />
      </span>
    );
  return (
    <span className={styles.stale} role="status">
      as of <TimeText at={asOf} form="auto" withZone />, <Age since={asOf} suffix=" ago" />
    </span>
  );
}
