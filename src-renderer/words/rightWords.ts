/** What each right is for, in words. The names of rights are codes and stay exactly as they are. */
import { words } from "#shared/texts/en/words.ts";
import { t } from "#renderer/i18n/t.ts";

/** One of the guide's four, as the table of permissions says it. "" for another one. */
export function guideRightWords(right: string): string {
  const key = keyOf(right);
  return Object.hasOwn(words.guideRight, key) ? t(`words:guideRight.${key as keyof typeof words.guideRight}`) : "";
}

/** null for a right that this version does not know, and for the guide's four. */
export function rightWords(right: string): string | null {
  const key = keyOf(right);
  return Object.hasOwn(words.right, key) ? t(`words:right.${key as keyof typeof words.right}`) : null;
}

/** Points and spaces divide keys of texts. */
function keyOf(right: string): string {
  return right.replaceAll(/[. ]/g, "_");
}
