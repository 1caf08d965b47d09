/** An error as an operator reads it: what happened, what to do, code, trace. */
import type { ErrorBody } from "#shared/errors.ts";
import { errorBodyOf } from "./CallError.ts";
import { ERROR_WORDS } from "./errorWords.ts";

export type Explained = {
  title: string;
  advice: string;
  detail: string | null;
  code: string;
  traceId: string | null;
  retryable: boolean;
};

/** `<ErrorPanel {...explain(error)} onRetry={...} />`. The first sentence of the words is the title. */
export function explain(error: unknown): Explained {
  const body = errorBodyOf(error);
  const words = Object.hasOwn(ERROR_WORDS, body.code) ? ERROR_WORDS[body.code] : ERROR_WORDS.INTERNAL;
  const end = words.indexOf(". ");
  const title = end < 0 ? words : words.slice(0, end + 1);
  return {
    title,
    advice: end < 0 ? "" : words.slice(end + 2),
    detail: detailOf(body, words),
    code: body.code,
    traceId: body.traceId ?? null,
    retryable: body.retryable,
  };
}

/** One line for a place too small for a panel: "words. Code X." */
export function explainLine(error: unknown): string {
  const { title, advice, detail, code } = explain(error);
  return [title, detail, advice, `Code ${code}.`].filter((part) => part !== null && part !== "").join(" ");
}

function detailOf(body: ErrorBody, words: string): string | null {
  const parts: string[] = [];
  if (body.message !== "" && !words.includes(body.message)) parts.push(body.message);
  if (body.missingPermission !== undefined) parts.push(`Missing permission: "${body.missingPermission}".`);
  if (body.holder !== undefined) parts.push(`Held by ${body.holder}.`);
  for (const field of body.errors ?? []) parts.push(`${field.pointer.replace(/^\//, "") || "input"}: ${field.detail}`);
  return parts.length === 0 ? null : parts.join(" ");
}
