/**
 * The one logger. Fields are a closed list (allow-list), every line is redacted where it leaves the program.
 * Never logged, whatever the level: passwords, PINs, tokens, keys, full addresses, remarks, clients' names, amounts.
 */
import { isAppError } from "#shared/errors.ts";
import type { Clock } from "#main/world/clock.ts";
import { timestampOf } from "#main/world/clock.ts";
import { redact } from "./redact.ts";

/** What may be said beside a message. A new field is added here, after asking whether it could hold a secret. */
export type LogFields = {
  action?: string;
  channel?: string;
  code?: string;
  count?: number;
  durationMs?: number;
  endpoint?: string;
  entity?: string;
  environment?: string;
  error?: unknown;
  exitCode?: number;
  file?: string;
  nonce?: string;
  network?: string;
  node?: string;
  phase?: string;
  reason?: string;
  recordNo?: string;
  refundNo?: string;
  requestId?: string;
  room?: string;
  seq?: number;
  status?: string | number;
  step?: string;
  traceId?: string;
  txHash?: string;
  url?: string;
  userId?: string;
  version?: string | number;
};

const FIELD_NAMES: ReadonlySet<string> = new Set<keyof LogFields>([
  "action",
  "channel",
  "code",
  "count",
  "durationMs",
  "endpoint",
  "entity",
  "environment",
  "error",
  "exitCode",
  "file",
  "nonce",
  "network",
  "node",
  "phase",
  "reason",
  "recordNo",
  "refundNo",
  "requestId",
  "room",
  "seq",
  "status",
  "step",
  "traceId",
  "txHash",
  "url",
  "userId",
  "version",
]);

export type LogLevel = "info" | "warn" | "error";
export type Log = Record<LogLevel, (message: string, fields?: LogFields) => void>;
/** Takes one finished, redacted line. */
export type LogSink = (level: LogLevel, line: string) => void;

export function createLog(clock: Clock, sink: LogSink): Log {
  const write =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      sink(level, redact(`${timestampOf(clock.now())} ${level} ${oneLine(message)}${fieldText(fields)}`));
    };
  return { info: write("info"), warn: write("warn"), error: write("error") };
}

function fieldText(fields: LogFields): string {
  let text = "";
  // A field outside the list can only come from untyped code; it is named, never printed.
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (!FIELD_NAMES.has(name)) text += ` ${name}=[not logged]`;
    else if (typeof value === "string" || typeof value === "number") text += ` ${name}=${oneLine(String(value))}`;
    else text += ` ${name}=${errorText(value)}`;
  }
  return text;
}

/** An error with its causes on one line: name, code, message, and the first places of its stack. */
export function errorText(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return oneLine(typeof error === "string" ? error : typeof error);
  const code = isAppError(error) ? `[${error.code}]` : "";
  const places = depth > 0 ? "" : stackPlaces(error);
  const cause = error.cause === undefined || depth >= 3 ? "" : ` <- ${errorText(error.cause, depth + 1)}`;
  return `${error.name}${code}: ${oneLine(error.message)}${places}${cause}`;
}

function stackPlaces(error: Error): string {
  const places = (error.stack ?? "").match(/[^/\\\s()]+\.(?:ts|js|cjs|mjs|tsx):\d+/g) ?? [];
  return places.length === 0 ? "" : ` at ${places.slice(0, 4).join(" < ")}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").slice(0, 1000);
}

/** For places that have no log yet, and for tests that look at something else. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
