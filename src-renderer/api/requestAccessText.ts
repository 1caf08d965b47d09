/** The words with which a person asks for a right (R3.4): to be copied into a mail, or sent. */
import type { User } from "#shared/contract/session.ts";

export function requestAccessText(user: User, permission: string, reason: string): string {
  const to = user.administrators.length === 0 ? "the administrators" : user.administrators.join(", ");
  return [
    `To ${to}:`,
    `${user.displayName} (${user.username}) asks for the permission "${permission}" in Deposit Desk.`,
    `Reason: ${reason.trim() === "" ? "(to be filled in)" : reason.trim()}`,
  ].join("\n");
}
