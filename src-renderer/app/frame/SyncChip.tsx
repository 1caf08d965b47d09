import { IconCloudOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useSyncStatus } from "#renderer/api/session.tsx";
import { classNames } from "#renderer/ui/classNames.ts";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { clockMinute, clockTime } from "#renderer/ui/times.ts";
import { firstSyncShare } from "#renderer/features/sync/firstSync.ts";
import styles from "./TopBar.module.css";

/** How fresh this computer's copy is. Leads to the sync page of the settings. */
export function SyncChip() {
  const status = useSyncStatus();
  const { zone } = usePreferences();
  if (!status) return null;
  if (status.phase === "OFFLINE")
    return (
      <Link to="/settings" className={classNames(styles.chip, styles.offline)}>
        <IconCloudOff size={15} stroke={1.75} aria-hidden="true" />
        {status.offlineSince === null ? "Offline" : `Offline since ${clockMinute(status.offlineSince, zone)}`}
      </Link>
    );
  if (status.phase === "FIRST_SYNC" || status.phase === "REBUILDING") {
    const share = firstSyncShare(status);
    return (
      <Link to="/settings" className={classNames(styles.chip, styles.working)}>
        <span className={styles.dot} aria-hidden="true" />
        {status.phase === "REBUILDING" ? "Rebuilding" : "First sync"}
        {status.paused ? " paused" : ""}
        {share === null ? null : <span className={styles.seq}>{Math.floor(share * 100)} %</span>}
      </Link>
    );
  }
  return (
    <Link to="/settings" className={styles.chip}>
      <span className={styles.dot} aria-hidden="true" />
      <span>{status.asOf === null ? "Not synced yet" : `Synced ${clockTime(status.asOf, zone)}`}</span>
      {status.seq === null ? null : <span className={styles.seq}>· #{status.seq.toLocaleString("en-GB")}</span>}
    </Link>
  );
}
