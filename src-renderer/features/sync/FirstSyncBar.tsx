/** First sync and rebuild: how far, of what, how long still, and a pause. The pages work meanwhile and are marked incomplete. */
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { SyncStatus } from "#shared/contract/ipc.ts";
import { useMutationCall } from "#renderer/api/calls.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { durationText } from "#renderer/ui/times.ts";
import { ENTITY_LABELS, firstSyncShare, presentEntity } from "./firstSync.ts";
import styles from "./sync.module.css";

export function FirstSyncBar({ status }: { status: SyncStatus }) {
  const share = firstSyncShare(status);
  const left = useTimeLeft(status.paused ? null : share);
  const pause = useMutationCall("sync", "pause");
  const Icon = status.paused ? IconPlayerPlay : IconPlayerPause;
  const entity = presentEntity(status);
  const words = entity
    ? `${ENTITY_LABELS[entity.name]} ${entity.done.toLocaleString("en-GB")}${entity.of === null ? "" : ` of ${entity.of.toLocaleString("en-GB")}`}`
    : "Almost done";
  const spoken = useAtMostEvery(words, 5_000);
  return (
    <div className={styles.first}>
      <div className={styles.words}>
        <span>
          <strong>{status.phase === "REBUILDING" ? "Rebuilding this computer's copy." : "First sync."}</strong> {words}
          {status.paused ? " · paused" : left === null ? "" : ` · about ${left} left`}
        </span>
        <span className={styles.side}>
          <span className="secondary">
            {status.phase === "REBUILDING"
              ? "The former copy is shown until then."
              : "Lists are incomplete until then. You can work meanwhile."}
          </span>
          <ActionButton
            size="small"
            icon={<Icon size={15} stroke={1.75} aria-hidden="true" />}
            busy={pause.isPending}
            onClick={() => pause.mutate({ on: !status.paused })}
          >
            {status.paused ? "Go on" : "Pause"}
          </ActionButton>
        </span>
      </div>
      <div
        role="progressbar"
        aria-label="First sync"
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
