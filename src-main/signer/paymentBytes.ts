/**
 * The signer's own builder and its own reader of payment bytes. It shares no code with the chain room, and the reader none with
 * the builder, so that no single mistake can make what is signed differ from what was approved (I5).
 */
import { decodeRlp, encodeRlp, getAddress, keccak256, recoverAddress, Transaction } from "ethers";
import { EVM_ADDRESS_PATTERN, isForbiddenAddress } from "#shared/domain/addresses.ts";
import type { RefundIntent } from "#shared/domain/intent.ts";
import { refused } from "./approvals.ts";

export type PaymentFields = {
  chainId: bigint;
  nonce: bigint;
  maxPriorityFeePerGas: bigint;
  maxFeePerGas: bigint;
  gasLimit: bigint;
  /** lower case: the payee of a native payment, the token's contract otherwise */
  to: string;
  value: bigint;
  data: string;
};

/** What an approved intent on its slot must look like, field by field. Throws SIGNER_REFUSED. */
export function expectedFields(
  intent: RefundIntent,
  slot: { nonce: string },
  fee: { gasLimit: string; maxFeePerGasWei: string; maxPriorityFeePerGasWei: string },
): PaymentFields {
  const payee = checkedAddress(intent.to);
  const amount = BigInt(intent.amountBaseUnits);
  const common = {
    chainId: BigInt(intent.chainId),
    nonce: BigInt(slot.nonce),
    maxPriorityFeePerGas: BigInt(fee.maxPriorityFeePerGasWei),
    maxFeePerGas: BigInt(fee.maxFeePerGasWei),
    gasLimit: BigInt(fee.gasLimit),
  };
  if (intent.contractAddress === null) return { ...common, to: payee, value: amount, data: "0x" };
  const token = checkedAddress(intent.contractAddress);
  if (token === payee) throw refused("the payee is the token's own contract");
  return { ...common, to: token, value: 0n, data: tokenTransferData(payee, amount) };
}

/** What a slot that is used up without paying must look like (F25): nothing, from the paying address to itself. */
export function expectedVoidFields(
  slot: { chainId: number; from: string; nonce: string },
  fee: { gasLimit: string; maxFeePerGasWei: string; maxPriorityFeePerGasWei: string },
): PaymentFields {
  return {
    chainId: BigInt(slot.chainId),
    nonce: BigInt(slot.nonce),
    maxPriorityFeePerGas: BigInt(fee.maxPriorityFeePerGasWei),
    maxFeePerGas: BigInt(fee.maxFeePerGasWei),
    gasLimit: BigInt(fee.gasLimit),
    to: checkedAddress(slot.from),
    value: 0n,
    data: "0x",
  };
}

/** `transfer(address,uint256)` by hand: selector a9059cbb and two words. */
function tokenTransferData(payee: string, amount: bigint): string {
  if (amount >= 1n << 256n) throw refused("the amount is no uint256");
  return `0xa9059cbb${payee.slice(2).padStart(64, "0")}${amount.toString(16).padStart(64, "0")}`;
}

/** Lower case, after the checksum was found right and the address is none at which money is lost. */
function checkedAddress(text: string): string {
  if (!EVM_ADDRESS_PATTERN.test(text) || isForbiddenAddress(text)) throw refused("an address is not usable");
  const lower = text.toLowerCase();
  if (getAddress(lower) !== text) throw refused("an address has a wrong checksum");
  return lower;
}

export function unsignedTransaction(fields: PaymentFields): Transaction {
  if (fields.nonce > BigInt(Number.MAX_SAFE_INTEGER)) throw refused("the nonce is out of range");
  return Transaction.from({
    type: 2,
    chainId: fields.chainId,
    nonce: Number.parseInt(fields.nonce.toString(), 10),
    maxPriorityFeePerGas: fields.maxPriorityFeePerGas,
    maxFeePerGas: fields.maxFeePerGas,
    gasLimit: fields.gasLimit,
    to: getAddress(fields.to),
    value: fields.value,
    data: fields.data,
    accessList: [],
  });
}

/** Reads signed type-2 bytes item by item (EIP-1559) and recovers who signed them. Throws SIGNER_REFUSED on anything unusual. */
export function readSigned(raw: string): PaymentFields & { from: string; txHash: string } {
  if (!raw.startsWith("0x02")) throw refused("the signed bytes are of another type");
  const items = decodeRlp(`0x${raw.slice(4)}`);
  if (!Array.isArray(items) || items.length !== 12) throw refused("the signed bytes have another shape");
  const [chainId, nonce, tip, maxFee, gas, to, value, data, accessList, yParity, r, s] = items;
  if (!Array.isArray(accessList) || accessList.length > 0) throw refused("the signed bytes hold an access list");
  const signed = `0x02${encodeRlp(items.slice(0, 9)).slice(2)}`;
  const signature = { r: fullWord(r), s: fullWord(s), v: integer(yParity) === 0n ? 27 : 28 };
  return {
    chainId: integer(chainId),
    nonce: integer(nonce),
    maxPriorityFeePerGas: integer(tip),
    maxFeePerGas: integer(maxFee),
    gasLimit: integer(gas),
    to: text(to),
    value: integer(value),
    data: text(data),
    from: recoverAddress(keccak256(signed), signature),
    txHash: keccak256(raw),
  };
}

/** The name of the first field that differs, or null. */
export function differingField(expected: PaymentFields, actual: PaymentFields): string | null {
  for (const name of Object.keys(expected) as (keyof PaymentFields)[]) if (expected[name] !== actual[name]) return name;
  return null;
}

function text(item: unknown): string {
  if (typeof item !== "string") throw refused("the signed bytes have another shape");
  return item;
}

function integer(item: unknown): bigint {
  const digits = text(item);
  return digits === "0x" ? 0n : BigInt(digits);
}

function fullWord(item: unknown): string {
  return `0x${text(item).slice(2).padStart(64, "0")}`;
}
