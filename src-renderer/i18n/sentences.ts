/** Whole sentences after one another: with a space between them, or without one as in Chinese. What is null is left out. */
import { t } from "./t.ts";

export function sentences(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== "").join(t("ui:sentenceSeparator"));
}
