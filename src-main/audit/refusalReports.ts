/**
 * What this workstation refused by itself, told to the central audit log (R3.3). Kept in memory until the central service is reached; equal refusals are
 * counted, not repeated, and a page gone wild can neither fill the memory nor the log. Only names and codes leave: no input, no words, no secret.
 */
import { http } from "#shared/contract/http.ts";
import type { WorkstationRefusal } from "#shared/contract/audit.ts";
import { isAppError } from "#shared/errors.ts";
import type { Log } from "#main/log/Log.ts";
import type { Remote } from "#main/remote/Remote.ts";
import { type Clock, type Timer, timestampOf } from "#main/world/clock.ts";
import type { Random } from "#main/world/random.ts";

export type LocalRefusal = Pick<WorkstationRefusal, "call" | "code" | "missingPermission">;

export type RefusalReports = {
  /** Nobody signed in: nobody to tell it of; the local log has it. */
  add(refusal: LocalRefusal): void;
  /** Before a sign-out, while the person's session still stands. Never throws, never takes long. */
  flush(): Promise<void>;
  close(): void;
};

/** What follows within this time goes into the same batch. */
const GATHER_MS = 2_000;
/** Between two batches, and before the next try. */
const PAUSE_MS = 15_000;
const MOST_KEPT = 200;
const MOST_IN_BATCH = 50;
const FLUSH_TIMEOUT_MS = 3_000;

type Kept = WorkstationRefusal & { userId: string };
type Batch = { refusals: Kept[]; dropped: number; idempotencyKey: string };

export function createRefusalReports(rooms: {
  remote: Pick<Remote, "call">;
  clock: Clock;
  timer: Timer;
  random: Random;
  log: Log;
  online: () => boolean;
  /** of the present session, also while it is locked */
  userId: () => string | null;
}): RefusalReports {
  const { clock, timer, log } = rooms;
  let kept: Kept[] = [];
  const dropped = new Map<string, number>();
  let cancel: (() => void) | null = null;
  /** by person: sent, and not known to have arrived */
  const unanswered = new Map<string, Batch>();
  let sending: Promise<void> | null = null;
  let closed = false;

  function plan(delayMs: number): void {
    if (closed) return;
    cancel ??= timer.after(delayMs, () => {
      cancel = null;
      void send();
    });
  }

  function send(): Promise<void> {
    sending ??= sendBatch().finally(() => {
      sending = null;
      if (kept.length > 0 || unanswered.size > 0) plan(PAUSE_MS);
    });
    return sending;
  }

  async function sendBatch(): Promise<void> {
    const userId = rooms.userId();
    if (userId === null || !rooms.online()) return;
    const batch = unanswered.get(userId) ?? takeBatch(userId);
    if (batch === null) return;
    unanswered.set(userId, batch);
    try {
      await rooms.remote.call(http.audit.report, {
        body: { refusals: batch.refusals.map(({ userId: _whose, ...refusal }) => refusal), dropped: batch.dropped },
        // The same after a timeout: what arrived is not written twice.
        idempotencyKey: batch.idempotencyKey,
        retry: "never",
        timeoutMs: FLUSH_TIMEOUT_MS,
      });
      unanswered.delete(userId);
    } catch (error) {
      if (isHopeless(error)) {
        unanswered.delete(userId);
        log.error("refused calls are not accepted by the central service; they stand in this log alone", { error });
      } else log.warn("refused calls could not be told to the central service; they are kept", { error });
    }
  }

  /** Of this person alone: another's session must not speak for them. */
  function takeBatch(userId: string): Batch | null {
    const refusals = kept.filter((one) => one.userId === userId).slice(0, MOST_IN_BATCH);
    if (refusals.length === 0) return null;
    const taken = new Set(refusals);
    kept = kept.filter((one) => !taken.has(one));
    const batch = { refusals, dropped: dropped.get(userId) ?? 0, idempotencyKey: rooms.random.uuid() };
    dropped.delete(userId);
    return batch;
  }

  return {
    add({ call, code, missingPermission }) {
      const userId = rooms.userId();
      if (userId === null) return;
      const same = kept.find(
        (one) =>
          one.userId === userId &&
          one.call === call &&
          one.code === code &&
          one.missingPermission === missingPermission,
      );
      if (same) same.times += 1;
      else if (kept.length < MOST_KEPT)
        kept.push({ userId, call, code, missingPermission, times: 1, at: timestampOf(clock.now()) });
      else dropped.set(userId, (dropped.get(userId) ?? 0) + 1);
      plan(GATHER_MS);
    },
    flush: send,
    close() {
      closed = true;
      cancel?.();
    },
  };
}

/** The same batch would be refused again: an older service, or a fault of ours. */
function isHopeless(error: unknown): boolean {
  return (["NOT_FOUND", "VALIDATION_FAILED", "IDEMPOTENCY_KEY_REUSED", "PERMISSION_DENIED"] as const).some((code) =>
    isAppError(error, code),
  );
}
