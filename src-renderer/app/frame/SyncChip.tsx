import { IconCloudOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useSyncStatus } from "#renderer/api/session.tsx";
import { countText } from "#renderer/i18n/countText.ts";
import { t } from "#renderer/i18n/t.ts";
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
        {status.offlineSince === null
          ? t("frame:sync.offline")
          : t("frame:sync.offlineSince", { time: clockMinute(status.offlineSince, zone) })}
      </Link>
    );
  if (status.phase === "FIRST_SYNC" || status.phase === "REBUILDING") {
    const share = firstSyncShare(status);
    return (
      <Link to="/settings" className={classNames(styles.chip, styles.working)}>
        <span className={styles.dot} aria-hidden="true" />
        {status.phase === "REBUILDING"
          ? t(status.paused ? "frame:sync.rebuildingPaused" : "frame:sync.rebuilding")
          : t(status.paused ? "frame:sync.firstPaused" : "frame:sync.first")}
        {share === null ? null : <span className={styles.seq}>{Math.floor(share * 100)} %</span>}
      </Link>
    );
  }
  return (
    <Link to="/settings" className={styles.chip}>
      <span className={styles.dot} aria-hidden="true" />
      <span>
        {status.asOf === null ? t("frame:sync.never") : t("frame:sync.synced", { time: clockTime(status.asOf, zone) })}
      </span>
      {status.seq === null ? null : <span className={styles.seq}>· #{countText(status.seq)}</span>}
    </Link>
  );
}
