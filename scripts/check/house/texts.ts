/** Texts for people stand in src-shared/texts, in every language. A sentence inside the page's code would stay English for ever. */
import { PERMISSIONS } from "#shared/domain/permissions.ts";

/** Colours, sizes and shadows. */
const WITHOUT_TEXTS = "theme/";

export function isTranslated(file: string): boolean {
  return file.startsWith("src-renderer/") && !file.startsWith(`src-renderer/${WITHOUT_TEXTS}`);
}

/** Two words in a row are read by people; names of classes, keys and codes are not. */
export function isSentence(text: string): boolean {
  return /\p{L}[\p{L}\p{P}]*\s+\p{P}*\p{L}/u.test(text);
}

/** In a place that is shown, one word is enough; codes in capitals and names of things (`0x…`, `/`) are the same in each language. */
export function isWord(text: string): boolean {
  return /\p{L}\p{Ll}{2,}/u.test(text);
}

const RIGHTS: ReadonlySet<string> = new Set(PERMISSIONS);

/** Rights are the same codes in each language; some are made of two words. */
export function isCode(text: string): boolean {
  return RIGHTS.has(text);
}

/** Functions that take a selector of CSS. */
const SELECTING = new Set(["closest", "matches", "matchMedia", "querySelector", "querySelectorAll", "useMediaQuery"]);
export function isSelecting(name: string): boolean {
  return SELECTING.has(name);
}

/** Attributes and properties that are shown or spoken. */
const SHOWN = new Set([
  "label",
  "title",
  "placeholder",
  "aria-label",
  "alt",
  "text",
  "header",
  "says",
  "keep",
  "aside",
]);
export function isShown(name: string): boolean {
  return SHOWN.has(name);
}

/** Attributes whose value is for the machine, whatever it looks like. */
const UNSEEN = new Set(["className", "rel", "sandbox", "autoComplete", "data-testid", "i18nKey"]);
export function isUnseen(name: string): boolean {
  return UNSEEN.has(name);
}
