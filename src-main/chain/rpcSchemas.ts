/** The shapes of the few JSON-RPC answers we use. An answer that does not fit counts as no answer (I20). */
import { z } from "#shared/zod.ts";

export const quantity = z
  .string()
  .regex(/^0x[0-9a-f]{1,64}$/i)
  .transform((text) => BigInt(text));
export const hexData = z
  .string()
  .regex(/^0x([0-9a-f]{2})*$/i)
  .transform((text) => text.toLowerCase());
export const word = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/i)
  .transform((text) => text.toLowerCase());
const address = z
  .string()
  .regex(/^0x[0-9a-f]{40}$/i)
  .transform((text) => text.toLowerCase());

export const blockHeader = z.object({
  number: quantity,
  hash: word,
  timestamp: quantity,
  baseFeePerGas: quantity.nullish(),
});

export const receipt = z.object({
  transactionHash: word,
  blockNumber: quantity,
  blockHash: word,
  from: address,
  to: address.nullable(),
  status: quantity,
  gasUsed: quantity,
  effectiveGasPrice: quantity,
  logs: z.array(z.object({ address, topics: z.array(word).max(4), data: hexData })),
});
export type Receipt = z.output<typeof receipt>;

export const transaction = z.object({
  hash: word,
  from: address,
  to: address.nullable(),
  value: quantity,
  input: hexData,
  nonce: quantity,
});
export type NodeTransaction = z.output<typeof transaction>;
