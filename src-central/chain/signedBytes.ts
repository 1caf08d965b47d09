/** The signed bytes of a transaction, put together again from what a node says of it. */
import { Transaction } from "ethers";

import { z } from "#shared/zod.ts";
import type { ChainNode } from "./chainNode.ts";
import { parseAnswer, rpcBytes, rpcQuantity } from "./rpcShapes.ts";

const METHOD = "eth_getTransactionByHash";
const signed = z
  .object({
    to: z.string().nullish(),
    chainId: rpcQuantity.optional(),
    nonce: rpcQuantity,
    gas: rpcQuantity,
    maxFeePerGas: rpcQuantity.optional(),
    maxPriorityFeePerGas: rpcQuantity.optional(),
    value: rpcQuantity,
    input: rpcBytes,
    type: rpcQuantity.optional(),
    v: rpcQuantity,
    r: rpcQuantity,
    s: rpcQuantity,
  })
  .nullable();

/** Null for what is unknown, and for every kind of transaction that this service never makes. Their hash is compared: a node cannot lie. */
export async function readSignedBytes(node: ChainNode, txHash: string): Promise<string | null> {
  const found = parseAnswer(node.name, METHOD, signed, await node.ask(METHOD, [txHash]));
  if (found === null || found.type !== 2n || found.maxFeePerGas === undefined) return null;
  const { to, chainId, nonce, gas, maxFeePerGas, maxPriorityFeePerGas, value, input, v, r, s } = found;
  const word = (part: bigint): string => `0x${part.toString(16).padStart(64, "0")}`;
  const transaction = Transaction.from({
    type: 2,
    to: to ?? null,
    chainId: chainId ?? 0n,
    nonce: Number(nonce),
    gasLimit: gas,
    maxFeePerGas,
    maxPriorityFeePerGas: maxPriorityFeePerGas ?? 0n,
    value,
    data: input,
    signature: { r: word(r), s: word(s), v: v % 2n === 0n ? 27 : 28 },
  });
  return transaction.hash === txHash ? transaction.serialized : null;
}
