/**
 * The same command twice is carried out once. A key's row is written before the command, and completed in the command's own
 * transaction: a crash in between leaves a row without an answer and no effect, which may be carried out again after a while.
 */
import { and, eq, isNull, lt } from "drizzle-orm";

import { DAY_MS, later, MINUTE_MS, secondsUntil } from "#central/clock.ts";
import type { Context, Rooms } from "#central/context.ts";
import { idempotencyKeys } from "#central/store/tables.ts";
import { canonicalJson } from "#shared/canonicalJson.ts";
import type { Endpoint } from "#shared/contract/http.ts";
import { AppError, type ErrorCode } from "#shared/errors.ts";
import { z } from "#shared/zod.ts";
import { statusOf } from "./problem.ts";

export type StoredAnswer = { status: number; headers: Record<string, string>; body: unknown };

/** What must not lie in a table, not even hashed: passwords and fresh tokens. */
export type Secrecy = "none" | "request" | "request and answer";
const SECRECY: Record<string, Secrecy> = { "auth.password": "request", "auth.stepUp": "request and answer" };
/** The execution of a refund is never forgotten. */
const KEPT_FOR_EVER: ReadonlySet<string> = new Set([
  "refunds.claim",
  "refunds.registerAttempt",
  "refunds.reportBroadcast",
]);
const KEPT_DAYS = 7;
/** No command takes this long; one that did not answer by then was cut off. */
const RUNNING_MS = MINUTE_MS;

/** Refusals that say nothing final about the command: the same key may try again. */
const NOT_STORED: ReadonlySet<ErrorCode> = new Set(["VERSION_MISMATCH", "IF_MATCH_REQUIRED", "RATE_LIMITED"]);

export type Claimed = {
  readonly key: string;
  readonly userId: string;
  readonly secrecy: Secrecy;
};

/** Throws IDEMPOTENCY_KEY_REQUIRED when it is missing or no UUID. */
export function parseIdempotencyKey(header: string | undefined): string {
  const key = z.uuid().safeParse(header?.trim());
  if (!key.success)
    throw new AppError("IDEMPOTENCY_KEY_REQUIRED", "Send Idempotency-Key with a UUID that is made once per command");
  return key.data.toLowerCase();
}

/**
 * Takes the key for this command, or answers what the command answered before.
 * Throws IDEMPOTENCY_KEY_REUSED (another command has the key) and IDEMPOTENCY_IN_PROGRESS (it is being carried out).
 */
export async function claimKey(
  rooms: Rooms,
  request: { userId: string; key: string; name: string; endpoint: Endpoint; path: string; body: unknown },
): Promise<{ claimed: Claimed } | { stored: StoredAnswer }> {
  const { userId, key, name } = request;
  const secrecy = SECRECY[name] ?? "none";
  const fingerprint = fingerprintOf(rooms, request, secrecy);
  const at = rooms.clock.now();
  const runningUntil = later(at, RUNNING_MS);
  const claimed = { claimed: { key, userId, secrecy } };
  const { db } = rooms.database;
  const mine = and(eq(idempotencyKeys.userId, userId), eq(idempotencyKeys.key, key));

  const keptForEver = KEPT_FOR_EVER.has(name);
  const inserted = await db
    .insert(idempotencyKeys)
    .values({ userId, key, fingerprint, endpoint: name, createdAt: at, runningUntil, keptForEver })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key });
  if (inserted.length === 1) return claimed;

  const [row] = await db.select().from(idempotencyKeys).where(mine);
  // Its command failed and gave the key back just now.
  if (!row) throw inProgress(1);
  if (row.fingerprint !== fingerprint)
    throw new AppError("IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key was used for another command; make a new one");
  if (row.status !== null)
    return { stored: { status: row.status, headers: row.headers ?? {}, body: row.body ?? null } };
  if (row.runningUntil > at) throw inProgress(secondsUntil(at, row.runningUntil));

  const taken = await db
    .update(idempotencyKeys)
    .set({ runningUntil })
    .where(and(mine, eq(idempotencyKeys.runningUntil, row.runningUntil)))
    .returning({ key: idempotencyKeys.key });
  if (taken.length === 0) throw inProgress(1);
  return claimed;
}

function inProgress(seconds: number): AppError {
  return new AppError("IDEMPOTENCY_IN_PROGRESS", "The same command is being carried out; ask again shortly", {
    extra: { retryAfterSeconds: Math.min(seconds, 5) },
  });
}

function fingerprintOf(
  rooms: Rooms,
  { endpoint, path, body }: { endpoint: Endpoint; path: string; body: unknown },
  secrecy: Secrecy,
): string {
  return rooms.sha256(`${endpoint.method}\n${path}\n${secrecy === "none" ? canonicalJson(body ?? null) : ""}`);
}

/** Keeps the answer, in the transaction that carried the command out. */
export async function storeAnswer(context: Pick<Context, "db">, claimed: Claimed, answer: StoredAnswer): Promise<void> {
  const mine = and(eq(idempotencyKeys.userId, claimed.userId), eq(idempotencyKeys.key, claimed.key));
  if (claimed.secrecy === "request and answer") await context.db.delete(idempotencyKeys).where(mine);
  else
    await context.db
      .update(idempotencyKeys)
      .set({ status: answer.status, headers: answer.headers, body: answer.body })
      .where(mine);
}

/** The same command would be refused again, whenever it is repeated. */
export function isFinalRefusal(error: AppError): boolean {
  return statusOf(error) < 500 && !error.retryable && !NOT_STORED.has(error.code);
}

/**
 * After a refusal: kept when it is final, else the key is given back. Never when there is an answer already: a connection that broke
 * at the commit may look like a failure although the command was carried out.
 */
export async function settleRefusal(
  rooms: Rooms,
  claimed: Claimed,
  error: AppError,
  answer: StoredAnswer,
): Promise<void> {
  const final = isFinalRefusal(error) && claimed.secrecy === "none";
  const unanswered = and(
    eq(idempotencyKeys.userId, claimed.userId),
    eq(idempotencyKeys.key, claimed.key),
    isNull(idempotencyKeys.status),
  );
  const { db } = rooms.database;
  if (final) await db.update(idempotencyKeys).set(answer).where(unanswered);
  else await db.delete(idempotencyKeys).where(unanswered);
}

/** Forgets keys after their seven days, never those of a refund's execution. Called once in a while. */
export async function forgetOldKeys(rooms: Rooms): Promise<number> {
  const old = await rooms.database.db
    .delete(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.keptForEver, false),
        lt(idempotencyKeys.createdAt, later(rooms.clock.now(), -KEPT_DAYS * DAY_MS)),
      ),
    )
    .returning({ key: idempotencyKeys.key });
  return old.length;
}
