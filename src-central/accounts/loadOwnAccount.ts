import { eq } from "drizzle-orm";

import type { Outside } from "#central/http/route.ts";
import { users } from "#central/store/tables.ts";
import { invariant } from "#shared/errors.ts";

/** The account of the person who asks, with what only the service may see. */
export async function loadOwnAccount({
  rooms,
  actor,
}: Outside): Promise<{ user: typeof users.$inferSelect; deviceId: string }> {
  invariant(actor.kind === "PERSON", "only a signed-in person has an account");
  const [user] = await rooms.database.db.select().from(users).where(eq(users.id, actor.userId));
  invariant(user, "the signed-in person has an account");
  return { user, deviceId: actor.workstationId };
}
