/** What the central service answers when it refuses (RFC 9457), and what the wire does when it fails, as AppErrors without a secret in them. */
import { problem } from "#shared/contract/common.ts";
import { AppError, type ErrorCode, type ErrorExtra, isErrorCode } from "#shared/errors.ts";
import type { TransportFault, WireAnswer } from "./transport.ts";

export function problemOf(answer: WireAnswer, requestId: string): AppError {
  const retryAfterSeconds = retryAfterOf(answer);
  const parsed = problem.safeParse(jsonOf(answer.bytes));
  if (!parsed.success) {
    const words = `The central service answered with status ${answer.status} and no explanation`;
    return new AppError(codeOfStatus(answer.status), words, {
      extra: { traceId: requestId, ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }) },
    });
  }
  const { code, detail, retryable, traceId, errors, current, holder, missingPermission, unlockAt, resetReason } =
    parsed.data;
  const extra: ErrorExtra = { traceId };
  if (errors !== undefined) extra.errors = errors;
  if (current !== undefined) extra.current = current;
  if (holder !== undefined) extra.holder = holder;
  if (missingPermission !== undefined) extra.missingPermission = missingPermission;
  if (unlockAt !== undefined) extra.unlockAt = unlockAt;
  if (resetReason !== undefined) extra.resetReason = resetReason;
  if (retryAfterSeconds !== null) extra.retryAfterSeconds = retryAfterSeconds;
  return new AppError(isErrorCode(code) ? code : codeOfStatus(answer.status), detail, { retryable, extra });
}

/** A code for an answer that names none, or one that this version does not know. */
function codeOfStatus(status: number): ErrorCode {
  if (status === 400 || status === 422) return "VALIDATION_FAILED";
  if (status === 401) return "TOKEN_INVALID";
  if (status === 403) return "PERMISSION_DENIED";
  if (status === 404) return "NOT_FOUND";
  if (status === 412) return "VERSION_MISMATCH";
  if (status === 413) return "PAYLOAD_TOO_LARGE";
  if (status === 426) return "CLIENT_UPGRADE_REQUIRED";
  if (status === 429) return "RATE_LIMITED";
  if (status === 408 || status === 502 || status === 503 || status === 504) return "SERVICE_UNAVAILABLE";
  if (status >= 500) return "INTERNAL";
  return "RESPONSE_INVALID";
}

export function faultOf(fault: TransportFault, requestId: string): AppError {
  const extra: ErrorExtra = { traceId: requestId };
  switch (fault.kind) {
    case "TIMEOUT":
      return new AppError("TIMEOUT", "The central service did not answer in time", { cause: fault, extra });
    case "CERTIFICATE":
      return new AppError("OFFLINE", `The central service cannot be trusted: ${fault.message}`, {
        cause: fault,
        extra,
      });
    case "TOO_LARGE":
      return new AppError("RESPONSE_INVALID", "The central service answered with more than this program accepts", {
        cause: fault,
        extra,
      });
    default:
      return new AppError("OFFLINE", `The central service cannot be reached: ${fault.message}`, {
        cause: fault,
        extra,
      });
  }
}

/** Seconds to wait, as the service asks for; null when it does not. */
export function retryAfterOf(answer: WireAnswer): number | null {
  const text = answer.headers["retry-after"];
  return text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : null;
}

export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    // Not JSON: the schema that reads it next refuses undefined and says so.
    return undefined;
  }
}
