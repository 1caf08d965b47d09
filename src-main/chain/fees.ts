/** What a payment costs now, and the fee fields it is signed with (EIP-1559). */
import { AppError } from "#shared/errors.ts";
import type { NodePool } from "./nodePool.ts";
import type { Fee } from "./payment.ts";
import { median } from "./quorum.ts";
import { blockHeader, quantity } from "./rpcSchemas.ts";

export type FeeQuote = {
  /** of the newest block, median over the nodes */
  baseFeeWei: bigint;
  tipWei: bigint;
};

/** For nodes that do not know eth_maxPriorityFeePerGas. */
const DEFAULT_TIP_WEI = 1_000_000_000n;
/**
 * How far the base fee may rise before the payment stops being mineable. What is paid is base fee plus tip whatever this is;
 * room is cheap, and a payment that is stuck waits for people.
 */
const BASE_FEE_ROOM = 4n;

/** Throws NODE_* when the quorum is lost, and CHAIN_UNAVAILABLE on a chain without EIP-1559. */
export async function feeQuote(pool: NodePool): Promise<FeeQuote> {
  const heads = await pool.askQuorum("eth_getBlockByNumber", ["latest", false], blockHeader);
  const baseFees = heads.flatMap(({ value }) => (value.baseFeePerGas == null ? [] : [value.baseFeePerGas]));
  // A median: one node that lies about the fee moves nothing while a majority is honest.
  const baseFeeWei = baseFees.length < pool.needed ? null : median(baseFees);
  if (baseFeeWei === null) throw new AppError("CHAIN_UNAVAILABLE", "This chain has no base fee (EIP-1559)");
  const tips = await pool.askEach("eth_maxPriorityFeePerGas", [], quantity);
  const tipWei = median(tips.flatMap((tip) => (tip.ok ? [tip.value] : []))) ?? DEFAULT_TIP_WEI;
  return { baseFeeWei, tipWei };
}

/**
 * Fee fields within the limits that central gave with the claim (their product is at most the approved fee cap).
 * Throws FEE_ABOVE_CAP when the payment would not be mined under them at today's base fee.
 */
export function chooseFee(quote: FeeQuote, limits: { maxFeePerGasWei: string; gasLimit: string }): Fee {
  const most = BigInt(limits.maxFeePerGasWei);
  if (quote.baseFeeWei > most)
    throw new AppError("FEE_ABOVE_CAP", "The network asks for more than the fee cap that was approved");
  const wanted = quote.baseFeeWei * BASE_FEE_ROOM + quote.tipWei;
  const maxFeePerGas = lower(wanted, most);
  const tip = lower(quote.tipWei, maxFeePerGas);
  return {
    gasLimit: limits.gasLimit,
    maxFeePerGasWei: maxFeePerGas.toString(),
    maxPriorityFeePerGasWei: tip.toString(),
  };
}

/** By how much a replacement outbids: nodes want a tenth more of both fees, an eighth leaves room for those that round. */
const OUTBID_PARTS = 9n;
const OUTBID_OF = 8n;

/**
 * Fee fields of a transaction that is to take another one's place on its slot: today's fees, or an eighth above the highest registered so far.
 * Throws FEE_ABOVE_CAP when the approved cap leaves no room for that.
 */
export function chooseReplacementFee(
  quote: FeeQuote,
  limits: { maxFeePerGasWei: string; gasLimit: string },
  outbid: { maxFeePerGasWei: string; maxPriorityFeePerGasWei: string },
): Fee {
  const most = BigInt(limits.maxFeePerGasWei);
  const leastMax = anEighthAbove(outbid.maxFeePerGasWei);
  const leastTip = anEighthAbove(outbid.maxPriorityFeePerGasWei);
  const today = chooseFee(quote, limits);
  const maxFeePerGas = higher(leastMax, BigInt(today.maxFeePerGasWei));
  const tip = higher(leastTip, BigInt(today.maxPriorityFeePerGasWei));
  if (maxFeePerGas > most || tip > maxFeePerGas)
    throw new AppError(
      "FEE_ABOVE_CAP",
      "Nodes take a replacement only for an eighth more, and the fee cap that was approved leaves no room for it. Send the same bytes again, or wait until the network's fees fall.",
    );
  return {
    gasLimit: limits.gasLimit,
    maxFeePerGasWei: maxFeePerGas.toString(),
    maxPriorityFeePerGasWei: tip.toString(),
  };
}

function anEighthAbove(wei: string): bigint {
  return (BigInt(wei) * OUTBID_PARTS + OUTBID_OF - 1n) / OUTBID_OF;
}

function lower(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}

function higher(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}

/** What the payment costs if it uses all its gas at today's base fee. */
export function expectedFeeWei(quote: FeeQuote, fee: Fee): bigint {
  const perGas = quote.baseFeeWei + BigInt(fee.maxPriorityFeePerGasWei);
  return BigInt(fee.gasLimit) * lower(perGas, BigInt(fee.maxFeePerGasWei));
}
