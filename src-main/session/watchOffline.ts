/** Counts how long the central service has been away, and says when the person has read long enough without it (R2.5). */
import type { Timer } from "#main/world/clock.ts";
import type { OfflinePass } from "./offlinePass.ts";

const LOOK_EVERY_MS = 60_000;

/** `lastAnswerAt`: when the service last answered anything, milliseconds since 1970. The returned function stops it. */
export function watchOffline(rooms: {
  timer: Timer;
  pass: Pick<OfflinePass, "contact" | "passed" | "whyOver">;
  lastAnswerAt: () => number | null;
  onOver: (words: string) => void;
}): () => void {
  let seen: number | null = null;
  let cancel = look();
  function look(): () => void {
    return rooms.timer.after(LOOK_EVERY_MS, () => {
      const at = rooms.lastAnswerAt();
      if (at !== null && at !== seen) rooms.pass.contact(at);
      else {
        rooms.pass.passed(LOOK_EVERY_MS);
        const words = rooms.pass.whyOver();
        if (words !== null) rooms.onOver(words);
      }
      seen = at;
      cancel = look();
    });
  }
  return () => cancel();
}
