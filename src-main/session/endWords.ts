/** Why somebody was signed out without asking for it, in words. */
import type { AppError } from "#shared/errors.ts";

export function endWords(error: AppError): string {
  switch (error.code) {
    case "REFRESH_REUSED":
      return "Your session was used from a second place, so the central service ended it. If that was not you, tell your administrator.";
    case "REFRESH_INVALID":
    case "TOKEN_EXPIRED":
      return "Your session has run out. Please sign in again.";
    default:
      return "The central service ended your session. Please sign in again.";
  }
}
