/** An error as an operator reads it: what happened, what to do, code, trace. */
import type { ErrorBody, ErrorCode } from "#shared/errors.ts";
import { errors } from "#shared/texts/en/errors.ts";
import { sentences } from "#renderer/i18n/sentences.ts";
import { t } from "#renderer/i18n/t.ts";
import { errorBodyOf } from "./CallError.ts";

export type Explained = {
  title: string;
  advice: string;
  /** particulars that the program knows, in the operator's language */
  facts: string | null;
  /** what the central service or the engine says beyond the code; always English */
  detail: string | null;
  code: string;
  traceId: string | null;
  retryable: boolean;
};

/** `<ErrorPanel {...explain(error)} onRetry={...} />`. A code of a newer central service has the words of INTERNAL. */
export function explain(error: unknown): Explained {
  const body = errorBodyOf(error);
  const known: ErrorCode = Object.hasOwn(errors, body.code) ? body.code : "INTERNAL";
  return {
    title: t(`errors:${known}.title`),
    advice: t(`errors:${known}.advice`),
    facts: factsOf(body),
    detail: detailOf(body, `${errors[known].title} ${errors[known].advice}`),
    code: body.code,
    traceId: body.traceId ?? null,
    retryable: body.retryable,
  };
}

/** One line for a place too small for a panel: "words. Code X." */
export function explainLine(error: unknown): string {
  const { title, advice, facts, detail, code } = explain(error);
  return sentences([title, detail, facts, advice, t("ui:error.codeIs", { code })]);
}

function factsOf({ missingPermission, holder }: ErrorBody): string | null {
  const facts = sentences([
    missingPermission === undefined ? null : t("api:error.missing", { permission: missingPermission }),
    holder === undefined ? null : t("api:error.holder", { holder }),
  ]);
  return facts === "" ? null : facts;
}

/** `words`: the English ones of the code; what they say already is not said twice. */
function detailOf(body: ErrorBody, words: string): string | null {
  const parts: string[] = [];
  if (body.message !== "" && !words.includes(body.message)) parts.push(body.message);
  for (const field of body.errors ?? []) parts.push(`${field.pointer.replace(/^\//, "") || "input"}: ${field.detail}`);
  return parts.length === 0 ? null : parts.join(" ");
}
