/** What must hold for rules of a currency or network, whoever brings them and whenever: at the proposal and again at the approval. */
import { parseAddress } from "#central/chain/parseAddress.ts";
import type { Tx } from "#central/store/openDatabase.ts";
import type { CurrencyPayload, CurrencyRules, NetworkPayload } from "#shared/contract/configuration.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
import { whyCurrencyIsUnsound, whyNetworkIsUnsound, type Unsound } from "#shared/domain/rules.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import { AppError, isAppError } from "#shared/errors.ts";
import { findCurrency, findNetwork, listCurrencies } from "./readConfiguration.ts";
import { requireSound } from "./requireSound.ts";

export type CurrencyAsked = { network: Network; code: string; rules: CurrencyRules; current: Currency | null };

/**
 * Answers what the change is a change of. Throws CONFIGURATION_UNSOUND, CONTRACT_IMMUTABLE, DECIMALS_IMMUTABLE, CODE_EXISTS, VERSION_MISMATCH,
 * NOT_FOUND for a network that is not configured.
 */
export async function checkCurrency(
  db: Tx,
  asked: { network: string; currency: string; payload: CurrencyPayload },
): Promise<CurrencyAsked> {
  const { rules, basedOn } = asked.payload;
  const network = await findNetwork({ db }, asked.network);
  if (network === null) throw new AppError("NOT_FOUND", `The network ${asked.network} is not configured`);
  const current = await findCurrency({ db }, asked.network, asked.currency);
  requireSeen(`${asked.currency} on ${asked.network}`, current, basedOn);
  if (current !== null) requireSameAsset(current, rules);
  const others = (await listCurrencies({ db })).filter(
    (one) => one.network === asked.network && one.code !== asked.currency,
  );
  requireSound([...whyCurrencyIsUnsound(rules), ...contractProblems(rules, others)]);
  return { network, code: asked.currency, rules, current };
}

export type NetworkAsked = { code: string; rules: NetworkPayload["rules"]; current: Network | null };

/** As checkCurrency, without the codes of assets. */
export async function checkNetwork(db: Tx, asked: { network: string; payload: NetworkPayload }): Promise<NetworkAsked> {
  const { rules, basedOn } = asked.payload;
  const current = await findNetwork({ db }, asked.network);
  requireSeen(asked.network, current, basedOn);
  const found = whyNetworkIsUnsound(rules);
  for (const field of ["chainId", "genesisHash", "nativeSymbol"] as const)
    if (current !== null && current[field] !== rules[field])
      found.push({
        pointer: `/${field}`,
        detail: "This is what the network is; it never changes. Configure another network",
      });
  requireSound(found);
  return { code: asked.network, rules, current };
}

function requireSeen(name: string, current: { version: number } | null, basedOn: number | null): void {
  if (current === null && basedOn === null) return;
  if (current === null) throw new AppError("NOT_FOUND", `${name} is not configured`);
  if (basedOn === null) throw new AppError("CODE_EXISTS", `${name} is configured already; propose a change of it`);
  if (basedOn !== current.version)
    throw new AppError("VERSION_MISMATCH", `${name} has changed since: it is at version ${current.version}`, {
      extra: { current },
    });
}

function requireSameAsset(current: Currency, rules: CurrencyRules): void {
  if (current.decimals !== rules.decimals)
    throw new AppError("DECIMALS_IMMUTABLE", `${current.code} has ${current.decimals} decimals for ever`);
  const same =
    current.contractAddress === null || rules.contractAddress === null
      ? current.contractAddress === rules.contractAddress
      : sameAddress(current.contractAddress, rules.contractAddress);
  if (!same || current.kind !== rules.kind)
    throw new AppError("CONTRACT_IMMUTABLE", `${current.code} stays at its contract; configure another currency`);
}

function contractProblems(rules: CurrencyRules, others: readonly Currency[]): Unsound[] {
  const { contractAddress } = rules;
  const pointer = "/contractAddress";
  if (contractAddress === null) {
    const own = rules.kind === "NATIVE" ? others.find(({ kind }) => kind === "NATIVE") : undefined;
    return own === undefined ? [] : [{ pointer: "/kind", detail: `${own.code} is the network's own coin already` }];
  }
  try {
    parseAddress(contractAddress);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return [{ pointer, detail: error.message }];
  }
  const twin = others.find((one) => one.contractAddress !== null && sameAddress(one.contractAddress, contractAddress));
  return twin === undefined ? [] : [{ pointer, detail: `This is the contract of ${twin.code}` }];
}
