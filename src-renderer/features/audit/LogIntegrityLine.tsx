/** What this computer knows of the log: the newest signed head that it keeps, and that every later one continues it. */
import { IconAlertOctagon, IconShieldCheck } from "@tabler/icons-react";
import { useCall } from "#renderer/api/calls.ts";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import styles from "./audit.module.css";

export function LogIntegrityLine() {
  const integrity = useCall("audit", "integrity", {});
  const { head = null, checkedAt = null, broken = null } = integrity.data ?? {};
  return (
    <div className={styles.integrity} role="status" aria-label="Integrity of the log">
      {broken !== null ? (
        <span className={styles.broken}>
          <IconAlertOctagon size={15} stroke={1.75} aria-hidden="true" />
          Not the log that this computer has seen: {broken}.
        </span>
      ) : head === null ? (
        <span className="quiet">
          This computer keeps no signed head of the log yet. It asks for one with every sync.
        </span>
      ) : (
        <span className={styles.whole}>
          <IconShieldCheck size={15} stroke={1.75} aria-hidden="true" />
          Signed up to event <span className="numeric">{head.size.toLocaleString("en-GB")}</span>,{" "}
          <TimeText at={head.at} form="auto" />, and proven to continue what this computer has seen
        </span>
      )}
      {checkedAt === null ? null : (
        <span className="quiet">
          compared <TimeText at={checkedAt} form="auto" />
        </span>
      )}
    </div>
  );
}
