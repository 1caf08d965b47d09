/** A chain on paper for tests of the books: blocks come when the test says so, native payments are JSON in hex, and a reorganisation is one line. */
import type { DecodedPayment } from "#central/chain/decodeSignedTransaction.ts";
import type { ChainReader, ChainReceipt, ChainTransaction } from "#central/chain/ChainReader.ts";
import { type Proofs, realProofs } from "#central/proofs.ts";
import { quietChain } from "#tests/support/quietChain.ts";

export type PaperPayment = { hash: string; from: string; to: string; nonce: number; value: string; fee?: string };

export type PaperChain = ChainReader & {
  /** a block with what waits and is next by nonce, the highest fee first; then empty ones */
  mine(blocks?: number): void;
  /** the newest blocks are replaced by as many empty ones; what was mined in them waits again, or is known to nobody any more */
  reorganise(depth: number, then: "WAITS" | "FORGOTTEN"): void;
  send(bytes: string): void;
  /** a transaction of nobody's uses the account's next nonce, in a block of its own */
  spend(from: string): void;
  /** everything that waits is forgotten */
  evict(): void;
  /** what a transaction that is not mined yet will answer once it is */
  spoil(hash: string, change: Partial<ChainReceipt>): void;
  /** everything that is in a block now */
  paid(): readonly PaperPayment[];
};

type Mined = { payment: PaperPayment; height: number; change: Partial<ChainReceipt> };

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
  let strangers = 0;
  const blocks: { hash: string; at: string }[] = [];
  const waiting = new Map<string, PaperPayment>();
  const mined = new Map<string, Mined>();
  const changes = new Map<string, Partial<ChainReceipt>>();
  const hashOf = (height: number) => `0x${(fork * 1_000_000 + height).toString(16).padStart(64, "0")}`;
  const newBlock = () => void blocks.push({ hash: hashOf(blocks.length), at: "2026-11-22T00:00:00.000Z" });
  const countOf = (address: string, height: number) =>
    [...mined.values()].filter(({ payment, height: at }) => payment.from === address && at <= height).length;
  const nextOf = (address: string) => countOf(address, blocks.length);
  const take = (payment: PaperPayment) =>
    void mined.set(payment.hash, { payment, height: blocks.length, change: changes.get(payment.hash) ?? {} });

  function mineWaiting(): void {
    const byFee = [...waiting.values()].toSorted((a, b) => (feeOf(a) < feeOf(b) ? 1 : -1));
    for (;;) {
      const next = byFee.find(({ hash, from, nonce }) => waiting.has(hash) && nonce === nextOf(from));
      if (next === undefined) break;
      take(next);
      waiting.delete(next.hash);
    }
    // A nonce that is used can never be used again.
    for (const { hash, from, nonce } of byFee) if (nonce < nextOf(from)) waiting.delete(hash);
  }

  newBlock();
  newBlock();
  return {
    ...quietChain(network),
    mine(count = 1) {
      mineWaiting();
      for (let one = 0; one < count; one += 1) newBlock();
    },
    reorganise(depth, then) {
      fork += 1;
      const height = blocks.length - depth;
      blocks.splice(height);
      for (const [hash, one] of mined) {
        if (one.height < height) continue;
        mined.delete(hash);
        if (then === "WAITS") waiting.set(hash, one.payment);
      }
      for (let one = 0; one < depth; one += 1) newBlock();
    },
    send(bytes) {
      const payment = readPaper(bytes);
      if (payment.nonce >= nextOf(payment.from)) waiting.set(payment.hash, payment);
    },
    spend(from) {
      strangers += 1;
      const hash = `0x${strangers.toString(16).padStart(64, "f")}`;
      take({ hash, from, to: from, nonce: nextOf(from), value: "0" });
      newBlock();
    },
    evict: () => waiting.clear(),
    spoil(hash, change) {
      if (!mined.has(hash)) changes.set(hash, change);
    },
    paid: () => [...mined.values()].filter(({ change }) => change.status !== 0).map(({ payment }) => payment),
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
      return payment === undefined ? null : transactionOf(payment);
    },
    findByNonce: async (address, nonce) => {
      const found = [...mined.values()].find(
        ({ payment }) => payment.from === address && BigInt(payment.nonce) === nonce,
      );
      return found === undefined ? null : transactionOf(found.payment);
    },
    nonceCounts: async (address) => {
      const latest = BigInt(nextOf(address));
      const nonces = [...waiting.values()].filter(({ from }) => from === address).map(({ nonce }) => BigInt(nonce));
      let pending = latest;
      while (nonces.includes(pending)) pending += 1n;
      return { latest, pending };
    },
    nonceAt: async (address, number) => BigInt(countOf(address, Number(number))),
    balanceOf: async () => 10n ** 30n,
    sendRaw: async (bytes) => {
      const payment = readPaper(bytes);
      if (payment.nonce < nextOf(payment.from)) return [{ result: "REJECTED", node: "paper", error: "nonce too low" }];
      waiting.set(payment.hash, payment);
      return [{ result: "ACCEPTED", node: "paper", error: null }];
    },
  };
}

function transactionOf({ hash, from, to, nonce, value }: PaperPayment): ChainTransaction {
  const place = { blockNumber: null, blockHash: null };
  return { hash, from, to, nonce: BigInt(nonce), value: BigInt(value), input: "0x", ...place };
}

function feeOf({ fee = "10" }: PaperPayment): bigint {
  return BigInt(fee);
}

function readPaper(bytes: string): PaperPayment {
  return JSON.parse(Buffer.from(bytes.slice(2), "hex").toString()) as PaperPayment;
}
