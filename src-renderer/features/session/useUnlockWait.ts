import type { CallError } from "#renderer/api/CallError.ts";
import { useNow } from "#renderer/ui/preferences.tsx";
import { durationText } from "#renderer/ui/times.ts";

/** How long a locked account still has to wait, in words; null when it may try. */
export function useUnlockWait(error: CallError | null): string | null {
  const now = useNow(1_000);
  const until = error?.body.unlockAt;
  if (until === undefined) return null;
  const left = new Date(until).getTime() - now;
  return left <= 0 ? null : durationText(left + 999);
}
