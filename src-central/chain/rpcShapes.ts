/** The shapes of a node's answers. What does not fit is no answer at all: it changes no state. */
import { getAddress } from "ethers";
import { AppError } from "#shared/errors.ts";
import { z } from "#shared/zod.ts";

const quantity = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,64}$/)
  .transform((text) => BigInt(text));
const hash32 = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/)
  .transform((text) => text.toLowerCase());
const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .transform((text) => getAddress(text.toLowerCase()));
const bytes = z
  .string()
  .regex(/^0x([0-9a-fA-F]{2})*$/)
  .transform((text) => text.toLowerCase());

export const rpcQuantity = quantity;
export const rpcBytes = bytes;

const header = { number: quantity, hash: hash32, parentHash: hash32, timestamp: quantity };
export const rpcBlock = z.object(header).nullable();
export const rpcTransaction = z.object({
  hash: hash32,
  from: address,
  to: address.nullish().transform((to) => to ?? null),
  nonce: quantity,
  value: quantity,
  input: bytes,
  blockNumber: quantity.nullish().transform((number) => number ?? null),
  blockHash: hash32.nullish().transform((hash) => hash ?? null),
});
export const rpcFullBlock = z
  .object({ ...header, baseFeePerGas: quantity.optional(), transactions: z.array(rpcTransaction) })
  .nullable();
export const rpcFeeBlock = z.object({ baseFeePerGas: quantity });
/** The node's own pending block has neither a number nor a hash that mean anything. */
export const rpcPendingBlock = z.object({ transactions: z.array(rpcTransaction) });

export const rpcLog = z.object({
  address,
  topics: z.array(hash32),
  data: bytes,
  logIndex: quantity.transform((index) => Number(index)),
  transactionHash: hash32,
  blockNumber: quantity,
  blockHash: hash32,
  removed: z.boolean().optional(),
});
export type RpcLog = z.output<typeof rpcLog>;
export const rpcLogs = z.array(rpcLog);

export const rpcReceipt = z
  .object({
    transactionHash: hash32,
    blockNumber: quantity,
    blockHash: hash32,
    status: quantity.transform((status): 0 | 1 => (status === 1n ? 1 : 0)),
    from: address,
    to: address.nullish().transform((to) => to ?? null),
    gasUsed: quantity,
    effectiveGasPrice: quantity,
    logs: rpcLogs,
  })
  .nullable();

const poolPart = z.record(z.string(), z.record(z.string(), rpcTransaction));
export const rpcPool = z.object({ pending: poolPart, queued: poolPart });

export function parseAnswer<Schema extends z.ZodType>(node: string, method: string, schema: Schema, value: unknown) {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError("CHAIN_UNAVAILABLE", `Node ${node} gave an unreadable answer to ${method}`);
}

/** A number as JSON-RPC writes it. */
export const toQuantity = (value: bigint): string => `0x${value.toString(16)}`;
