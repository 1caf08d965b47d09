/**
 * Every request goes the same way: version of the program, who asks, may he, is it well formed, was it carried out before,
 * which version was seen; then one transaction. The only place where an error becomes an answer.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import { authenticate } from "#central/accounts/authenticate.ts";
import { type Actor, contextOf, type Rooms, SYSTEM_ACTOR } from "#central/context.ts";
import { currentSeenBy } from "#central/deposits/hideRestricted.ts";
import { inSnapshot, inTransaction } from "#central/store/inTransaction.ts";
import type { Tx } from "#central/store/openDatabase.ts";
import { readFeedHead } from "#central/sync/feedHead.ts";
import { API_BASE, type Endpoint } from "#shared/contract/http.ts";
import { missingPermissionText, type Permission } from "#shared/domain/permissions.ts";
import { AppError } from "#shared/errors.ts";
import { auditRefusal } from "./auditRefusal.ts";
import { requireClientVersion } from "./clientVersion.ts";
import {
  type Claimed,
  claimKey,
  parseIdempotencyKey,
  settleRefusal,
  type StoredAnswer,
  storeAnswer,
} from "./idempotency.ts";
import { asAppError } from "./asAppError.ts";
import { parseIfMatch, parseInput } from "./parseInput.ts";
import { problemOf, sendProblem, statusOf } from "./problem.ts";
import type { InputOf, Route } from "./route.ts";

export type ServeOptions = {
  /** lower than it: 426 */
  readonly minClientVersion: string;
  /** every answer is checked against the contract before it leaves (tests) */
  readonly checkAnswers: boolean;
  /** names for "contact an administrator" */
  readonly administrators: () => Promise<string[]>;
  readonly rateLimitOf: (name: string) => Record<string, unknown>;
  /** something was committed: the nudge stream may tell */
  readonly committed: () => void;
};

/** `routes` by name ("deposits.cancel"). */
export function serveRoutes(
  app: FastifyInstance,
  rooms: Rooms,
  routes: ReadonlyMap<string, Route>,
  options: ServeOptions,
): void {
  for (const [name, one] of routes)
    app.route({
      method: one.endpoint.method,
      url: `${API_BASE}${one.endpoint.path}`,
      config: options.rateLimitOf(name),
      handler: (request, reply) => answer(rooms, name, one, options, request, reply),
    });
}

type Step = { actor: Actor; claimed: Claimed | null };

async function answer(
  rooms: Rooms,
  name: string,
  served: Route,
  options: ServeOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const step: Step = { actor: SYSTEM_ACTOR, claimed: null };
  try {
    return await send(reply, await carryOut(rooms, name, served, options, request, step), served.text);
  } catch (error) {
    const refusal = asSeenBy(asAppError(error, request.log), step.actor);
    await afterRefusal(rooms, name, served.endpoint, request, step, refusal);
    return sendProblem(reply, refusal, request.id, pathOf(request));
  }
}

async function carryOut(
  rooms: Rooms,
  name: string,
  served: Route,
  options: ServeOptions,
  request: FastifyRequest,
  step: Step,
): Promise<StoredAnswer> {
  const { endpoint } = served;
  const appVersion =
    name === "meta.health"
      ? null
      : requireClientVersion(headerOf(request, "x-client-version"), options.minClientVersion);
  if (endpoint.auth === "session") {
    step.actor = await authenticate(rooms, headerOf(request, "authorization"), appVersion);
    await requirePermission(step.actor, endpoint.permission, options);
  }
  const parsed = parseInput(endpoint, { params: request.params, query: request.query, body: request.body });
  if (endpoint.idempotent && step.actor.kind === "PERSON") {
    const key = parseIdempotencyKey(headerOf(request, "idempotency-key"));
    const { userId } = step.actor;
    const found = await claimKey(rooms, { userId, key, name, endpoint, path: pathOf(request), body: request.body });
    if ("stored" in found)
      return { ...found.stored, headers: { ...found.stored.headers, "Idempotency-Replayed": "true" } };
    step.claimed = found.claimed;
  }
  const ifMatch = endpoint.ifMatch ? parseIfMatch(headerOf(request, "if-match")) : null;
  // The parsed parts have the shapes that this endpoint's handler was compiled against; the registry forgot which.
  const input = { ...parsed, ifMatch } as InputOf<Endpoint>;
  const found = (await served.before?.(
    { rooms, actor: step.actor, requestId: request.id, appVersion },
    input,
  )) as never;
  const reads = endpoint.method === "GET";
  const transaction = reads ? inSnapshot : inTransaction;
  const result = await transaction(rooms.database, async (db) => {
    const body = await served.run(contextOf(rooms, db, step.actor, request.id), input, found);
    const result = await answerOf(db, endpoint, body, options);
    if (step.claimed) await storeAnswer({ db }, step.claimed, result);
    return result;
  });
  if (!reads) options.committed();
  return result;
}

/** What a refusal shows of a record is no more than the person may read of it. */
function asSeenBy(error: AppError, actor: Actor): AppError {
  if (error.extra.current === undefined || actor.kind !== "PERSON") return error;
  const current = currentSeenBy(error.extra.current, actor.permissions);
  const { cause, retryable, extra } = error;
  return new AppError(error.code, error.message, { cause, retryable, extra: { ...extra, current } });
}

async function requirePermission(actor: Actor, permission: Permission | null, options: ServeOptions): Promise<void> {
  if (permission === null || actor.kind !== "PERSON" || actor.permissions.has(permission)) return;
  throw new AppError("PERMISSION_DENIED", missingPermissionText(permission, await options.administrators()), {
    extra: { missingPermission: permission },
  });
}

async function answerOf(db: Tx, endpoint: Endpoint, body: unknown, options: ServeOptions): Promise<StoredAnswer> {
  const headers: Record<string, string> = {};
  const version = (body as { version?: unknown } | null)?.version;
  if (typeof version === "number") headers["ETag"] = `"${version}"`;
  if (endpoint.method !== "GET") headers["X-Feed-Seq"] = String((await readFeedHead(db)).seq);
  if (options.checkAnswers) endpoint.response?.parse(body);
  return { status: endpoint.status, headers, body };
}

function send(
  reply: FastifyReply,
  { status, headers, body }: StoredAnswer,
  text: Route["text"] = JSON.stringify,
): FastifyReply {
  reply.code(status).headers(headers);
  if (status === 204) return reply.send();
  const type = status >= 400 ? "application/problem+json; charset=utf-8" : "application/json; charset=utf-8";
  return reply.type(type).send(text(body as never));
}

async function afterRefusal(
  rooms: Rooms,
  name: string,
  endpoint: Endpoint,
  request: FastifyRequest,
  { actor, claimed }: Step,
  error: AppError,
): Promise<void> {
  const { id } = (request.params ?? {}) as { id?: string };
  try {
    await auditRefusal(rooms, { name, endpoint, actor, requestId: request.id, entityId: id ?? null, error });
    if (claimed) {
      const body = problemOf(error, request.id, pathOf(request));
      await settleRefusal(rooms, claimed, error, { status: statusOf(error), headers: {}, body });
    }
  } catch (logError) {
    // The refusal itself stands; that it could not be written down is a fault of the service.
    request.log.error({ err: logError }, "a refused command could not be logged");
  }
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Without the query, which may hold search text. */
function pathOf(request: FastifyRequest): string {
  return request.url.split("?")[0] ?? request.url;
}
