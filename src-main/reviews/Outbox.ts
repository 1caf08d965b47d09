/**
 * Review marks and remarks: kept in the encrypted cache first, then sent (R24.2). What was written offline is sent when the service is reached again, if the
 * record is still the one that was looked at; otherwise the person compares and decides. Nothing else is ever queued (contract/outbox.ts).
 */
import { deposit, type Deposit } from "#shared/contract/deposit.ts";
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import { OUTBOX_KIND, type OutboxEntry } from "#shared/contract/outbox.ts";
import type { User } from "#shared/contract/session.ts";
import { whyNotReview } from "#shared/domain/reviews.ts";
import { AppError, isAppError } from "#shared/errors.ts";
import { isUnreached } from "#main/faults/isUnreached.ts";
import type { Log } from "#main/log/Log.ts";
import type { Remote } from "#main/remote/Remote.ts";
import type { Cache } from "#main/store/Cache.ts";
import type { WriterPort } from "#main/store/WriterPort.ts";
import { expectVersion } from "#main/sync/expectVersion.ts";
import { type Clock, timestampOf } from "#main/world/clock.ts";

type Input<Verb extends keyof Calls["reviews"]> = CallParsed<Calls["reviews"][Verb]>;

export type Outbox = {
  waiting(): OutboxEntry[];
  /** Null: the service has it. Throws INPUT_INVALID, NOT_FOUND, VERSION_MISMATCH; then nothing is kept. */
  mark(input: Input<"mark">): Promise<OutboxEntry | null>;
  /** The same words for the record as it is now. Throws NOT_FOUND, VERSION_MISMATCH. */
  again(input: Input<"again">): Promise<OutboxEntry | null>;
  drop(input: Input<"drop">): Promise<null>;
  /** Sends what waits, in order, as far as the service is reached. Never fails. */
  send(): Promise<void>;
};

/** The session has to be put right first; what waits goes on waiting. */
const NOT_NOW: ReadonlySet<string> = new Set([
  "TOKEN_EXPIRED",
  "TOKEN_INVALID",
  "REFRESH_INVALID",
  "REFRESH_REUSED",
  "NOT_SIGNED_IN",
]);

export function createOutbox(rooms: {
  remote: Remote;
  clock: Clock;
  log: Log;
  cache: () => Cache;
  writer: () => WriterPort;
  user: () => User;
  online: () => boolean;
  onChanged: (waiting: number) => void;
}): Outbox {
  const { remote, clock, log, cache, writer, online } = rooms;
  let sending: Promise<void> | null = null;
  let again = false;

  const waiting = () => cache().outbox(rooms.user().id);

  async function keep(entry: OutboxEntry): Promise<OutboxEntry | null> {
    await writer().keepInOutbox(rooms.user().id, entry);
    rooms.onChanged(waiting().length);
    await send();
    return waiting().find((one) => one.id === entry.id) ?? null;
  }

  function entryOf(id: string): OutboxEntry {
    const entry = waiting().find((one) => one.id === id);
    if (entry === undefined) throw new AppError("NOT_FOUND", "This no longer waits to be sent");
    return entry;
  }

  /** False: the rest has to wait. */
  async function sendOne(entry: OutboxEntry): Promise<boolean> {
    const { id, depositId, depositVersion, mark, remarks } = entry;
    try {
      await remote.call(http.deposits.review, {
        params: { id: depositId },
        ifMatch: depositVersion,
        idempotencyKey: id,
        body: { mark, remarks },
      });
    } catch (error) {
      if (!isAppError(error) || isUnreached(error) || error.retryable || NOT_NOW.has(error.code)) {
        log.info("what waits to be sent goes on waiting", { error });
        return false;
      }
      await writer().noteInOutbox({ ...entry, ...(await refusalOf(error, depositId)) });
      return true;
    }
    await writer().dropFromOutbox(id);
    return true;
  }

  async function refusalOf(
    error: AppError,
    depositId: string,
  ): Promise<Pick<OutboxEntry, "state" | "problem" | "current">> {
    const present = deposit.safeParse(error.extra.current);
    const current = present.success ? present.data : cache().deposit(depositId);
    if (error.code === "VERSION_MISMATCH") return { state: "CHANGED", problem: null, current };
    return { state: "REFUSED", problem: error.message, current };
  }

  async function sendAll(): Promise<void> {
    do {
      again = false;
      for (const entry of waiting().filter(({ state }) => state === "WAITING")) {
        const goOn = await sendOne(entry);
        rooms.onChanged(waiting().length);
        if (!goOn) return;
      }
    } while (again);
  }

  /** One at a time: whoever asks during a round gets another one right after it. */
  function send(): Promise<void> {
    if (!online()) return Promise.resolve();
    again = sending !== null;
    sending ??= sendAll()
      .catch((error: unknown) => log.error("what waits could not be sent", { error }))
      .finally(() => {
        sending = null;
      });
    return sending;
  }

  function newEntry(seen: Deposit, id: string, { mark, remarks }: Pick<OutboxEntry, "mark" | "remarks">): OutboxEntry {
    return {
      id,
      kind: OUTBOX_KIND,
      depositId: seen.id,
      depositVersion: seen.version,
      mark,
      remarks,
      madeAt: timestampOf(clock.now()),
      state: "WAITING",
      problem: null,
      seen,
      current: null,
    };
  }

  function present(depositId: string): Deposit {
    const found = cache().deposit(depositId);
    if (found === null) throw new AppError("NOT_FOUND", "This record is not in the copy on this computer");
    return found;
  }

  return {
    waiting,
    send,
    async mark({ depositId, version, idempotencyKey, ...words }) {
      const wrong = whyNotReview(words.mark, words.remarks);
      if (wrong !== null) throw new AppError("INPUT_INVALID", wrong);
      const seen = present(depositId);
      expectVersion(seen, version);
      return keep(newEntry(seen, idempotencyKey, words));
    },
    async again({ id, version, idempotencyKey }) {
      const entry = entryOf(id);
      const known = present(entry.depositId);
      // The service's refusal may be newer than the copy; the copy may have moved on since.
      const seen = entry.current !== null && entry.current.version > known.version ? entry.current : known;
      expectVersion(seen, version);
      return keep(newEntry(seen, idempotencyKey, entry));
    },
    async drop({ id }) {
      await writer().dropFromOutbox(entryOf(id).id);
      rooms.onChanged(waiting().length);
      return null;
    },
  };
}
