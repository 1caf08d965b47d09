import { useState } from "react";
import type { CallError } from "#renderer/api/CallError.ts";
import { useNow } from "#renderer/ui/preferences.tsx";
import { durationText } from "#renderer/ui/times.ts";

/** How long a locked account, or one that tried too often, still has to wait, in words; null when it may try. */
export function useUnlockWait(error: CallError | null): string | null {
  const now = useNow(1_000);
  // Seconds to wait count from the moment at which they were told.
  const [told, setTold] = useState<{ error: CallError | null; at: number }>({ error: null, at: 0 });
  if (told.error !== error) setTold({ error, at: now });
  const until = untilOf(error, told.error === error ? told.at : now);
  if (until === null) return null;
  const left = until - now;
  return left <= 0 ? null : durationText(left + 999);
}

function untilOf(error: CallError | null, toldAt: number): number | null {
  const { unlockAt, retryAfterSeconds } = error?.body ?? {};
  if (unlockAt !== undefined) return new Date(unlockAt).getTime();
  // The page's clock ticks once a second: one more, or the last try would come too early.
  return retryAfterSeconds === undefined ? null : toldAt + (retryAfterSeconds + 1) * 1_000;
}
