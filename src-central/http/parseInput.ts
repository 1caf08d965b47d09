/** What comes in, checked against the contract before anything else looks at it. */
import type { Endpoint } from "#shared/contract/http.ts";
import { AppError, type FieldProblem } from "#shared/errors.ts";
import type { z } from "#shared/zod.ts";

type Raw = { params: unknown; query: unknown; body: unknown };

/** Throws VALIDATION_FAILED with one entry per wrong field: pointers are "/field" in the body, "/query/field", "/path/field". */
export function parseInput(endpoint: Endpoint, raw: Raw): { params: unknown; query: unknown; body: unknown } {
  const problems: FieldProblem[] = [];
  const params = parsePart(endpoint.params, raw.params, "/path", problems);
  const query = parsePart(endpoint.query, raw.query, "/query", problems);
  const body = endpoint.body === null ? null : parsePart(endpoint.body, raw.body ?? {}, "", problems);
  findUnstorableText(raw.query, "/query", problems);
  findUnstorableText(raw.body, "", problems);
  if (problems.length > 0)
    throw new AppError("VALIDATION_FAILED", `Not a valid request: ${problems.map(inWords).join("; ")}`, {
      extra: { errors: problems },
    });
  return { params, query, body };
}

function parsePart(schema: z.ZodObject | null, value: unknown, place: string, problems: FieldProblem[]): unknown {
  if (schema === null) return null;
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const at = `${place}${issue.path.map((part) => `/${String(part)}`).join("")}`;
    if (issue.code === "unrecognized_keys")
      for (const key of issue.keys)
        problems.push({ pointer: `${at}/${key}`, code: issue.code, detail: "there is no such field" });
    else problems.push({ pointer: at === "" ? "/" : at, code: issue.code, detail: issue.message });
  }
  return null;
}

/** PostgreSQL stores neither NUL nor half a surrogate pair: what is hashed must be what is stored. */
function findUnstorableText(value: unknown, pointer: string, problems: FieldProblem[]): void {
  if (typeof value === "string") {
    if (value.includes("\u0000") || !value.isWellFormed())
      problems.push({ pointer, code: "invalid_text", detail: "holds a character that cannot be stored" });
  } else if (typeof value === "object" && value !== null)
    for (const [key, one] of Object.entries(value)) findUnstorableText(one, `${pointer}/${key}`, problems);
}

function inWords({ pointer, detail }: FieldProblem): string {
  return `${pointer} ${detail}`;
}

/** The version in If-Match: `"3"`, weak or not. Throws IF_MATCH_REQUIRED (428) when it is missing, VALIDATION_FAILED when it is no version. */
export function parseIfMatch(header: string | undefined): number {
  if (header === undefined)
    throw new AppError("IF_MATCH_REQUIRED", 'Send If-Match with the version you saw, for example If-Match: "3"');
  const digits = /^(?:W\/)?"?([1-9]\d{0,9})"?$/.exec(header.trim())?.[1];
  if (digits === undefined)
    throw new AppError("VALIDATION_FAILED", 'If-Match must be one version, for example "3"', {
      extra: { errors: [{ pointer: "/header/If-Match", code: "invalid_format", detail: "not a version" }] },
    });
  return Number.parseInt(digits, 10);
}
