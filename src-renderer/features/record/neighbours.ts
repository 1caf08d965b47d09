/** The list beside the detail: where the open record stands in the search that led to it, and what lies before and after it. */
export type Neighbours = { index: number; previous: string | null; next: string | null };

export function neighboursOf(ids: readonly string[], id: string): Neighbours {
  const index = ids.indexOf(id);
  if (index === -1) return { index, previous: null, next: ids[0] ?? null };
  return { index, previous: ids[index - 1] ?? null, next: ids[index + 1] ?? null };
}
