/** A chain on which nothing happens unless the test says so: the edge of the world for tests that are not about chains. */
import type { ChainReader, ChainTransaction, ChainTransfer, TokenFacts } from "#central/chain/ChainReader.ts";
import { AppError } from "#shared/errors.ts";

export type QuietChain = ChainReader & {
  headNumber: bigint;
  /** a node that does not answer */
  down: boolean;
  /** what waits in the pool */
  waiting: ChainTransaction[];
  /** what was mined */
  mined: ChainTransfer[];
  /** what tokens say of themselves, by address in lower case */
  tokens: Map<string, TokenFacts>;
  /** how often somebody asked for the head */
  asked: number;
};

export function quietChain(network: string, chainId = 31337): QuietChain {
  const hashAt = (number: bigint) => `0x${number.toString(16).padStart(64, "0")}`;
  const blockAt = async (number: bigint) => ({
    number,
    hash: hashAt(number),
    parentHash: hashAt(number === 0n ? 0n : number - 1n),
    at: "2026-11-22T00:00:00.000Z",
  });
  function up(): void {
    if (chain.down) throw new AppError("CHAIN_UNAVAILABLE", `No node of ${network} answers`);
  }
  const chain: QuietChain = {
    network,
    chainId,
    headNumber: 100n,
    down: false,
    waiting: [],
    mined: [],
    asked: 0,
    tokens: new Map(),
    quorum: { needed: 1, of: 1 },
    checkNodes: async () => [
      chain.down
        ? { name: "quiet", state: "UNREACHABLE", problem: "it does not answer" }
        : { name: "quiet", state: "TRUSTED", problem: null },
    ],
    readToken: async (address) => chain.tokens.get(address.toLowerCase()) ?? null,
    nodes: () => [],
    async head() {
      up();
      chain.asked += 1;
      return { number: chain.headNumber, hash: hashAt(chain.headNumber) };
    },
    finalizedNumber: async () => null,
    blockAt: async (number) => (number > chain.headNumber ? null : blockAt(number)),
    blockContents: async (number) =>
      number > chain.headNumber
        ? null
        : {
            block: await blockAt(number),
            transactions: [],
            tokenTransfers: chain.mined.filter((one) => one.blockNumber === number),
          },
    receipt: async () => null,
    async transaction(txHash) {
      up();
      return chain.waiting.find(({ hash }) => hash === txHash) ?? null;
    },
    async transfersTo(addresses, from, to) {
      up();
      const wanted = new Set(addresses.map((one) => one.toLowerCase()));
      return chain.mined.filter(
        (one) => wanted.has(one.to.toLowerCase()) && one.blockNumber >= from && one.blockNumber <= to,
      );
    },
    async pendingNaming() {
      up();
      return { transactions: chain.waiting, nodes: 1 };
    },
    nonceCounts: async () => ({ latest: 0n, pending: 0n }),
    nonceAt: async () => 0n,
    balanceOf: async () => 0n,
    hasCode: async () => false,
    isValidSignature: async () => false,
    simulateTransfer: async () => ({ ok: true, refused: false, detail: "nothing stands in the way", gas: 21_000n }),
    feeQuote: async () => ({ baseFeePerGas: 1n, maxPriorityFeePerGas: 1n, maxFeePerGas: 3n }),
    sendRaw: async () => [],
    close: () => undefined,
  };
  return chain;
}
