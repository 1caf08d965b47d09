/** Raw bytes as a node reads them. */
import { Transaction as Parsed } from "ethers";
import type { Transaction } from "./blockTree.ts";

const known = new Map<string, Transaction>();
const MOST_KNOWN = 5_000;

/** Throws when the bytes are no signed transaction. */
export function readTransaction(raw: string): Transaction {
  const again = known.get(raw);
  if (again !== undefined) return again;
  const { hash, from, to, nonce, value, data, gasLimit, maxFeePerGas, maxPriorityFeePerGas, signature } =
    Parsed.from(raw);
  const transaction: Transaction = {
    hash: String(hash),
    raw,
    from: String(from).toLowerCase(),
    to: String(to).toLowerCase(),
    nonce,
    value,
    data,
    gasLimit,
    maxFeePerGas: maxFeePerGas ?? 0n,
    maxTip: maxPriorityFeePerGas ?? 0n,
    transfer: /^0xa9059cbb0{24}/.test(data)
      ? { to: `0x${data.slice(34, 74)}`, units: BigInt(`0x${data.slice(74, 138)}`) }
      : null,
    ...(signature !== null && { signature: { yParity: signature.yParity, r: signature.r, s: signature.s } }),
  };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(raw, transaction);
  return transaction;
}
