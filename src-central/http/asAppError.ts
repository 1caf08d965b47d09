/** Whatever was thrown, as a refusal with a code of the closed list. */
import type { FastifyBaseLogger, FastifyError } from "fastify";

import { databaseErrorOf } from "#central/store/inTransaction.ts";
import { AppError, ERROR_STATUS, isAppError } from "#shared/errors.ts";

/** An error that nobody threw on purpose is logged once, here, and says nothing to the caller but its reference. */
export function asAppError(error: unknown, log: FastifyBaseLogger): AppError {
  if (isAppError(error) && ERROR_STATUS[error.code] > 0) return error;
  const known = ofFastify(error) ?? ofDatabase(error);
  if (known?.code !== undefined && known.code !== "SERVICE_UNAVAILABLE") return known;
  log.error({ err: error }, "a request failed");
  return known ?? new AppError("INTERNAL", "Something went wrong on the service; the reference tells which request");
}

function ofFastify(error: unknown): AppError | null {
  const { statusCode, code } = (error ?? {}) as Partial<FastifyError>;
  if (statusCode === 413) return new AppError("PAYLOAD_TOO_LARGE", "The request is too large", { cause: error });
  if (statusCode === 415 || (statusCode === 400 && typeof code === "string" && code.startsWith("FST_")))
    return new AppError("VALIDATION_FAILED", "Send the request as JSON (application/json)", { cause: error });
  if (statusCode === 400) return new AppError("VALIDATION_FAILED", "The request is not valid JSON", { cause: error });
  return null;
}

/** Connection lost (class 08), shutting down (57P), too many connections (53300): try again later. */
function ofDatabase(error: unknown): AppError | null {
  const code = databaseErrorOf(error)?.code ?? "";
  const lost = code.startsWith("08") || code.startsWith("57P") || code === "53300" || isRefusedConnection(error);
  if (lost) return new AppError("SERVICE_UNAVAILABLE", "The database cannot be reached", { cause: error });
  // Class 53: disk full, out of memory. Nothing of the transaction was kept.
  if (code.startsWith("53"))
    return new AppError("SERVICE_UNAVAILABLE", "The service has no room left to write; nothing was done", {
      cause: error,
    });
  // A value that fits the wire and not the column (a number of more than 60 digits, say).
  if (code === "22003") return new AppError("VALIDATION_FAILED", "A value is too large", { cause: error });
  return null;
}

function isRefusedConnection(error: unknown): boolean {
  for (let one: unknown = error; one instanceof Error; one = one.cause) {
    const { code } = one as { code?: unknown };
    if (code === "ECONNREFUSED" || code === "ECONNRESET" || code === "ETIMEDOUT") return true;
    if (one.message.includes("Connection terminated")) return true;
  }
  return false;
}
