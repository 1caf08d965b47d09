/** The words of a code in the operator's language. */
import { type CodeGroup, codeText } from "#shared/texts/codeText.ts";
import { t } from "./t.ts";

export type { CodeGroup };

export function codeLabel(group: CodeGroup, code: string): string {
  return codeText(t, group, code);
}
