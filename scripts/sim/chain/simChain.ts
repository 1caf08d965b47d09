/** The network behind the nodes: who mines, what waits, what a reorganisation takes back. */
import type { Dice } from "#scripts/sim/dice.ts";
import { type Account, accountOf, type Block, nextBlock, type TokenMood, type Transaction } from "./blockTree.ts";
import { type ChainView, createChainView } from "./chainView.ts";

const GWEI = 1_000_000_000n;
const USUAL_BASE_FEE = 10n * GWEI;
/** What miners still remember of a payment that nobody has in his pool any more. */
const NEVER: readonly Transaction[] = [];

export type SimChain = {
  readonly genesis: Block;
  /** the network's own idea of the chain */
  readonly truth: ChainView;
  readonly waiting: ReadonlyMap<string, Transaction>;
  token: TokenMood;
  baseFee: bigint;
  /** how often miners leave one of our payments out of a block for no reason; probability */
  passedOver: number;
  /** Takes it into the miners' pool. A replacement of a waiting one needs a tenth more of both fees. */
  offer(transaction: Transaction): "taken" | "known" | "underpriced";
  evict(hash: string): void;
  mine(atMs: number): Block;
  /** Another branch of `depth` + 1 blocks takes over; what was mined in the old one waits again with this probability. */
  reorganise(atMs: number, depth: number, keep: number): void;
  /** A foreign transaction: not ours, and yet of this account; on its next nonce, unless another one is named. */
  foreign(from: string, nonce?: number): Transaction;
};

export function createSimChain(input: {
  dice: Dice;
  startMs: number;
  accounts: ReadonlyMap<string, Account>;
  /** blocks that exist before anything happens */
  before: number;
}): SimChain {
  const { dice } = input;
  const seconds = (ms: number) => Math.floor(ms / 1_000);
  const hash = () => `0x${dice.hex(64)}`;
  const genesis: Block = {
    number: 0,
    hash: `0x${"9e".repeat(32)}`,
    parent: null,
    atSeconds: seconds(input.startMs) - input.before * 12,
    baseFee: USUAL_BASE_FEE,
    mined: [],
    state: input.accounts,
  };
  let tip = genesis;
  for (let height = 1; height <= input.before; height += 1)
    tip = nextBlock(tip, {
      hash: hash(),
      atSeconds: genesis.atSeconds + height * 12,
      baseFee: USUAL_BASE_FEE,
      waiting: NEVER,
      token: "honest",
    });
  const truth = createChainView(tip);
  const waiting = new Map<string, Transaction>();

  /** By nonce, the dearest of one nonce first; some are passed over for no reason, as miners do. */
  function choose(): Transaction[] {
    return (
      [...waiting.values()]
        // What others send stands in no bytes here.
        .filter(({ raw }) => raw === "0x" || !dice.chance(chain.passedOver))
        .toSorted((one, other) => one.nonce - other.nonce || (one.maxFeePerGas < other.maxFeePerGas ? 1 : -1))
    );
  }

  function build(parent: Block, atMs: number): Block {
    const block = nextBlock(parent, {
      hash: hash(),
      atSeconds: seconds(atMs),
      baseFee: chain.baseFee,
      waiting: choose(),
      token: chain.token,
    });
    for (const { transaction } of block.mined) waiting.delete(transaction.hash);
    // A nonce that is used up frees the pool of everything else that had it.
    for (const one of waiting.values())
      if (accountOf(block.state, one.from).nonce > one.nonce) waiting.delete(one.hash);
    return block;
  }

  const chain: SimChain = {
    genesis,
    truth,
    waiting,
    token: "honest",
    baseFee: USUAL_BASE_FEE,
    passedOver: 0.1,
    offer(transaction) {
      if (waiting.has(transaction.hash)) return "known";
      for (const other of waiting.values()) {
        if (other.from !== transaction.from || other.nonce !== transaction.nonce) continue;
        const dearer =
          transaction.maxFeePerGas * 10n >= other.maxFeePerGas * 11n && transaction.maxTip * 10n >= other.maxTip * 11n;
        if (!dearer) return "underpriced";
        waiting.delete(other.hash);
      }
      waiting.set(transaction.hash, transaction);
      return "taken";
    },
    evict: (gone) => void waiting.delete(gone),
    mine(atMs) {
      const block = build(truth.head(), atMs);
      truth.follow(block, atMs);
      return block;
    },
    reorganise(atMs, depth, keep) {
      let fork = truth.head();
      for (let step = 0; step < depth && fork.parent !== null && fork.number > input.before; step += 1) {
        for (const { transaction } of fork.mined) if (dice.chance(keep)) waiting.set(transaction.hash, transaction);
        fork = fork.parent;
      }
      let tip = fork;
      const blocks = truth.head().number - fork.number + 1;
      for (let step = 0; step < blocks; step += 1) tip = build(tip, atMs);
      truth.follow(tip, atMs);
    },
    foreign(from, nonce = accountOf(truth.head().state, from).nonce) {
      return {
        hash: hash(),
        raw: "0x",
        from,
        to: `0x${"fa".repeat(20)}`,
        nonce,
        value: 1n,
        data: "0x",
        gasLimit: 21_000n,
        maxFeePerGas: chain.baseFee * 100n,
        maxTip: GWEI,
        transfer: null,
      };
    },
  };
  return chain;
}
