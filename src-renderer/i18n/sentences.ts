/** Whole sentences after one another: with a space between them, or without one as in Chinese. What is null is left out. */
import { t } from "./t.ts";

export function sentences(parts: readonly (string | null)[]): string {
  const said = parts.filter((part): part is string => part !== null && part !== "");
  return said.length === 0 ? "" : said.reduce((first, next) => t("ui:sentences", { first, next }));
}
