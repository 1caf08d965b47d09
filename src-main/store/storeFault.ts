/** SQLite's and the disk's complaints in the words of our error codes. */
import { AppError, isAppError, type ErrorCode } from "#shared/errors.ts";

export type StoreKind = "cache" | "journal";

/** A cache can be fetched again and is told apart; a money journal cannot, so that every fault of it stops all payments. */
export function storeFault(error: unknown, kind: StoreKind): AppError {
  if (isAppError(error)) return error;
  const code = errorCodeOf(error);
  if (code === "SQLITE_FULL" || code === "ENOSPC" || code === "EDQUOT")
    return new AppError(
      "DISK_FULL",
      "The disk of this workstation is full. Nothing was lost; free some space and try again.",
      { cause: error, retryable: true },
    );
  if (code === "SQLITE_BUSY" || code === "SQLITE_LOCKED")
    return new AppError(faultCode(kind, "SERVICE_UNAVAILABLE"), "The local database is busy; try again in a moment.", {
      cause: error,
      retryable: true,
    });
  if (code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT"))
    return kind === "journal"
      ? journalUnusable("its file is damaged", error)
      : new AppError("CACHE_DAMAGED", "The cache file of this workstation is damaged", { cause: error });
  return new AppError(faultCode(kind, "INTERNAL"), `The ${kind} of this workstation failed (${code || "unknown"})`, {
    cause: error,
  });
}

/** A journal that cannot be trusted is never replaced by a new one: what it held decides what may still be signed here. */
export function journalUnusable(what: string, cause?: unknown): AppError {
  return new AppError(
    "JOURNAL_UNAVAILABLE",
    `The payment journal of this workstation cannot be trusted: ${what}. Nothing is signed or sent from here. Leave journal.db and the files beside it ` +
      `as they are, go on from another workstation, and follow "A journal that cannot be trusted" in docs/money-safety.md.`,
    { cause },
  );
}

function faultCode(kind: StoreKind, code: ErrorCode): ErrorCode {
  return kind === "journal" ? "JOURNAL_UNAVAILABLE" : code;
}

function errorCodeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
