/**
 * One call of the page, from its raw input to its answer: pace, input, session, right, handler, envelope. The only try/catch of the request path;
 * errors travel as values, because Electron drops the fields of thrown ones.
 */
import type { CallHandlers } from "#shared/contract/ipc.ts";
import { callChannel, calls, type Calls } from "#shared/contract/ipc.ts";
import type { SessionState } from "#shared/contract/ipc.ts";
import { missingPermissionText } from "#shared/domain/permissions.ts";
import { AppError, type Result } from "#shared/errors.ts";
import type { z } from "#shared/zod.ts";
import type { Log } from "#main/log/Log.ts";
import type { Random } from "#main/world/random.ts";
import type { LocalRefusal } from "#main/audit/refusalReports.ts";
import { CALL_RULES, type CallRule } from "./callRules.ts";
import { localRefusal } from "./localRefusal.ts";
import type { PaceKeeper } from "./pace.ts";

export type CallRooms = {
  handlers: CallHandlers;
  session: () => Pick<SessionState, "phase" | "user">;
  /** a right was missing: perhaps it was given meanwhile */
  onRefused: (permission: string) => void;
  /** refused here, without the central service: its audit log should know */
  report: (refusal: LocalRefusal) => void;
  /** a local file turned out to be damaged */
  onDamage: () => void;
  keepPace: PaceKeeper;
  log: Log;
  random: Random;
};

type AnyHandler = (input: unknown) => unknown;

export async function answerCall(rooms: CallRooms, noun: string, verb: string, raw: unknown): Promise<Result<unknown>> {
  const { log } = rooms;
  const channel = callChannel(noun, verb);
  let pace: CallRule["pace"] = "often";
  let atGate = true;
  try {
    const { schema, rule, handler } = lookUp(rooms.handlers, noun, verb);
    pace = rule.pace;
    rooms.keepPace(channel, rule.pace);
    requireRight(rooms, channel, rule);
    const input = parsed(schema, raw);
    atGate = false;
    return { ok: true, value: await handler(input) };
  } catch (error) {
    if (!(error instanceof AppError)) {
      const traceId = rooms.random.uuid();
      log.error("a call failed", { channel, traceId, error });
      const words = `Something went wrong in this program. Its log names it ${traceId.slice(0, 8)}.`;
      return { ok: false, error: new AppError("INTERNAL", words, { extra: { traceId } }).toBody() };
    }
    if (error.code === "CACHE_DAMAGED") rooms.onDamage();
    const refusal = localRefusal(`${noun}.${verb}`, error, { atGate, pace });
    if (refusal !== null) rooms.report(refusal);
    log.info("a call was refused", { channel, code: error.code, error });
    return { ok: false, error: error.toBody() };
  }
}

function lookUp(handlers: CallHandlers, noun: string, verb: string) {
  if (!Object.hasOwn(calls, noun) || !Object.hasOwn(calls[noun as keyof Calls], verb))
    throw new AppError("NOT_FOUND", "There is no such call");
  const at = <Value>(table: object): Value => (table as Record<string, Record<string, Value>>)[noun]?.[verb] as Value;
  return {
    schema: at<{ input: z.ZodType }>(calls).input,
    rule: at<CallRule>(CALL_RULES),
    handler: at<AnyHandler>(handlers),
  };
}

/** R2.1, R3.3: nothing without a session, and no action without its right, whatever the page shows. */
function requireRight({ session, onRefused, log }: CallRooms, channel: string, { needs, permission }: CallRule): void {
  if (needs === "open") return;
  const { phase, user } = session();
  if (user === null || (phase !== "SIGNED_IN" && phase !== "LOCKED"))
    throw new AppError("NOT_SIGNED_IN", "Please sign in first");
  if (needs === "session" && phase === "LOCKED") throw new AppError("NOT_SIGNED_IN", "The session is locked");
  if (permission === null || (user.permissions as readonly string[]).includes(permission)) return;
  log.warn("a call without its permission was refused", { channel, userId: user.id, reason: permission });
  onRefused(permission);
  throw new AppError("PERMISSION_DENIED", missingPermissionText(permission, user.administrators), {
    extra: { missingPermission: permission },
  });
}

function parsed(schema: z.ZodType, raw: unknown): unknown {
  const result = schema.safeParse(raw ?? {});
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => ({
    pointer: `/${issue.path.join("/")}`,
    code: issue.code,
    detail: issue.message,
  }));
  const [first] = errors;
  throw new AppError("INPUT_INVALID", `This input cannot be used: ${first?.pointer ?? "/"} ${first?.detail ?? ""}`, {
    extra: { errors },
  });
}
