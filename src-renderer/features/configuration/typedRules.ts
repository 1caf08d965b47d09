/** What people type into forms of rules, as the contract takes it. */
import type { z } from "#shared/zod.ts";
import { t } from "#renderer/i18n/t.ts";

export const typed = {
  /** thousands may be written with commas */
  amount: (text: string) => text.trim().replaceAll(",", ""),
  /** a whole number; what is none is refused by the contract */
  count: (text: string) => (/^\d{1,9}$/.test(text.trim()) ? Number.parseInt(text.trim(), 10) : text),
};

/** The first field that is wrong, in the form's own words. */
export function firstProblem(error: z.ZodError, words: (field: string) => string | null): string {
  const issue = error.issues[0];
  return words(String(issue?.path[0] ?? "")) ?? issue?.message ?? t("configuration:rules.wrong");
}
