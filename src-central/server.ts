/**
 * The central service as one Fastify application: every endpoint of #shared/contract/http.ts, and the nudge stream.
 * It answers on 127.0.0.1 unless told otherwise; before real people reach it over a network, a TLS proxy stands before it.
 */
import { constants } from "node:zlib";

import compress, { type FastifyCompressOptions } from "@fastify/compress";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import Fastify, { type FastifyInstance, type FastifyServerOptions } from "fastify";

import { readAdministrators } from "#central/accounts/readUser.ts";
import { asAppError } from "#central/http/asAppError.ts";
import { MIN_CLIENT_VERSION } from "#central/http/clientVersion.ts";
import { errorForLog } from "#central/http/errorForLog.ts";
import type { ServiceIdentity } from "#central/http/metaRoutes.ts";
import { sendProblem } from "#central/http/problem.ts";
import { allRoutes } from "#central/http/registry.ts";
import { serveRoutes } from "#central/http/serveRoutes.ts";
import { openNudges } from "#central/sync/nudges.ts";
import { serveEvents } from "#central/sync/serveEvents.ts";
import { AppError } from "#shared/errors.ts";
import { MINUTE_MS } from "./clock.ts";
import type { Rooms } from "./context.ts";
import { uuidv7 } from "./random.ts";
import { msOf } from "./clock.ts";
import { systemTimer, type Timer } from "./timer.ts";

/** Requests per minute and network address; `loginsPerMinute` for each endpoint that checks a password or lets people write into the log. */
export type RateLimits = { perMinute: number; loginsPerMinute: number };
export const DEFAULT_RATE_LIMITS: RateLimits = { perMinute: 6000, loginsPerMinute: 30 };

const BODY_LIMIT = 1024 * 1024;
/** Pages of rows shrink to a seventh. Brotli at its lowest level costs half of gzip's lowest and leaves less (docs/benchmarks.md). */
const COMPRESSION = {
  threshold: 8 * 1024,
  encodings: ["br", "gzip"],
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
  zlibOptions: { level: 1 },
  // No request is unpacked: none is large, and a small one may unpack to anything.
  globalDecompression: false,
} satisfies FastifyCompressOptions;
const STRICT = new Set(["auth.login", "auth.refresh", "auth.stepUp", "auth.password", "audit.report"]);

type Logger = NonNullable<FastifyServerOptions["logger"]>;

export type ServerOptions = {
  readonly identity: ServiceIdentity;
  readonly timer?: Timer;
  readonly logger?: Logger;
  readonly rateLimits?: RateLimits;
  readonly minClientVersion?: string;
  /** every answer is checked against the contract before it leaves (tests) */
  readonly checkAnswers?: boolean;
};

/** Ready to listen. `app.close()` ends the open streams and waits for running requests; the rooms stay open. */
export async function buildServer(rooms: Rooms, options: ServerOptions): Promise<FastifyInstance> {
  const { perMinute, loginsPerMinute } = options.rateLimits ?? DEFAULT_RATE_LIMITS;
  const app = Fastify({
    logger: loggerOf(options.logger),
    bodyLimit: BODY_LIMIT,
    requestIdHeader: false,
    // The TLS proxy runs on this machine; from anywhere else nobody is believed who he says he asks for.
    trustProxy: "loopback",
    genReqId: ({ headers }) => requestIdOf(headers["x-request-id"]) ?? uuidv7(msOf(rooms.clock.now()), rooms.random),
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 200 },
  });
  readJson(app);
  app.addHook("onRequest", async (request, reply) => void reply.header("X-Request-Id", request.id));
  app.addHook("onSend", async (_request, reply) => void reply.header("Cache-Control", "no-store"));
  await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] } } });
  await app.register(compress, COMPRESSION);
  await app.register(rateLimit, {
    max: perMinute,
    timeWindow: MINUTE_MS,
    keyGenerator: (request) => request.ip,
    errorResponseBuilder: (_request, { ttl }) =>
      new AppError("RATE_LIMITED", "Too many requests; wait a moment", {
        extra: { retryAfterSeconds: Math.max(1, Math.ceil(ttl / 1000)) },
      }),
  });
  app.setErrorHandler((error, request, reply) =>
    sendProblem(reply, asAppError(error, request.log), request.id, request.url.split("?")[0] ?? "/"),
  );
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      reply,
      new AppError("NOT_FOUND", "There is no such address on this service"),
      request.id,
      request.url.split("?")[0] ?? "/",
    ),
  );

  const nudges = openNudges(rooms, options.timer ?? systemTimer, (error) => app.log.error({ err: error }, "nudges"));
  app.addHook("preClose", async () => nudges.close());
  serveRoutes(app, rooms, allRoutes(rooms, options.identity), {
    minClientVersion: options.minClientVersion ?? MIN_CLIENT_VERSION,
    checkAnswers: options.checkAnswers ?? false,
    administrators: () => readAdministrators(rooms.database.db),
    rateLimitOf: (name) => (STRICT.has(name) ? { rateLimit: { max: loginsPerMinute } } : {}),
    committed: nudges.poke,
  });
  serveEvents(app, rooms, nudges);
  return app;
}

function loggerOf(logger: ServerOptions["logger"]): Logger {
  if (typeof logger !== "object") return logger ?? false;
  return { ...logger, serializers: { ...logger.serializers, err: errorForLog } };
}

/** JSON alone. An empty body is no body: some commands have none. */
function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") done(null, undefined);
    else void parse(request, String(body), done);
  });
}

/** The caller's own reference, when it is one that can stand in a log. */
function requestIdOf(header: string | string[] | undefined): string | null {
  return typeof header === "string" && /^[A-Za-z0-9._-]{8,80}$/.test(header) ? header : null;
}
