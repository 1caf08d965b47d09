/** The words with which a person asks for a right (R3.4): to be copied into a mail, or sent. */
import { listText } from "#renderer/i18n/listText.ts";
import { t } from "#renderer/i18n/t.ts";
import type { User } from "#shared/contract/session.ts";

export function requestAccessText(user: User, permission: string, reason: string): string {
  const to = user.administrators.length === 0 ? t("api:access.administrators") : listText(user.administrators);
  return [
    t("api:access.to", { names: to }),
    t("api:access.asks", { name: user.displayName, username: user.username, permission }),
    t("api:access.reason", { reason: reason.trim() === "" ? t("api:access.toFill") : reason.trim() }),
  ].join("\n");
}
