// The signed bytes: read back item by item, who signed them recovered, and compared with what was approved and with the one payment slot.
import { keccak256 } from "./keccak.mjs";
import { decodeRlp, encodeRlp } from "./rlp.mjs";
import { recoverAddress } from "./secp256k1.mjs";

/** First four bytes of keccak256("transfer(address,uint256)"). */
const TRANSFER = "a9059cbb";

/**
 * An EIP-1559 transaction that pays natively or by one token transfer; null for anything else.
 * @param {any} raw 0x hex
 */
export function readTransaction(raw) {
  if (typeof raw !== "string" || !/^0x02([0-9a-f]{2})+$/.test(raw)) return null;
  const items = decodeRlp(raw.slice(4));
  if (
    !Array.isArray(items) ||
    items.length !== 12 ||
    items.some((item, index) => Array.isArray(item) !== (index === 8))
  )
    return null;
  const [chainId, nonce, , maxFee, gas, to, value, data, access, parity, r, s] = /** @type {string[]} */ (items);
  if (access?.length !== 0 || to?.length !== 40) return null;
  const from = recoverAddress(keccak256(`02${encodeRlp(items.slice(0, 9))}`), {
    r: number(r),
    s: number(s),
    odd: parity === "01",
  });
  const common = { hash: `0x${keccak256(raw.slice(2))}`, from, chainId: number(chainId), nonce: number(nonce) };
  const most = number(maxFee) * number(gas);
  if (data === "") return { ...common, maxFeeWei: most, contract: null, to: `0x${to}`, value: number(value) };
  const call = new RegExp(`^${TRANSFER}0{24}([0-9a-f]{40})([0-9a-f]{64})$`).exec(data ?? "");
  if (call === null || number(value) !== 0n) return null;
  return { ...common, maxFeeWei: most, contract: `0x${to}`, to: `0x${call[1]}`, value: number(call[2]) };
}

/** @param {string | undefined} digits */
const number = (digits) => (digits === undefined || digits === "" ? 0n : BigInt(`0x${digits}`));

/** @param {any} one @param {any} other */
const sameAddress = (one, other) => String(one).toLowerCase() === String(other).toLowerCase();

/**
 * Each attempt uses the refund's one slot, and pays what was approved or, to withhold it, nothing to oneself.
 * @param {import("./Checks.mjs").Checks} checks @param {any[]} transactions @param {any} refund
 */
export function checkTransactions(checks, transactions, refund) {
  const { intent, slot, attempts } = refund;
  checks.that("transactions", transactions.length === attempts.length, "the refund has another number of attempts");
  for (const [index, { signedTx, txHash, kind, decoded }] of transactions.entries()) {
    const place = `transactions[${index}]`;
    const read = readTransaction(signedTx);
    checks.that(place, read !== null, "these are no bytes of a plain payment");
    if (read === null) return;
    checks.that(place, read.hash === txHash, "its bytes have another hash");
    const attempt = attempts[index];
    checks.that(place, attempt.txHash === txHash && attempt.kind === kind, "the refund has another attempt here");
    checks.that(place, sameAddress(read.from, slot.from), "another key signed it than the slot's");
    checks.that(place, String(read.chainId) === String(slot.chainId), "it is for another chain than the slot's");
    checks.that(place, String(read.nonce) === slot.nonce, "it uses another nonce than the slot's");
    checks.that(place, read.chainId === BigInt(intent.chainId), "it is for another chain than was approved");
    checks.that(place, isDecoded(read, decoded), "what it is said to be is not what its bytes say");
    if (kind === "VOID") {
      const pays = read.contract !== null || read.value !== 0n || !sameAddress(read.to, slot.from);
      checks.that(place, !pays, "it was to withhold the payment, and moves money");
      continue;
    }
    checks.that(place, sameAddress(read.to, intent.to), "it pays another address than was approved");
    checks.that(place, String(read.value) === intent.amountBaseUnits, "it pays another amount than was approved");
    checks.that(place, sameAddress(read.contract, intent.contractAddress), "it moves another asset than was approved");
    checks.that(place, read.maxFeeWei <= BigInt(intent.feeCapWei), "it may cost more than was approved");
  }
}

/** @param {NonNullable<ReturnType<typeof readTransaction>>} read @param {any} decoded */
function isDecoded(read, decoded) {
  return (
    decoded !== null &&
    typeof decoded === "object" &&
    sameAddress(decoded.from, read.from) &&
    sameAddress(decoded.to, read.to) &&
    sameAddress(decoded.contractAddress, read.contract) &&
    decoded.chainId === String(read.chainId) &&
    decoded.nonce === String(read.nonce) &&
    decoded.value === String(read.value)
  );
}
