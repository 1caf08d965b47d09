/** RFC 9457 problems: how every error leaves the service. */
import type { FastifyReply } from "fastify";

import type { Problem } from "#shared/contract/common.ts";
import { AppError, ERROR_STATUS } from "#shared/errors.ts";

export const PROBLEM_TYPE = "application/problem+json; charset=utf-8";

export function problemOf(error: AppError, traceId: string, path: string): Problem {
  const { retryAfterSeconds: _header, traceId: _own, ...extra } = error.extra;
  return {
    type: `urn:deposit-desk:problem:${error.code}`,
    title: titleOf(error.code),
    status: statusOf(error),
    detail: error.message,
    instance: path,
    code: error.code,
    traceId,
    retryable: error.retryable,
    ...extra,
  };
}

/** 500 for a code that never belongs on the wire. */
export function statusOf(error: AppError): number {
  return ERROR_STATUS[error.code] || 500;
}

/** Fastify would send a plain object as application/json, so that a problem goes out here only. */
export function sendProblem(reply: FastifyReply, error: AppError, traceId: string, path: string): FastifyReply {
  const seconds = error.extra.retryAfterSeconds;
  if (seconds !== undefined) reply.header("Retry-After", String(seconds));
  if (statusOf(error) === 401) reply.header("WWW-Authenticate", "Bearer");
  return reply
    .code(statusOf(error))
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problemOf(error, traceId, path)));
}

/** "DEPOSIT_NOT_CANCELLABLE" -> "Deposit not cancellable". */
function titleOf(code: string): string {
  const words = code.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
