/** First sync and rebuild: how far, of what, how long still, and a pause. The pages work meanwhile and are marked incomplete. */
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { SyncStatus } from "#shared/contract/ipc.ts";
import { useMutationCall } from "#renderer/api/calls.ts";
import { countText } from "#renderer/i18n/countText.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { durationText } from "#renderer/ui/times.ts";
import { entityLabel, firstSyncShare, presentEntity } from "./firstSync.ts";
import styles from "./sync.module.css";

export function FirstSyncBar({ status }: { status: SyncStatus }) {
  const share = firstSyncShare(status);
  const left = useTimeLeft(status.paused ? null : share);
  const pause = useMutationCall("sync", "pause");
  const Icon = status.paused ? IconPlayerPlay : IconPlayerPause;
  const entity = presentEntity(status);
  const words = entity ? entityWords(entity) : t("sync:first.almost");
  const spoken = useAtMostEvery(words, 5_000);
  return (
    <div className={styles.first}>
      <div className={styles.words}>
        <span>
          <strong>{status.phase === "REBUILDING" ? t("sync:first.rebuilding") : t("sync:first.running")}</strong>{" "}
          {words}
          {status.paused
            ? ` · ${t("sync:first.paused")}`
            : left === null
              ? ""
              : ` · ${t("sync:first.left", { duration: left })}`}
        </span>
        <span className={styles.side}>
          <span className="secondary">
            {status.phase === "REBUILDING" ? t("sync:first.former") : t("sync:first.incomplete")}
          </span>
          <ActionButton
            size="small"
            icon={<Icon size={15} stroke={1.75} aria-hidden="true" />}
            busy={pause.isPending}
            onClick={() => pause.mutate({ on: !status.paused })}
          >
            {status.paused ? t("sync:first.goOn") : t("sync:first.pause")}
          </ActionButton>
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={t("sync:first.title")}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share === null ? {} : { "aria-valuenow": Math.floor(share * 100) })}
        aria-valuetext={spoken}
        className={styles.track}
      >
        <div className={styles.fill} style={{ width: `${(share ?? 0) * 100}%` }} />
      </div>
    </div>
  );
}

function entityWords({ name, done, of }: SyncStatus["entities"][number]): string {
  const entity = entityLabel(name);
  return of === null
    ? t("sync:first.done", { entity, done: countText(done) })
    : t("sync:first.doneOf", { entity, done: countText(done), of: countText(of) });
}

/** From the pace since the start or the last pause; null until it can be told. */
function useTimeLeft(share: number | null): string | null {
  const { now } = usePreferences();
  const start = useRef<{ at: number; share: number } | null>(null);
  if (share === null) {
    start.current = null;
    return null;
  }
  start.current ??= { at: now(), share };
  const gained = share - start.current.share;
  const elapsed = now() - start.current.at;
  return gained < 0.02 || elapsed < 2_000 ? null : durationText((elapsed / gained) * (1 - share));
}

/** A screen reader is told at most every `everyMs`. */
function useAtMostEvery(text: string, everyMs: number): string {
  const [told, setTold] = useState(text);
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    const timer = setInterval(() => setTold(latest.current), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return told;
}
