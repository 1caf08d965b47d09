/**
 * The typed client of the central service, made from #shared/contract/http. Conventions: stack page, "axios conventions".
 * Everything it answers was checked against the contract; everything it throws is an AppError without token, header or body in it.
 */
import type { Endpoint, ResponseOf } from "#shared/contract/http.ts";
import { AppError, isAppError } from "#shared/errors.ts";
import type { Log } from "#main/log/Log.ts";
import { pause, type Timer } from "#main/world/clock.ts";
import type { Random } from "#main/world/random.ts";
import { ACCEPTED_ENCODINGS, type Packed, unpack } from "#main/world/unpack.ts";
import { bodyOf, type CallArguments, type LooseArguments, urlOf } from "./callArguments.ts";
import { faultOf, jsonOf, problemOf, retryAfterOf } from "./problems.ts";
import { type Transport, TransportFault, type WireAnswer, type WireRequest } from "./transport.ts";

/** Where the token comes from; the session gives it after sign-in. */
export type TokenSource = {
  current(): string | null;
  /** new tokens, once however many ask; throws REFRESH_INVALID, REFRESH_REUSED, OFFLINE … */
  refresh(): Promise<string>;
  /** the service no longer accepts this session */
  rejected(error: AppError): void;
};

/** Told after every try whether the service was reached. */
export type ReachWatcher = { reached(): void; unreached(error: AppError): void; offline(): boolean };

export type Remote = {
  readonly baseUrl: string;
  /** One request of the contract, answered in the contract's type. Throws the AppErrors of the endpoint, OFFLINE, TIMEOUT, RESPONSE_INVALID. */
  call<E extends Endpoint>(endpoint: E, args: CallArguments<E>): Promise<ResponseOf<E>>;
  /** The same, with the answer's bytes unread. */
  bytes<E extends Endpoint>(endpoint: E, args: CallArguments<E>): Promise<Uint8Array>;
  /** The same as it came over the wire: for pages of rows that a worker unpacks, parses and checks. */
  packed<E extends Endpoint>(endpoint: E, args: CallArguments<E>): Promise<Packed>;
  /** Headers of an authenticated request, for the nudge stream. Null when nobody is signed in. */
  streamHeaders(): Record<string, string> | null;
  useTokens(source: TokenSource | null): void;
  useWatcher(watcher: ReachWatcher): void;
  certificate(): string | null;
  close(): void;
};

const READ_TIMEOUT_MS = 10_000;
const WRITE_TIMEOUT_MS = 30_000;
const TRIES = 4;
const FIRST_DELAY_MS = 300;
const LONGEST_DELAY_MS = 10_000;
const AGAIN_STATUS: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

