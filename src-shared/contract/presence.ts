/** Who else has a record or a refund open at this moment. Asking makes one seen oneself, for a short while; it is written down nowhere (feature 70). */
import { z } from "#shared/zod.ts";
import { person, timestamp } from "./common.ts";

/** Somebody who has not asked for so long has gone. */
export const PRESENCE_MS = 40_000;
/** How often a page asks. */
export const PRESENCE_ASK_MS = 15_000;

export const presence = z.object({ others: z.array(z.object({ person, since: timestamp })) });
export type Presence = z.infer<typeof presence>;
