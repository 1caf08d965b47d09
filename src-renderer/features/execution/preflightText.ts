/** The words of a pre-flight check. English says what the engine says, other languages what its key means. */
import type { ExecutionReview } from "#shared/contract/executionReview.ts";
import { execution } from "#shared/texts/en/execution.ts";
import { spokenLanguage, t } from "#renderer/i18n/t.ts";

/** A check that a newer engine invented keeps the engine's words. */
export function preflightText({ key, label }: ExecutionReview["preflight"][number]): string {
  if (spokenLanguage() === "en" || !Object.hasOwn(execution.preflight.keys, key)) return label;
  return t(`execution:preflight.keys.${key as keyof typeof execution.preflight.keys}`);
}
