/** The words of a code in the language of `t`. */
import { codes } from "./en/codes.ts";
import type { Translate } from "./translator.ts";

/** The groups of codes: statuses, reasons, roles. */
export type CodeGroup = Exclude<keyof typeof codes, "unknown">;

/** Also for a code that a newer central service invented: "Unknown (X)", on which no action is offered. */
export function codeText(t: Translate, group: CodeGroup, code: string): string {
  if (!Object.hasOwn(codes[group], code)) return t("codes:unknown", { code });
  return t(`codes:${group}.${code}` as "codes:deposit.CREDITED");
}
