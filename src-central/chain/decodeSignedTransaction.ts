/** Reads signed bytes back. Strict: what is not exactly one plain payment of the kind we make is refused. */
import { Transaction } from "ethers";
import { AppError } from "#shared/errors.ts";
import { readTransferCall } from "./erc20.ts";

export type DecodedPayment = {
  hash: string;
  chainId: bigint;
  from: string;
  nonce: bigint;
  /** null: native */
  contractAddress: string | null;
  /** who is paid */
  to: string;
  /** in wei, or in base units of the token */
  value: bigint;
  gasLimit: bigint;
  maxFeePerGas: bigint;
  maxPriorityFeePerGas: bigint;
  /** most that the fee can cost, in wei */
  maxFeeWei: bigint;
};

/** Throws SIGNED_TX_MISMATCH, naming what is wrong, for everything but a signed type 2 transaction (EIP-1559) that pays natively or by one ERC-20 `transfer`. */
export function decodeSignedTransaction(raw: string): DecodedPayment {
  const transaction = parse(raw);
  if (transaction.type !== 2) throw mismatch("type", "it is no EIP-1559 transaction");
  if (transaction.chainId === 0n) throw mismatch("chainId", "it is bound to no chain");
  if (!transaction.isSigned() || transaction.from === null) throw mismatch("signature", "it is not signed");
  // Other bytes for the same transaction would have another hash than the one that is reported.
  if (transaction.serialized !== raw) throw mismatch("encoding", "it is not written in the one canonical way");
  if (transaction.to === null) throw mismatch("to", "it would create a contract");
  if ((transaction.accessList ?? []).length > 0) throw mismatch("accessList", "it carries an access list");
  const { gasLimit, maxFeePerGas, maxPriorityFeePerGas } = transaction;
  if (maxFeePerGas === null || maxPriorityFeePerGas === null || maxPriorityFeePerGas > maxFeePerGas)
    throw mismatch("fee", "its fees make no sense");
  return {
    hash: transaction.hash as string,
    chainId: transaction.chainId,
    from: transaction.from,
    nonce: BigInt(transaction.nonce),
    ...paymentOf(transaction.to, transaction.value, transaction.data),
    gasLimit,
    maxFeePerGas,
    maxPriorityFeePerGas,
    maxFeeWei: gasLimit * maxFeePerGas,
  };
}

function paymentOf(to: string, value: bigint, data: string) {
  if (data === "0x") return { contractAddress: null, to, value };
  const call = readTransferCall(data);
  if (call === null) throw mismatch("data", "its data is no plain token transfer");
  if (value !== 0n) throw mismatch("value", "a token transfer must not move native money as well");
  return { contractAddress: to, to: call.to, value: call.value };
}

function parse(raw: string): Transaction {
  try {
    return Transaction.from(raw);
  } catch {
    // ethers' message holds the payload: it is not passed on.
    throw mismatch("bytes", "they are no signed transaction");
  }
}

function mismatch(field: string, words: string): AppError {
  return new AppError("SIGNED_TX_MISMATCH", `The signed bytes are refused (${field}): ${words}`, {
    extra: { errors: [{ pointer: `/signedTx/${field}`, code: "MISMATCH", detail: words }] },
  });
}