export function createRemote(rooms: {
  baseUrl: string;
  transport: Transport;
  timer: Timer;
  random: Random;
  log: Log;
  clientVersion: string;
  deviceId: string;
}): Remote {
  const { transport, timer, random, log } = rooms;
  const baseUrl = rooms.baseUrl.replace(/\/+$/, "");
  let tokens: TokenSource | null = null;
  let watcher: ReachWatcher | null = null;

  function headersOf(requestId: string, token: string | null): Record<string, string> {
    return {
      accept: "application/json",
      "x-request-id": requestId,
      "x-client-version": rooms.clientVersion,
      "x-device-id": rooms.deviceId,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    };
  }

  function requestOf(endpoint: Endpoint, args: LooseArguments, requestId: string, token: string | null): WireRequest {
    const body = bodyOf(endpoint, args);
    const headers = headersOf(requestId, token);
    if (body !== null) headers["content-type"] = "application/json";
    if (args.packed === true) headers["accept-encoding"] = ACCEPTED_ENCODINGS;
    if (endpoint.ifMatch) headers["if-match"] = `"${args.ifMatch}"`;
    if (endpoint.idempotent && args.idempotencyKey !== undefined) headers["idempotency-key"] = args.idempotencyKey;
    return {
      method: endpoint.method,
      url: baseUrl + urlOf(endpoint, args),
      headers,
      ...(body === null ? {} : { body }),
      timeoutMs: args.timeoutMs ?? (endpoint.method === "GET" ? READ_TIMEOUT_MS : WRITE_TIMEOUT_MS),
      ownConnection: args.retry === "never",
      signal: args.signal,
      packed: args.packed === true,
    };
  }

  /** Sends until answered, as often as the rules allow. */
  async function deliver(endpoint: Endpoint, args: LooseArguments, requestId: string, token: string | null) {
    const request = requestOf(endpoint, args, requestId, token);
    // Only what may be said twice is said twice: reads, and writes that carry a key by which the service knows them again.
    const repeatable = args.retry !== "never" && (endpoint.method === "GET" || args.idempotencyKey !== undefined);
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await once(request, requestId);
      const last = attempt >= TRIES || !repeatable || args.signal?.aborted === true;
      if (outcome instanceof AppError) {
        // A call that was called off says nothing about the service.
        if (args.signal?.aborted === true) throw outcome;
        watcher?.unreached(outcome);
        if (last || watcher?.offline() === true || outcome.code === "RESPONSE_INVALID") throw outcome;
        await pause(timer, delayMs(attempt, null, random), args.signal);
      } else {
        watcher?.reached();
        if (last || !AGAIN_STATUS.has(outcome.status)) return outcome;
        await pause(timer, delayMs(attempt, retryAfterOf(outcome), random), args.signal);
      }
    }
  }

  async function once(request: WireRequest, requestId: string): Promise<WireAnswer | AppError> {
    try {
      return await transport.send(request);
    } catch (error) {
      if (error instanceof TransportFault) return faultOf(error, requestId);
      throw error;
    }
  }

  async function exchange(endpoint: Endpoint, args: LooseArguments): Promise<WireAnswer> {
    const requestId = random.uuid();
    const source = endpoint.auth === "session" && args.token === undefined ? tokens : null;
    if (endpoint.auth === "session" && source === null && args.token === undefined)
      throw new AppError("NOT_SIGNED_IN", "Nobody is signed in");
    let token = source === null ? (args.token ?? null) : (source.current() ?? (await source.refresh()));
    for (let round = 1; ; round += 1) {
      const answer = await deliver(endpoint, args, requestId, token);
      if (answer.status === endpoint.status) return answer;
      const error = problemOf(args.packed === true ? unpacked(answer) : answer, requestId);
      log.warn("the central service refused", {
        endpoint: `${endpoint.method} ${endpoint.path}`,
        status: answer.status,
        code: error.code,
        requestId,
      });
      if (source !== null && error.code === "TOKEN_EXPIRED" && round === 1) {
        token = await source.refresh();
        continue;
      }
      if (source !== null && (error.code === "TOKEN_EXPIRED" || error.code === "TOKEN_INVALID")) source.rejected(error);
      throw error;
    }
  }

  return {
    baseUrl,
    async call(endpoint, args) {
      const answer = await exchange(endpoint, args as LooseArguments);
      if (endpoint.response === null) return null as ResponseOf<typeof endpoint>;
      const parsed = endpoint.response.safeParse(jsonOf(answer.bytes));
      if (parsed.success) return parsed.data as ResponseOf<typeof endpoint>;
      const where = parsed.error.issues[0]?.path.join(".") ?? "";
      throw new AppError("RESPONSE_INVALID", `The central service answered something unreadable (at "${where}")`, {
        retryable: false,
      });
    },
    async bytes(endpoint, args) {
      return (await exchange(endpoint, args as LooseArguments)).bytes;
    },
    async packed(endpoint, args) {
      return packedOf(await exchange(endpoint, { ...(args as LooseArguments), packed: true }));
    },
    streamHeaders() {
      const token = tokens?.current() ?? null;
      if (token === null) return null;
      return { ...headersOf(random.uuid(), token), accept: "text/event-stream" };
    },
    useTokens(source) {
      tokens = source;
    },
    useWatcher(next) {
      watcher = next;
    },
    certificate: () => transport.certificate(),
    close: () => transport.close(),
  };
}

function packedOf({ bytes, headers }: WireAnswer): Packed {
  return { bytes, encoding: headers["content-encoding"] ?? null };
}

/** A refusal that cannot be unpacked is still known by its status. */
function unpacked(answer: WireAnswer): WireAnswer {
  try {
    return { ...answer, bytes: unpack(packedOf(answer)) };
  } catch (error) {
    if (isAppError(error, "RESPONSE_INVALID")) return answer;
    throw error;
  }
}

/** The service's own wish wins; otherwise full jitter below a doubling ceiling. */
function delayMs(attempt: number, retryAfterSeconds: number | null, random: Random): number {
  if (retryAfterSeconds !== null) return Math.min(retryAfterSeconds * 1000, LONGEST_DELAY_MS);
  return Math.floor(random.fraction() * Math.min(FIRST_DELAY_MS * 2 ** attempt, LONGEST_DELAY_MS));
}
