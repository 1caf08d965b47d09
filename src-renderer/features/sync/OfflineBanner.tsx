/** Without a connection: since when, how old the records are, what does not work. It stays; it cannot be closed. */
import { IconCloudOff, IconRefresh } from "@tabler/icons-react";
import type { SyncStatus } from "#shared/contract/ipc.ts";
import { useCall, useMutationCall } from "#renderer/api/calls.ts";
import { useSession } from "#renderer/api/session.tsx";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { useNow, usePreferences } from "#renderer/ui/preferences.tsx";
import { clockMinute, clockTime, momentNear, sameDay, shortDateTime } from "#renderer/ui/times.ts";
import styles from "./sync.module.css";

export function OfflineBanner({ status }: { status: SyncStatus }) {
  const { zone, now } = usePreferences();
  const until = useSession()?.offlineUntil ?? null;
  const waiting = useCall("reviews", "waiting", {}).data?.length ?? 0;
  const retry = useMutationCall("sync", "now");
  const since = status.offlineSince === null ? "." : ` since ${clockMinute(status.offlineSince, zone)}.`;
  const synced =
    status.asOf === null
      ? "No records were synced yet."
      : `Showing records synced at ${sameDay(status.asOf, now(), zone) ? clockTime(status.asOf, zone) : shortDateTime(status.asOf, zone)}.`;
  return (
    <Banner
      tone="hold"
      icon={<IconCloudOff size={17} stroke={1.75} aria-hidden="true" />}
      actions={
        <>
          {status.nextTryAt === null ? null : <NextTry at={status.nextTryAt} />}
          <ActionButton
            size="small"
            className={styles.retry}
            icon={<IconRefresh size={15} stroke={1.75} aria-hidden="true" />}
            busy={retry.isPending}
            busyText="Trying…"
            onClick={() => retry.mutate({})}
          >
            Retry
          </ActionButton>
        </>
      }
    >
      <strong>Offline{since}</strong> {synced} Cancelling, refunds and approvals are disabled.
      {waiting === 0 ? "" : ` ${waiting === 1 ? "1 review mark waits" : `${waiting} review marks wait`} to be sent.`}
      {until === null ? "" : ` Without a connection this copy can be read until ${momentNear(until, now(), zone)}.`}
      {status.problem === null ? "" : ` ${status.problem}`}
    </Banner>
  );
}

/** Counts down outside of what is read aloud. */
function NextTry({ at }: { at: string }) {
  const now = useNow(1_000);
  const seconds = Math.max(0, Math.ceil((new Date(at).getTime() - now) / 1_000));
  return (
    <span aria-hidden="true" className="numeric">
      {seconds === 0
        ? "Trying now"
        : `Next try in ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`}
    </span>
  );
}
