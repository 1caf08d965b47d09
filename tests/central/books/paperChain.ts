/** A chain on paper for tests of the books: blocks come when the test says so, native payments are JSON in hex, and a reorganisation is one line. */
import type { DecodedPayment } from "#central/chain/decodeSignedTransaction.ts";
import type { ChainReader, ChainReceipt } from "#central/chain/ChainReader.ts";
import { type Proofs, realProofs } from "#central/proofs.ts";
import { quietChain } from "#tests/support/quietChain.ts";

export type PaperPayment = { hash: string; from: string; to: string; nonce: number; value: string; fee?: string };

export type PaperChain = ChainReader & {
  /** mines waiting payments (or those given) into one block, then empty blocks */
  mine(blocks?: number): void;
  /** the newest blocks are replaced by as many empty ones; what was mined in them is known to nobody any more */
  reorganise(depth: number): void;
  send(bytes: string): void;
  /** what a mined transaction answers from now on */
  spoil(hash: string, change: Partial<ChainReceipt>): void;
};

export function paperBytes(payment: PaperPayment): string {
  return `0x${Buffer.from(JSON.stringify(payment)).toString("hex")}`;
}

/** Decoding and checking without arithmetic: a signature is right when it repeats the text. */
export const paperProofs: Proofs = {
  eventHash: realProofs.eventHash,
  decodeSignedTransaction(raw): DecodedPayment {
    const { hash, from, to, nonce, value, fee = "10" } = readPaper(raw);
    const gasLimit = 21_000n;
    const maxFeePerGas = BigInt(fee);
    const fees = { gasLimit, maxFeePerGas, maxPriorityFeePerGas: maxFeePerGas, maxFeeWei: gasLimit * maxFeePerGas };
    return {
      hash,
      chainId: 31337n,
      from,
      nonce: BigInt(nonce),
      contractAddress: null,
      to,
      value: BigInt(value),
      ...fees,
    };
  },
  verifyEd25519: (publicKey, text, signature) => signature === `${publicKey}:${text}`,
};

export function paperChain(network: string): PaperChain {
  let fork = 0;
  const blocks: { hash: string; at: string }[] = [];
  const waiting = new Map<string, PaperPayment>();
  const mined = new Map<string, { payment: PaperPayment; height: number; change: Partial<ChainReceipt> }>();
  const nonces = new Map<string, number>();
  const hashOf = (height: number) => `0x${(fork * 1_000_000 + height).toString(16).padStart(64, "0")}`;
  const newBlock = () => void blocks.push({ hash: hashOf(blocks.length), at: "2026-11-22T00:00:00.000Z" });
  const countOf = (address: string, height: number) =>
    [...mined.values()].filter((one) => one.payment.from === address && one.height <= height).length +
    (nonces.get(address) ?? 0);
  newBlock();
  newBlock();
  return {
    ...quietChain(network),
    mine(count = 1) {
      for (const payment of waiting.values()) mined.set(payment.hash, { payment, height: blocks.length, change: {} });
      waiting.clear();
      for (let one = 0; one < count; one += 1) newBlock();
    },
    reorganise(depth) {
      fork += 1;
      const height = blocks.length - depth;
      blocks.splice(height);
      for (const [hash, one] of mined) if (one.height >= height) mined.delete(hash);
      for (let one = 0; one < depth; one += 1) newBlock();
    },
    send(bytes) {
      const payment = readPaper(bytes);
      waiting.set(payment.hash, payment);
    },
    spoil(hash, change) {
      const found = mined.get(hash);
      if (found) found.change = change;
    },
    head: async () => ({ number: BigInt(blocks.length - 1), hash: blocks.at(-1)?.hash ?? "" }),
    blockAt: async (number) => {
      const block = blocks[Number(number)];
      return block === undefined ? null : { number, hash: block.hash, parentHash: "", at: block.at };
    },
    receipt: async (txHash) => {
      const found = mined.get(txHash);
      if (found === undefined) return null;
      const { payment, height, change } = found;
      return {
        txHash,
        blockNumber: BigInt(height),
        blockHash: blocks[height]?.hash ?? "",
        status: 1,
        from: payment.from,
        to: payment.to,
        feeWei: 210_000n,
        transfers: [],
        ...change,
      };
    },
    transaction: async (txHash) => {
      const payment = waiting.get(txHash) ?? mined.get(txHash)?.payment;
      if (payment === undefined) return null;
      const { hash, from, to, nonce, value } = payment;
      return {
        hash,
        from,
        to,
        nonce: BigInt(nonce),
        value: BigInt(value),
        input: "0x",
        blockNumber: null,
        blockHash: null,
      };
    },
    nonceCounts: async (address) => {
      const latest = BigInt(countOf(address, blocks.length));
      return { latest, pending: latest + BigInt([...waiting.values()].filter(({ from }) => from === address).length) };
    },
    nonceAt: async (address, number) => BigInt(countOf(address, Number(number))),
    balanceOf: async () => 10n ** 30n,
    sendRaw: async (bytes) => {
      const payment = readPaper(bytes);
      waiting.set(payment.hash, payment);
      return [{ result: "ACCEPTED", node: "paper", error: null }];
    },
  };
}

function readPaper(bytes: string): PaperPayment {
  return JSON.parse(Buffer.from(bytes.slice(2), "hex").toString()) as PaperPayment;
}
