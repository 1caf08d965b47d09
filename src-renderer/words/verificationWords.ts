/** Words for how an address was proven. */
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";

/** A method that a newer central service invented keeps its code. */
export function verificationMethodLabel(method: string | null): string {
  return method === null ? t("words:verification.none") : codeLabel("verificationMethod", method);
}
