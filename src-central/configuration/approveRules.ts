/** The second person's yes: what was true at the proposal is looked at again, and a version whose time has come takes effect at once. */
import { eq } from "drizzle-orm";

import type { Context } from "#central/context.ts";
import type { Outside } from "#central/http/route.ts";
import type { Tx } from "#central/store/openDatabase.ts";
import { configurationVersions } from "#central/store/tables.ts";
import type { ConfigurationVersion } from "#shared/contract/configuration.ts";
import { applyDue } from "./applyVersion.ts";
import { checkCurrencyOnChain, checkNetworkOnChain } from "./chainSays.ts";
import { checkCurrency, checkNetwork } from "./checkRules.ts";
import { approveVersion, type VersionDecision } from "./decideVersion.ts";
import { isVersionOf, toVersion } from "./toCurrency.ts";

/** Before the transaction. Throws CONFIGURATION_UNSOUND, CHAIN_UNAVAILABLE, and VERSION_MISMATCH when what it changes has changed. */
export async function askChainAgain({ rooms }: Outside, { params }: { params: { id: string } }): Promise<void> {
  const row = await proposed(rooms.database.db, params.id);
  if (row === null) return;
  if (isVersionOf("CURRENCY", row)) {
    const asked = await checkCurrency(rooms.database.db, row);
    await checkCurrencyOnChain(rooms, asked, asked.current);
  }
  if (isVersionOf("NETWORK", row)) {
    const asked = await checkNetwork(rooms.database.db, row);
    await checkNetworkOnChain(rooms, asked, asked.current);
  }
}

/** Throws what approveVersion throws, and what the checks of its kind throw. */
export async function approveConfiguration(context: Context, input: VersionDecision): Promise<ConfigurationVersion> {
  const approved = await approveVersion(context, input);
  if (isVersionOf("CURRENCY", approved)) await checkCurrency(context.db, approved);
  if (isVersionOf("NETWORK", approved)) await checkNetwork(context.db, approved);
  await applyDue(context, approved);
  return toVersion(approved);
}

/** One that waits; what is decided already is told by the decision itself. */
async function proposed(db: Tx, id: string) {
  const [row] = await db.select().from(configurationVersions).where(eq(configurationVersions.id, id));
  return row?.status === "PROPOSED" ? row : null;
}
