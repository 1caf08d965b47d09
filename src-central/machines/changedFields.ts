/** What a change changed, for the audit event: the patched fields as they were and as they are. */
import { canonicalJson } from "#shared/canonicalJson.ts";

export function changedFields<Row extends object>(
  row: Row,
  patch: Partial<Row>,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  for (const key of Object.keys(patch) as (keyof Row & string)[]) {
    if (isSame(row[key], patch[key])) continue;
    before[key] = row[key] ?? null;
    after[key] = patch[key] ?? null;
  }
  return { before, after };
}

/** A database answers the fields of JSON in an order of its own: that is no change. */
function isSame(one: unknown, other: unknown): boolean {
  if (JSON.stringify(one) === JSON.stringify(other)) return true;
  const objects = typeof one === "object" && typeof other === "object" && one !== null && other !== null;
  return objects && canonicalJson(one) === canonicalJson(other);
}
