import type { AccountRights } from "#shared/contract/account.ts";
import { rightWords } from "#renderer/words/rightWords.ts";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { t } from "#renderer/i18n/t.ts";
import { difference, rightsText } from "./rightsText.ts";

/** Rights as they are and as they would be, and each permission that comes or goes. */
export function RightsDifference({ before, after }: { before: AccountRights; after: AccountRights }) {
  const { gives, takes } = difference(before, after);
  const words = (permissions: readonly string[]) =>
    permissions.length === 0
      ? t("people:difference.nothing")
      : permissions
          .map((one) => {
            const explained = rightWords(one);
            return explained === null ? one : t("people:difference.explained", { right: one, words: explained });
          })
          .join("; ");
  return (
    <FactList framed>
      <FactRow label={t("people:difference.now")}>{rightsText(before)}</FactRow>
      <FactRow label={t("people:difference.afterwards")}>
        <strong>{rightsText(after)}</strong>
      </FactRow>
      <FactRow label={t("people:difference.gives")}>{words(gives)}</FactRow>
      <FactRow label={t("people:difference.takes")}>{words(takes)}</FactRow>
    </FactList>
  );
}
