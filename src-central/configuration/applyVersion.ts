/** An approved version of rules takes effect: the row of the currency or network becomes what the version says, and records made from then on follow it. */
import { and, desc, eq } from "drizzle-orm";

import { asSystem, type Context, now, type Rooms } from "#central/context.ts";
import { configurationApplied, configurationVersions } from "#central/store/tables.ts";
import { versionDue } from "#shared/domain/rules.ts";
import { parseAddress } from "#central/chain/parseAddress.ts";
import { findCurrency, findNetwork } from "./readConfiguration.ts";
import { addCurrency, changeCurrency } from "./saveCurrency.ts";
import { addNetwork, changeNetwork } from "./saveNetwork.ts";
import { type ConfigurationVersionRow, isVersionOf } from "./toCurrency.ts";

type Subject = Pick<ConfigurationVersionRow, "kind" | "network" | "currency">;

/** The number of the last version of this subject that took effect; 0 before the first. */
export async function appliedNumber({ db }: Pick<Context, "db">, of: Subject): Promise<number> {
  const [row] = await db
    .select({ number: configurationApplied.number })
    .from(configurationApplied)
    .where(
      and(
        eq(configurationApplied.kind, of.kind),
        eq(configurationApplied.network, of.network),
        eq(configurationApplied.currency, of.currency),
      ),
    )
    .orderBy(desc(configurationApplied.number))
    .limit(1);
  return row?.number ?? 0;
}

/** Lets the version that is due into effect, if there is one. Limits are read by their time and need no row. */
export async function applyDue(context: Context, of: Subject): Promise<void> {
  if (of.kind === "PAYMENT_LIMITS") return;
  const versions = await context.books.configurationVersions(of.kind, of.network, of.currency);
  const due = versionDue(versions, { at: now(context), applied: await appliedNumber(context, of) });
  if (due === null) return;
  const rowVersion = await write(context, due);
  const { kind, network, currency, number } = due;
  await context.db
    .insert(configurationApplied)
    .values({ kind, network, currency, number, rowVersion, appliedAt: now(context) });
}

/** Versions whose time came while nobody was there. Each in a transaction of its own. */
export async function applyAllDue(rooms: Rooms): Promise<void> {
  const { kind, network, currency } = configurationVersions;
  const subjects = await rooms.database.db
    .selectDistinct({ kind, network, currency })
    .from(configurationVersions)
    .where(eq(configurationVersions.status, "APPROVED"));
  for (const subject of subjects) await asSystem(rooms, (context) => applyDue(context, subject));
}

async function write(context: Context, version: ConfigurationVersionRow): Promise<number> {
  const effectiveFrom = version.effectiveFrom ?? now(context);
  if (isVersionOf("CURRENCY", version)) {
    const { kind, contractAddress, decimals, ...mutable } = version.payload.rules;
    const current = await findCurrency(context, version.network, version.currency);
    if (current !== null) return (await changeCurrency(context, current.id, { ...mutable, effectiveFrom })).version;
    const added = await addCurrency(context, {
      ...{ kind, decimals, ...mutable, code: version.currency, network: version.network, effectiveFrom },
      contractAddress: contractAddress === null ? null : parseAddress(contractAddress),
    });
    return added.version;
  }
  if (isVersionOf("NETWORK", version)) {
    const { chainId, genesisHash, nativeSymbol, ...mutable } = version.payload.rules;
    const current = await findNetwork(context, version.network);
    if (current !== null) return (await changeNetwork(context, current.id, mutable)).version;
    const own = { chainId, genesisHash, nativeSymbol, code: version.network };
    return (await addNetwork(context, { ...own, ...mutable })).version;
  }
  return 0;
}
