// What the chain says: the block's header and those on top of it, the transaction and its receipt in the block, the transfer in the receipt.
// It proves that these headers belong together, not that they are the network's own: for that, compare a block's hash with any node.
import { keccak256 } from "./keccak.mjs";
import { decodeRlp } from "./rlp.mjs";
import { valueInTrie } from "./trie.mjs";

/** keccak256("Transfer(address,address,uint256)") */
const TRANSFER_TOPIC = "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
/** Places in a header. */
const [PARENT, TRANSACTIONS, RECEIPTS, NUMBER] = [0, 4, 5, 8];
const MOST_HEADERS = 64;

/** @param {any} text */
const bare = (text) => (typeof text === "string" && /^0x([0-9a-f]{2})*$/.test(text) ? text.slice(2) : null);

/**
 * @param {import("./Checks.mjs").Checks} checks @param {any} chain @param {any} refund
 * @param {{ txHash: string, kind: string, signedTx: string }[]} transactions @param {any[]} notProven
 */
export function checkChain(checks, chain, refund, transactions, notProven) {
  const completed = refund.status === "COMPLETED";
  if (chain === null) {
    checks.that(
      "notProven",
      !completed || notProven.length > 0,
      "a completed refund comes without its block, and without why",
    );
    return;
  }
  const mined = transactions.find(({ txHash }) => txHash === chain.txHash);
  checks.that("chain.txHash", mined, "it is none of the refund's transactions");
  if (completed) checks.that("refund.txHash", refund.txHash === chain.txHash, "another transaction is in the block");
  const headers = checkHeaders(checks, chain, completed ? refund.confirmations.required : 1, notProven);
  const [own] = headers;
  if (own === undefined || mined === undefined) return;
  const attempt = refund.attempts.find((/** @type {any} */ { txHash }) => txHash === chain.txHash);
  const inBlock = attempt.mined === null || attempt.mined.blockHash.toLowerCase() === chain.blockHash;
  checks.that("chain.blockHash", inBlock, "the refund's transaction was mined in another block");
  const index = chain.transactionIndex;
  checks.that("chain.transactionIndex", Number.isSafeInteger(index) && index >= 0, "it is no place in a block");
  if (chain.transactionProof !== null) {
    const found = valueInTrie(
      own[TRANSACTIONS] ?? "",
      index,
      nodesOf(checks, "chain.transactionProof", chain.transactionProof),
    );
    checks.that(
      "chain.transactionProof",
      found === bare(mined.signedTx),
      "it does not lead to the refund's transaction",
    );
  }
  if (chain.receiptProof === null) return;
  const receipt = valueInTrie(own[RECEIPTS] ?? "", index, nodesOf(checks, "chain.receiptProof", chain.receiptProof));
  checks.that("chain.receiptProof", receipt !== null, "it does not lead to a receipt");
  if (receipt !== null) checkReceipt(checks, receipt, refund, mined.kind);
}

/** @param {import("./Checks.mjs").Checks} checks @param {any} chain @param {number} required @param {any[]} notProven @returns {string[][]} */
function checkHeaders(checks, chain, required, notProven) {
  const encoded = checks.list("chain.headers", chain.headers);
  if (encoded.length === 0) {
    checks.that("notProven", notProven.length > 0, "the block comes without its header, and without why");
    return [];
  }
  const enough = encoded.length >= Math.min(required, MOST_HEADERS);
  checks.that("chain.headers", enough, `${required} blocks were required, these are ${encoded.length}`);
  const first = BigInt(chain.blockNumber);
  let expected = bare(chain.blockHash);
  return encoded.map((text, index) => {
    const place = `chain.headers[${index}]`;
    const bytes = bare(text);
    const header = bytes === null ? null : decodeRlp(bytes);
    if (!Array.isArray(header) || header.some((item) => typeof item !== "string")) {
      checks.that(place, false, "it is no header");
      return [];
    }
    const fields = /** @type {string[]} */ (header);
    const hash = keccak256(bytes ?? "");
    if (index === 0) checks.that(place, hash === expected, "it is not the header of the payment's block");
    else checks.that(place, fields[PARENT] === expected, "it does not follow the block before it");
    checks.that(place, BigInt(`0x${fields[NUMBER] || "0"}`) === first + BigInt(index), "it has another number");
    expected = hash;
    return fields;
  });
}

/** @param {import("./Checks.mjs").Checks} checks @param {string} place @param {any} proof @returns {string[]} */
function nodesOf(checks, place, proof) {
  return checks.list(place, proof).map((node) => bare(node) ?? "");
}

/** @param {import("./Checks.mjs").Checks} checks @param {string} bytes @param {any} refund @param {string} kind */
function checkReceipt(checks, bytes, refund, kind) {
  const place = "chain.receiptProof";
  const fields = decodeRlp(bytes.startsWith("02") ? bytes.slice(2) : bytes);
  const [status, , , logs] = Array.isArray(fields) ? fields : [];
  const success = status === "01";
  if (refund.status === "COMPLETED") checks.that(place, success, "the transaction failed, and the refund is completed");
  if (refund.status === "FAILED_ON_CHAIN")
    checks.that(place, !success, "the transaction succeeded, and the refund failed");
  const { intent, slot } = refund;
  if (!success || kind === "VOID" || intent.contractAddress === null) return;
  const paid = (Array.isArray(logs) ? logs : []).some((log) => {
    const [address, topics, data] = Array.isArray(log) ? log : [];
    const [topic, from, to] = Array.isArray(topics) ? topics : [];
    return (
      address === lower(intent.contractAddress) &&
      Array.isArray(topics) &&
      topics.length === 3 &&
      topic === TRANSFER_TOPIC &&
      from === lower(slot.from).padStart(64, "0") &&
      to === lower(intent.to).padStart(64, "0") &&
      data === BigInt(intent.amountBaseUnits).toString(16).padStart(64, "0")
    );
  });
  checks.that(place, paid, "it holds no transfer of what was approved");
}

/** @param {any} address */
const lower = (address) => String(address).slice(2).toLowerCase();
