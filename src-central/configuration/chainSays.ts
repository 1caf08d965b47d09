/** What the chain says about rules, asked before they are proposed and again before they are approved. */
import { parseAddress } from "#central/chain/parseAddress.ts";
import type { ChainReader } from "#central/chain/ChainReader.ts";
import type { BookRooms } from "#central/context.ts";
import { chainOf } from "#central/refunds/loadRules.ts";
import type { CurrencyRules, NetworkRules } from "#shared/contract/configuration.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
import { onlySwitchesOff } from "#shared/domain/rules.ts";
import { AppError } from "#shared/errors.ts";
import { currencyRulesOf } from "./toCurrency.ts";
import { requireSound } from "./requireSound.ts";

/**
 * The contract is there and its own decimals and symbol are those of the rules, on nodes of the right chain. Nothing is asked for a change that
 * only switches things off. Throws CONFIGURATION_UNSOUND, CHAIN_UNAVAILABLE.
 */
export async function checkCurrencyOnChain(
  rooms: Pick<BookRooms, "chains">,
  { network, code, rules }: { network: Network; code: string; rules: CurrencyRules },
  current: Currency | null,
): Promise<void> {
  if (current !== null && onlySwitchesOff(currencyRulesOf(current), rules)) return;
  const chain = chainOf(rooms, network.code);
  await requireTrusted(chain);
  if (rules.contractAddress === null) {
    requireSound(
      code === network.nativeSymbol
        ? []
        : [{ pointer: "/kind", detail: `The own coin of ${network.name} is ${network.nativeSymbol}, not ${code}` }],
    );
    return;
  }
  const address = parseAddress(rules.contractAddress);
  if (chain.readToken === undefined)
    throw new AppError("CHAIN_UNAVAILABLE", `The reader of ${network.name} cannot ask contracts`);
  const token = await chain.readToken(address);
  if (token === null)
    requireSound([{ pointer: "/contractAddress", detail: `There is no contract at this address on ${network.name}` }]);
  const found = [];
  if (token?.decimals !== rules.decimals)
    found.push({
      pointer: "/decimals",
      detail:
        token?.decimals == null
          ? "The contract does not say how many decimals it has"
          : `The contract has ${token.decimals} decimals, not ${rules.decimals}`,
    });
  if (token?.symbol?.toUpperCase() !== code)
    found.push({
      pointer: "/contractAddress",
      detail:
        token?.symbol == null
          ? "The contract has no symbol"
          : `The contract calls itself "${token.symbol.slice(0, 40)}", not ${code}`,
    });
  requireSound(found);
}

/**
 * An enabled network has nodes that agree with its chain id and genesis. A new one is added switched off: the service is then given its nodes
 * and started again. Throws CONFIGURATION_UNSOUND, CHAIN_UNAVAILABLE.
 */
export async function checkNetworkOnChain(
  rooms: Pick<BookRooms, "chains">,
  { code, rules }: { code: string; rules: NetworkRules },
  current: Network | null,
): Promise<void> {
  if (!rules.enabled) return;
  if (current === null)
    requireSound([
      { pointer: "/enabled", detail: "Add a network switched off, give the service its nodes, then switch it on" },
    ]);
  await requireTrusted(chainOf(rooms, code));
}

/** Chain id and genesis of every node are compared again. */
async function requireTrusted(chain: ChainReader): Promise<void> {
  const nodes = await chain.checkNodes();
  const trusted = nodes.filter(({ state }) => state === "TRUSTED").length;
  if (trusted >= chain.quorum.needed) return;
  const why = nodes.map(({ name, state, problem }) => `${name}: ${problem ?? state}`).join("; ");
  throw new AppError(
    "CHAIN_UNAVAILABLE",
    `${trusted} of ${chain.quorum.needed} needed nodes of ${chain.network} are on the right chain${why === "" ? "" : ` (${why})`}`,
  );
}
