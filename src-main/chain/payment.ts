/**
 * The one kind of transaction this product pays with: type 2 (EIP-1559), a plain transfer of the native coin or an ERC-20 `transfer`.
 * Decoding is strict: anything else, or bytes that are not exactly their own canonical form, is refused.
 */
import { Interface, keccak256, Transaction } from "ethers";
import type { Slot } from "#shared/contract/refund.ts";
import type { RefundIntent } from "#shared/domain/intent.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { parseAddress } from "./parseAddress.ts";

/** Chain integers as decimal text, in wei and gas. */
export type Fee = { gasLimit: string; maxFeePerGasWei: string; maxPriorityFeePerGasWei: string };

export type DecodedPayment = {
  chainId: number;
  nonce: string;
  /** who is paid */
  to: string;
  /** the token's contract; null for the native coin */
  contractAddress: string | null;
  amountBaseUnits: string;
  fee: Fee;
  /** gas limit times the most per gas: what it can cost in all */
  maxFeeWei: string;
  /** the bytes without a signature; of signed bytes, those that were signed */
  unsigned: string;
};
export type DecodedSignedPayment = DecodedPayment & { from: string; txHash: string };

const ERC20 = new Interface(["function transfer(address to, uint256 amount)"]);

/** The unsigned bytes (0x02...) of an approved intent on its slot. The caller decides about the fee; the signer checks it against the cap again. */
export function buildUnsigned(intent: RefundIntent, slot: Slot, fee: Fee): string {
  const token = intent.asset === "ERC20" ? intent.contractAddress : null;
  if (intent.asset === "ERC20" && token === null)
    throw new AppError("INTENT_MISMATCH", "The intent names a token without its contract");
  const to = parseAddress(intent.to);
  const transaction = Transaction.from({
    type: 2,
    chainId: intent.chainId,
    nonce: safeNonce(slot.nonce),
    to: token === null ? to : parseAddress(token),
    value: token === null ? BigInt(intent.amountBaseUnits) : 0n,
    data: token === null ? "0x" : ERC20.encodeFunctionData("transfer", [to, BigInt(intent.amountBaseUnits)]),
    gasLimit: BigInt(fee.gasLimit),
    maxFeePerGas: BigInt(fee.maxFeePerGasWei),
    maxPriorityFeePerGas: BigInt(fee.maxPriorityFeePerGasWei),
    accessList: [],
  });
  return transaction.unsignedSerialized;
}

/** The unsigned bytes that use a slot up without paying anybody (F25): nothing, from the paying address to itself. */
export function buildVoid(slot: Slot, fee: Fee): string {
  return Transaction.from({
    type: 2,
    chainId: slot.chainId,
    nonce: safeNonce(slot.nonce),
    to: parseAddress(slot.from),
    value: 0n,
    data: "0x",
    gasLimit: BigInt(fee.gasLimit),
    maxFeePerGas: BigInt(fee.maxFeePerGasWei),
    maxPriorityFeePerGas: BigInt(fee.maxPriorityFeePerGasWei),
    accessList: [],
  }).unsignedSerialized;
}

export function decodeUnsigned(unsigned: string): DecodedPayment {
  const transaction = parse(unsigned);
  // Signed bytes are not their own unsigned form either.
  if (transaction.unsignedSerialized !== unsigned) throw notOurs("not canonical");
  return decode(transaction);
}

export function decodeSigned(raw: string): DecodedSignedPayment {
  const transaction = parse(raw);
  if (!transaction.isSigned() || transaction.serialized !== raw) throw notOurs("not canonical");
  return { ...decode(transaction), from: transaction.from, txHash: keccak256(raw) };
}

function parse(bytes: string): Transaction {
  try {
    return Transaction.from(bytes);
  } catch {
    // ethers' error repeats the bytes.
    throw notOurs("unreadable");
  }
}

function decode(transaction: Transaction): DecodedPayment {
  const { to, data, value, accessList, maxFeePerGas, maxPriorityFeePerGas } = transaction;
  if (transaction.type !== 2 || to === null) throw notOurs("not a type 2 payment");
  invariant(maxFeePerGas !== null, "type 2 has a highest fee");
  invariant(maxPriorityFeePerGas !== null, "type 2 has a highest tip");
  invariant(accessList !== null, "type 2 has an access list");
  if (accessList.length > 0) throw notOurs("it has an access list");
  const token = data === "0x" ? null : tokenTransfer(data, value);
  return {
    chainId: Number(transaction.chainId),
    nonce: String(transaction.nonce),
    to: token?.to ?? parseAddress(to),
    contractAddress: token === null ? null : parseAddress(to),
    amountBaseUnits: (token?.amount ?? value).toString(),
    fee: {
      gasLimit: transaction.gasLimit.toString(),
      maxFeePerGasWei: maxFeePerGas.toString(),
      maxPriorityFeePerGasWei: maxPriorityFeePerGas.toString(),
    },
    maxFeeWei: (transaction.gasLimit * maxFeePerGas).toString(),
    unsigned: transaction.unsignedSerialized,
  };
}

/** Selector and two words. Read by hand: ethers throws an error of its own, with the data in it, for bytes before the address that are not zero. */
const TRANSFER_CALL = /^0xa9059cbb0{24}([0-9a-f]{40})([0-9a-f]{64})$/;

function tokenTransfer(data: string, value: bigint): { to: string; amount: bigint } {
  const call = TRANSFER_CALL.exec(data);
  if (value !== 0n || call === null) throw notOurs("not a token transfer");
  return { to: parseAddress(`0x${call[1]}`), amount: BigInt(`0x${call[2]}`) };
}

function safeNonce(nonce: string): number {
  if (BigInt(nonce) > BigInt(Number.MAX_SAFE_INTEGER)) throw notOurs("nonce out of range");
  return Number.parseInt(nonce, 10);
}

function notOurs(why: string): AppError {
  return new AppError("SIGNED_TX_MISMATCH", `These bytes are not a payment of this product: ${why}`);
}
