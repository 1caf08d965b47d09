/** A person proposes rules of a currency or a network; nothing changes until another one approves them (R4.1, R4.4). */
import type { Context } from "#central/context.ts";
import type { Outside } from "#central/http/route.ts";
import {
  type CurrencyProposal,
  type CurrencyVersion,
  type NetworkProposal,
  type NetworkVersion,
  WHOLE_NETWORK,
} from "#shared/contract/configuration.ts";
import { invariant } from "#shared/errors.ts";
import { countAffected } from "./affected.ts";
import { checkCurrencyOnChain, checkNetworkOnChain } from "./chainSays.ts";
import { checkCurrency, checkNetwork } from "./checkRules.ts";
import { writeProposal } from "./writeProposal.ts";
import { currencyRulesOf, isVersionOf, networkRulesOf } from "./toCurrency.ts";

/** Before the transaction, because nodes take their time. Throws what checkCurrency and checkCurrencyOnChain throw. */
export async function askChainAboutCurrency({ rooms }: Outside, { body }: { body: CurrencyProposal }): Promise<void> {
  const asked = await checkCurrency(rooms.database.db, body);
  await checkCurrencyOnChain(rooms, asked, asked.current);
}

/** Throws what checkCurrency throws, and CONFIGURATION_STATE while another proposal waits. */
export async function proposeCurrency(context: Context, proposal: CurrencyProposal): Promise<CurrencyVersion> {
  const { current } = await checkCurrency(context.db, proposal);
  const row = await writeProposal(
    context,
    { ...proposal, kind: "CURRENCY" },
    {
      before: current && { basedOn: current.version, rules: currencyRulesOf(current) },
      detail: await countsForLog(context, proposal.network, proposal.currency),
    },
  );
  invariant(isVersionOf("CURRENCY", row), "rules of a currency were proposed");
  return row;
}

/** Before the transaction. Throws what checkNetwork and checkNetworkOnChain throw. */
export async function askChainAboutNetwork({ rooms }: Outside, { body }: { body: NetworkProposal }): Promise<void> {
  const asked = await checkNetwork(rooms.database.db, body);
  await checkNetworkOnChain(rooms, asked, asked.current);
}

/** Throws what checkNetwork throws, and CONFIGURATION_STATE while another proposal waits. */
export async function proposeNetwork(context: Context, proposal: NetworkProposal): Promise<NetworkVersion> {
  const { current } = await checkNetwork(context.db, proposal);
  const row = await writeProposal(
    context,
    { ...proposal, kind: "NETWORK", currency: WHOLE_NETWORK },
    {
      before: current && { basedOn: current.version, rules: networkRulesOf(current) },
      detail: await countsForLog(context, proposal.network, null),
    },
  );
  invariant(isVersionOf("NETWORK", row), "rules of a network were proposed");
  return row;
}

async function countsForLog(
  context: Context,
  network: string,
  currency: string | null,
): Promise<Record<string, string>> {
  const { openRecords, openRefunds } = (await countAffected(context.db)).of(network, currency);
  return { openRecords: String(openRecords), openRefunds: String(openRefunds) };
}
