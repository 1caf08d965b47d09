/** Without a connection: since when, how old the records are, what does not work. It stays; it cannot be closed. */
import { IconCloudOff, IconRefresh } from "@tabler/icons-react";
import type { SyncStatus } from "#shared/contract/ipc.ts";
import { useCall, useMutationCall } from "#renderer/api/calls.ts";
import { useSession } from "#renderer/api/session.tsx";
import { sentences } from "#renderer/i18n/sentences.ts";
import { t } from "#renderer/i18n/t.ts";
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
  const synced =
    status.asOf === null
      ? t("sync:offline.never")
      : t("sync:offline.synced", {
          time: sameDay(status.asOf, now(), zone) ? clockTime(status.asOf, zone) : shortDateTime(status.asOf, zone),
        });
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
            busyText={t("sync:offline.trying")}
            onClick={() => retry.mutate({})}
          >
            {t("ui:retry")}
          </ActionButton>
        </>
      }
    >
      <strong>
        {status.offlineSince === null
          ? t("sync:offline.title")
          : t("sync:offline.since", { time: clockMinute(status.offlineSince, zone) })}
      </strong>{" "}
      {sentences([
        synced,
        t("sync:offline.disabled"),
        waiting === 0 ? null : t("sync:offline.marks", { count: waiting }),
        until === null ? null : t("sync:offline.readUntil", { time: momentNear(until, now(), zone) }),
        status.problem,
      ])}
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
        ? t("sync:offline.tryingNow")
        : t("sync:offline.nextTry", { time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` })}
    </span>
  );
}
