/** From an endpoint of the contract and its arguments to a request: path, query, body, all checked before anything is sent. */
import type { BodyInputOf, Endpoint, ParamsOf, QueryInputOf } from "#shared/contract/http.ts";
import { API_BASE } from "#shared/contract/http.ts";
import { AppError } from "#shared/errors.ts";
import type { z } from "#shared/zod.ts";

type Part<Name extends string, Schema, Value> = Schema extends null
  ? { [K in Name]?: undefined }
  : { [K in Name]: Value };

/** Exactly what this endpoint needs: a missing key or version does not compile. */
export type CallArguments<E extends Endpoint> = Part<"params", E["params"], ParamsOf<E>> &
  Part<"query", E["query"], QueryInputOf<E>> &
  Part<"body", E["body"], BodyInputOf<E>> &
  (E["ifMatch"] extends true ? { ifMatch: number } : { ifMatch?: undefined }) &
  (E["idempotent"] extends true ? { idempotencyKey: string } : { idempotencyKey?: undefined }) &
  CallOptions;

export type CallOptions = {
  /** "never": sent once, whatever happens (execution); default: again after a fault that allows it */
  retry?: "never";
  timeoutMs?: number;
  /** in another session's name than the current one's; its refusal ends nothing here */
  token?: string;
  signal?: AbortSignal;
};

export type LooseArguments = {
  params?: unknown;
  query?: unknown;
  body?: unknown;
  ifMatch?: number | undefined;
  idempotencyKey?: string | undefined;
  /** the answer is left as it came over the wire */
  packed?: true;
} & CallOptions;

/** Path with its parameters filled in, and the query string. */
export function urlOf(endpoint: Endpoint, args: LooseArguments): string {
  const params = checked(endpoint.params, args.params) as Record<string, unknown> | null;
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name])));
  const query = new URLSearchParams();
  if (endpoint.query !== null) {
    checked(endpoint.query, args.query);
    for (const [name, value] of Object.entries((args.query ?? {}) as Record<string, unknown>))
      for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) query.append(name, String(one));
  }
  const text = query.toString();
  return `${API_BASE}${path}${text === "" ? "" : `?${text}`}`;
}

export function bodyOf(endpoint: Endpoint, args: LooseArguments): string | null {
  return endpoint.body === null ? null : JSON.stringify(checked(endpoint.body, args.body));
}

function checked(schema: z.ZodType | null, value: unknown): unknown {
  if (schema === null) return null;
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  throw new AppError("INPUT_INVALID", "The request does not fit the contract", {
    extra: {
      errors: parsed.error.issues.map((issue) => ({
        pointer: `/${issue.path.join("/")}`,
        code: issue.code,
        detail: issue.message,
      })),
    },
  });
}
