/**
 * The nudge stream (server-sent events): "something changed, ask the feed". No row data ever (API contract, Sync 6).
 * One look at the feed's head serves everybody; a session that ended, or whose rights changed, is told so and let go.
 */
import { and, eq, gt, inArray, isNull, lte, sql } from "drizzle-orm";

import { SECOND_MS } from "#central/clock.ts";
import { readRights } from "#central/accounts/rights.ts";
import type { PersonActor, Rooms } from "#central/context.ts";
import { feed, sessions, users } from "#central/store/tables.ts";
import type { Timer } from "#central/timer.ts";
import { entitiesFor } from "./entities.ts";
import { readFeedHead } from "./feedHead.ts";
import { permissionsHash } from "./permissionsHash.ts";

export const HEARTBEAT_MS = 15 * SECOND_MS;
const LOOK_MS = 500;

/** Where nudges go: one open connection. */
export type Listener = {
  readonly actor: PersonActor;
  send(event: string, data: Record<string, unknown>): void;
  heartbeat(): void;
  end(): void;
};

export type Nudges = {
  /** Says hello, and answers how to leave. */
  listen(listener: Listener): Promise<() => void>;
  /** Something was committed here: look at once instead of at the next half second. */
  poke(): void;
  close(): void;
};

export function openNudges(rooms: Rooms, timer: Timer, onError: (error: unknown) => void): Nudges {
  const listeners = new Set<Listener>();
  /** the state of the person's account in which a listener's rights were last found unchanged */
  const seenAccount = new WeakMap<Listener, string>();
  let seenSeq: number | null = null;
  let looking = false;
  let lookAgain = false;

  async function look(): Promise<void> {
    if (listeners.size === 0) return;
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    try {
      do {
        lookAgain = false;
        await letGoOfEnded();
        await tellChanges();
      } while (lookAgain);
    } finally {
      looking = false;
    }
  }

  async function tellChanges(): Promise<void> {
    const { db } = rooms.database;
    const { seq } = await readFeedHead(db);
    const from = seenSeq ?? seq;
    seenSeq = seq;
    if (seq === from) return;
    const changed = await db
      .selectDistinct({ entity: feed.entity })
      .from(feed)
      .where(and(gt(feed.seq, from), lte(feed.seq, seq)));
    const names = changed.map(({ entity }) => entity);
    for (const listener of listeners) {
      const allowed: readonly string[] = entitiesFor(listener.actor.permissions);
      const entities = names.filter((name) => allowed.includes(name));
      if (entities.length > 0) listener.send("changed", { headSeq: seq, entities });
    }
  }

  async function letGoOfEnded(): Promise<void> {
    const { db } = rooms.database;
    const ids = [...listeners].map(({ actor }) => actor.sessionId);
    // PostgreSQL gives a row another xmin with every update: rights are read anew only of accounts that were touched.
    const alive = await db
      .select({ id: sessions.id, account: sql<string>`${users}.xmin::text` })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(and(inArray(sessions.id, ids), isNull(sessions.revokedAt), gt(sessions.expiresAt, rooms.clock.now())));
    const accountOf = new Map(alive.map(({ id, account }) => [id, account]));
    for (const listener of listeners) {
      const { actor } = listener;
      const account = accountOf.get(actor.sessionId);
      if (account === undefined) letGo(listener, "SESSION_ENDED");
      else if (seenAccount.get(listener) === account) continue;
      else if (await rightsChanged(actor)) letGo(listener, "PERMISSIONS_CHANGED");
      else seenAccount.set(listener, account);
    }
  }

  async function rightsChanged(actor: PersonActor): Promise<boolean> {
    const { permissions } = await readRights(rooms.database.db, actor.userId);
    return permissionsHash(permissions, rooms.sha256) !== permissionsHash(actor.permissions, rooms.sha256);
  }

  function letGo(listener: Listener, reason: string): void {
    listeners.delete(listener);
    listener.send("session", { reason });
    listener.end();
  }

  const lookSafely = () => void look().catch(onError);
  const stopLooking = timer.every(LOOK_MS, lookSafely);
  const stopBeating = timer.every(HEARTBEAT_MS, () => {
    for (const listener of listeners) listener.heartbeat();
  });

  return {
    async listen(listener) {
      const { feedId, seq } = await readFeedHead(rooms.database.db);
      if (listeners.size === 0) seenSeq = seq;
      listener.send("hello", { feedId, headSeq: seq, serverTime: rooms.clock.now() });
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    poke: lookSafely,
    close() {
      stopLooking();
      stopBeating();
      for (const listener of listeners) letGo(listener, "SERVICE_STOPPING");
    },
  };
}
