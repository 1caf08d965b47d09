/** What the request form shows before anybody decides: the fee, and whether the payment would work (R20.8, R20.9). Moves nothing, promises nothing. */
import type { PaymentLimits } from "#shared/contract/configuration.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
import { http } from "#shared/contract/http.ts";
import type { RefundQuote } from "#shared/contract/ipc.ts";
import { EVM_ADDRESS_PATTERN, sameAddress } from "#shared/domain/addresses.ts";
import { approvalsNeeded } from "#shared/domain/limits.ts";
import { AppError } from "#shared/errors.ts";
import { toBaseUnits } from "#shared/money.ts";
import type { ChainNetwork } from "#main/chain/node.ts";
import type { ExecutionRooms } from "./executionRooms.ts";
import type { QuotePort } from "./ports.ts";

type QuoteInput = Parameters<QuotePort["quote"]>[0];
type Rooms = Pick<ExecutionRooms, "chain" | "remote" | "user">;

/** As the central service reckons before it knows the payer: plain transfer, token transfer. */
const NATIVE_GAS = 21_000n;
const TOKEN_GAS = 100_000n;

/** Throws NODE_*, AMOUNT_INVALID, NOT_FOUND, and what asking the central service throws. */
export async function quoteRefund(rooms: Rooms, input: QuoteInput): Promise<RefundQuote> {
  const { network, currency, address, deposit } = input;
  const chain: ChainNetwork = { code: network.code, chainId: network.chainId, genesisHash: network.genesisHash };
  const report = await rooms.chain.verify(chain);
  const quote = await rooms.chain.feeQuote(chain);
  const limits = await limitsOf(rooms, network, currency);
  const trial = await tryPayment(rooms, chain, input);
  const gas = trial.gas ?? (currency.kind === "NATIVE" ? NATIVE_GAS : TOKEN_GAS);
  return {
    feeQuoteWei: (gas * (quote.baseFeeWei + quote.tipWei)).toString(),
    feeCapWei: limits.feeCapWei,
    requiredApprovals: approvalsNeeded(input.amount, limits),
    feeSymbol: network.nativeSymbol,
    simulation: { ok: trial.ok, detail: trial.detail },
    sourceWarning: sourceWarning(deposit, address.address),
    nodes: { asked: report.asked, agree: report.agree },
  };
}

/** As agreed on at the central service at this moment. Throws NOT_FOUND for a currency that it does not have any more. */
async function limitsOf({ remote }: Rooms, network: Network, currency: Currency): Promise<PaymentLimits> {
  const { items } = await remote.call(http.configuration.limits, {});
  const found = items.find((one) => one.network === network.code && one.currency === currency.code);
  if (found === undefined) throw new AppError("NOT_FOUND", `${currency.code} on ${network.code} has no limits`);
  return found.inForce.limits;
}

/** Who really pays is decided at execution; whether payee and token take the payment does not depend on it. */
async function tryPayment(rooms: Rooms, chain: ChainNetwork, { currency, address, amount, deposit }: QuoteInput) {
  const amountBaseUnits = toBaseUnits(amount, currency.decimals);
  const payers = [...(await approvedKeys(rooms, chain.code)), deposit.destinationAddress];
  for (const from of payers) {
    if (!EVM_ADDRESS_PATTERN.test(from) || (await holding(rooms, chain, currency, from)) < amountBaseUnits) continue;
    const { contractAddress } = currency;
    return rooms.chain.simulateTransfer(chain, { from, to: address.address, contractAddress, amountBaseUnits });
  }
  return { ok: false, detail: "Not tried: no paying address known here holds this amount now", gas: null };
}

/** Only who may read signing keys knows them; the deposit's own wallet serves everybody else. */
async function approvedKeys(rooms: Rooms, network: string): Promise<string[]> {
  if (!rooms.user().permissions.includes("Signer.Read")) return [];
  const { items } = await rooms.remote.call(http.signers.list, {});
  return items.filter((one) => one.status === "APPROVED" && one.networks.includes(network)).map((one) => one.address);
}

function holding(rooms: Rooms, chain: ChainNetwork, currency: Currency, account: string): Promise<bigint> {
  return rooms.chain.balance(chain, account, currency.contractAddress);
}

/** R20.8: an exchange or a contract may not credit what comes back. */
function sourceWarning(deposit: QuoteInput["deposit"], to: string): string | null {
  const source = deposit.transfer;
  if (!source || !sameAddress(source.from, to) || source.sourceKind === "WALLET") return null;
  return source.sourceKind === "EXCHANGE"
    ? "The deposit came from an exchange's wallet. A payment back to it may not reach the client."
    : "The deposit came from a contract. A payment back to it may be lost.";
}
