/** Locks the session when nobody has touched the computer for five minutes (R2.4). */
import type { Timer } from "#main/world/clock.ts";

export const IDLE_LOCK_SECONDS = 5 * 60;
const LOOK_EVERY_MS = 5_000;

export function startIdleLock(rooms: { timer: Timer; idleSeconds: () => number; lock: () => void }): () => void {
  let cancel = look();
  function look(): () => void {
    return rooms.timer.after(LOOK_EVERY_MS, () => {
      if (rooms.idleSeconds() >= IDLE_LOCK_SECONDS) rooms.lock();
      cancel = look();
    });
  }
  return () => cancel();
}
