import { IconLock } from "@tabler/icons-react";
import { useUser } from "#renderer/api/session.tsx";
import { ROLE_LABELS, type Role } from "#shared/domain/permissions.ts";
import type { Refund } from "#shared/contract/refund.ts";
import styles from "./execution.module.css";

/** The only head of the room: what is done for whom, how long the claim lasts, and by whom. */
export function RoomBar({ title, refund, secondsLeft }: { title: string; refund: Refund; secondsLeft: number | null }) {
  const user = useUser();
  const [role] = user.roles;
  return (
    <header className={styles.bar}>
      <div className={styles.barTitle}>
        <h1>{title}</h1>
        <span>
          {refund.refundNo} · returns deposit {refund.recordNo} to {refund.customerName}, {refund.customerNo}
        </span>
      </div>
      <div className={styles.barEnd}>
        {secondsLeft === null ? null : (
          <span className={styles.lease} role="timer" aria-label="Claim">
            <IconLock size={14} stroke={1.75} aria-hidden="true" />
            Claimed by you, <strong className="numeric">{secondsLeft} s</strong> left
          </span>
        )}
        <span>
          <strong>{user.displayName}</strong> {role === undefined ? "" : (ROLE_LABELS[role as Role] ?? role)}
        </span>
      </div>
    </header>
  );
}
