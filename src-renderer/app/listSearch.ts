/** Filters of the smaller lists as the URL holds them. Broken parts are left out. */
import { z } from "#shared/zod.ts";
import { onlyThese } from "#renderer/api/onlyThese.ts";

const fields = {
  /** status codes of the list at hand; the page knows which */
  status: z.array(z.string().max(60)),
  text: z.string().max(100),
  customerNo: z.string().max(40),
  /** the row shown beside the list */
  open: z.string().max(60),
  view: z.string().max(30),
  /** a mined payment that was never registered (F36) */
  found: z.string().regex(/^0x[0-9a-f]{64}$/),
};

export type ListSearch = { [K in keyof typeof fields]?: z.infer<(typeof fields)[K]> };

export function parseListSearch(raw: Record<string, unknown>): ListSearch {
  const search: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(fields)) {
    const value = raw[key];
    const parsed = field.safeParse(typeof value === "number" ? String(value) : value);
    if (parsed.success) search[key] = parsed.data;
  }
  return onlyThese(raw, search) as ListSearch;
}
