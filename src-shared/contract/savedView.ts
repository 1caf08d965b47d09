/** Saved views of the record list: a name and a query text, of one person or shared with everybody who may read records (R10.4). */
import { z } from "#shared/zod.ts";
import { id, pageOf, person, timestamp, version } from "./common.ts";

/** Most views that one person may keep. */
export const VIEWS_MOST = 50;

export const savedViewInput = z.strictObject({
  name: z.string().trim().min(1, "write a name").max(60, "at most 60 characters"),
  /** as it is typed: `status:credited amount>1` (domain/query) */
  query: z.string().trim().min(1, "a view without a filter is the whole list").max(4_000),
  shared: z.boolean(),
});
export type SavedViewInput = z.infer<typeof savedViewInput>;

export const savedView = z.object({
  id,
  name: z.string(),
  query: z.string(),
  shared: z.boolean(),
  owner: person,
  updatedAt: timestamp,
  version,
});
export type SavedView = z.infer<typeof savedView>;
export const savedViewPage = pageOf(savedView);
