import { appendEvent } from "#central/audit/appendEvent.ts";
import { type Context, newId, now } from "#central/context.ts";
import { networks } from "#central/store/tables.ts";
import type { Network } from "#shared/contract/currency.ts";
import { invariant } from "#shared/errors.ts";
import { toNetwork } from "./toCurrency.ts";

export async function addNetwork(context: Context, network: Omit<Network, "id" | "version">): Promise<Network> {
  const at = now(context);
  const [row] = await context.db
    .insert(networks)
    .values({ ...network, id: newId(context), version: 1, createdAt: at, updatedAt: at })
    .returning();
  invariant(row, "the network was written");
  const added = toNetwork(row);
  await appendEvent(context, {
    action: "configuration.network_added",
    entity: "network",
    entityId: row.id,
    entityNo: row.code,
    after: added,
  });
  return added;
}
