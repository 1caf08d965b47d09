/** What a change changed, for the audit event: the patched fields as they were and as they are. */

export function changedFields<Row extends object>(
  row: Row,
  patch: Partial<Row>,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  for (const key of Object.keys(patch) as (keyof Row & string)[]) {
    if (JSON.stringify(row[key]) === JSON.stringify(patch[key])) continue;
    before[key] = row[key] ?? null;
    after[key] = patch[key] ?? null;
  }
  return { before, after };
}
