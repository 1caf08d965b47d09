/** How a workstation's cache follows the central service (API contract, "Sync"). */
import { z } from "#shared/zod.ts";
import { application } from "./application.ts";
import { walletAddress } from "./address.ts";
import { id, timestamp } from "./common.ts";
import { currency, network } from "./currency.ts";
import { deposit, timelineEvent } from "./deposit.ts";
import { refund } from "./refund.ts";

/** In the order of first sync: small ones that others refer to come first. */
export const SYNC_ENTITIES = [
  "networks",
  "currencies",
  "walletAddresses",
  "applications",
  "deposits",
  "refunds",
  "events",
] as const;
export type SyncEntity = (typeof SYNC_ENTITIES)[number];

/** The schema of a row of each entity. */
export const SYNC_ROWS = {
  networks: network,
  currencies: currency,
  walletAddresses: walletAddress,
  applications: application,
  deposits: deposit,
  refunds: refund,
  events: timelineEvent,
} as const;

/** The permission without which an entity is neither in the bootstrap nor in the feed. */
export const SYNC_PERMISSIONS = {
  networks: null,
  currencies: null,
  walletAddresses: "Deposit Records",
  applications: "Deposit Application",
  deposits: "Deposit Records",
  refunds: "Refund",
  events: "Deposit Records",
} as const satisfies Record<SyncEntity, string | null>;

export const syncEntity = z.enum(SYNC_ENTITIES);

export const bootstrap = z.object({
  feedId: id,
  cursor: z.string(),
  headSeq: z.int().min(0),
  entities: z.array(z.object({ name: z.string(), count: z.int().min(0) })),
});
export type Bootstrap = z.infer<typeof bootstrap>;

export const rowsQuery = z.strictObject({
  after: id.optional(),
  limit: z.coerce.number().int().min(1).max(5000).default(1000),
});
/** Rows of one entity in primary-key order; each is checked by the reader against SYNC_ROWS. */
export const rowsPage = z.object({ items: z.array(z.unknown()), nextAfter: id.nullable() });

export const changesQuery = z.strictObject({
  cursor: z.string().max(200),
  limit: z.coerce.number().int().min(1).max(5000).default(500),
});
export const change = z.object({
  seq: z.int().min(1),
  entity: z.string(),
  id,
  op: z.enum(["upsert", "delete"]),
  version: z.int().min(1),
  at: timestamp,
  data: z.unknown().nullable(),
});
export type Change = z.infer<typeof change>;
export const changesPage = z.object({
  feedId: id,
  items: z.array(change),
  nextCursor: z.string(),
  headSeq: z.int(),
  hasMore: z.boolean(),
});
export type ChangesPage = z.infer<typeof changesPage>;

export const RESET_REASONS = ["CURSOR_EXPIRED", "FEED_CHANGED", "PERMISSIONS_CHANGED"] as const;

/** Events of the nudge stream (SSE). No row data ever. */
export const nudge = {
  hello: z.object({ feedId: id, headSeq: z.int(), serverTime: timestamp }),
  changed: z.object({ headSeq: z.int(), entities: z.array(z.string()) }),
  session: z.object({ reason: z.string() }),
} as const;
