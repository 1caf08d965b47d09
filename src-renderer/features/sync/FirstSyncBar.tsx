/** First sync and rebuild: how far, of what, how long still. The pages work meanwhile and are marked incomplete. */
import { useEffect, useRef, useState } from "react";
import type { SyncStatus } from "#shared/contract/ipc.ts";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { durationText } from "#renderer/ui/times.ts";
import { ENTITY_LABELS, firstSyncShare, presentEntity } from "./firstSync.ts";
import styles from "./sync.module.css";

export function FirstSyncBar({ status }: { status: SyncStatus }) {
  const share = firstSyncShare(status);
  const left = useTimeLeft(share);
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
          {left === null ? "" : ` · about ${left} left`}
        </span>
        <span className="secondary">Lists are incomplete until then. You can work meanwhile.</span>
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

/** From the pace so far; null until it can be told. */
function useTimeLeft(share: number | null): string | null {
  const { now } = usePreferences();
  const start = useRef<{ at: number; share: number } | null>(null);
  if (share === null) return null;
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
