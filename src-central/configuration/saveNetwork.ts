/** Networks are written here alone: each version is kept, because records go by the one they were created under (R4.4). */
import { and, asc, desc, eq, lte } from "drizzle-orm";

import { appendEvent } from "#central/audit/appendEvent.ts";
import type { Instant } from "#central/clock.ts";
import { type Context, newId, now } from "#central/context.ts";
import { networks, networkVersions } from "#central/store/tables.ts";
import type { NetworkRules } from "#shared/contract/configuration.ts";
import type { Network } from "#shared/contract/currency.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { toNetwork } from "./toCurrency.ts";

/** A new network, version 1. */
export async function addNetwork(context: Context, network: Omit<Network, "id" | "version">): Promise<Network> {
  const at = now(context);
  const [row] = await context.db
    .insert(networks)
    .values({ ...network, id: newId(context), version: 1, createdAt: at, updatedAt: at })
    .returning();
  invariant(row, "the network was written");
  const added = toNetwork(row);
  await keepVersion(context, added, at);
  await appendEvent(context, {
    action: "configuration.network_added",
    entity: "network",
    entityId: row.id,
    entityNo: row.code,
    after: added,
  });
  return added;
}

/** Chain id and genesis never change: they are what a network is. */
export type NetworkChange = Partial<Omit<NetworkRules, "chainId" | "genesisHash" | "nativeSymbol">>;

/** A new version; open records keep what was required when they were created. Throws NOT_FOUND. */
export async function changeNetwork(context: Context, id: string, change: NetworkChange): Promise<Network> {
  const [before] = await context.db.select().from(networks).where(eq(networks.id, id)).for("update");
  if (!before) throw new AppError("NOT_FOUND", "There is no such network");
  // One that was written without its first version (by a seed, or before versions were kept) gets it now.
  const [kept] = await context.db.select().from(networkVersions).where(eq(networkVersions.networkId, id)).limit(1);
  if (!kept) await keepVersion(context, toNetwork(before), before.updatedAt);
  const at = now(context);
  const [row] = await context.db
    .update(networks)
    .set({ ...change, updatedAt: at, version: before.version + 1 })
    .where(eq(networks.id, id))
    .returning();
  invariant(row, "the network was written");
  const changed = toNetwork(row);
  await keepVersion(context, changed, at);
  await appendEvent(context, {
    action: "configuration.network_changed",
    entity: "network",
    entityId: id,
    entityNo: row.code,
    before: toNetwork(before),
    after: changed,
  });
  return changed;
}

async function keepVersion(context: Context, network: Network, recordedAt: Instant): Promise<void> {
  await context.db
    .insert(networkVersions)
    .values({ networkId: network.id, version: network.version, rules: network, recordedAt });
}

/** The network as it was configured at a moment; the oldest known before that, and as it is now when no version is kept. */
export async function networkAt({ db }: Pick<Context, "db">, network: Network, at: Instant): Promise<Network> {
  const of = eq(networkVersions.networkId, network.id);
  const [then] = await db
    .select()
    .from(networkVersions)
    .where(and(of, lte(networkVersions.recordedAt, at)))
    .orderBy(desc(networkVersions.version))
    .limit(1);
  if (then) return then.rules;
  const [first] = await db.select().from(networkVersions).where(of).orderBy(asc(networkVersions.version)).limit(1);
  return first?.rules ?? network;
}
