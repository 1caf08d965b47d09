/** One node's idea of which blocks are the chain. Every node has its own, and so has the network as a whole. */
import type { Block, Mined } from "./blockTree.ts";

/** A transaction that a reorganisation took out of a view. */
export type TakenOut = { mined: Mined; confirmations: number; atMs: number };

export type ChainView = {
  head(): Block;
  blockAt(number: number): Block | null;
  isCanonical(block: Block): boolean;
  /** as this view has it mined, or null */
  mined(hash: string): Mined | null;
  /** as it was mined here before a reorganisation took it out */
  before(hash: string): Mined | null;
  /** what used this nonce of the account */
  spent(from: string, nonce: number): Mined | null;
  confirmations(mined: Mined): number;
  /** Goes over to another head; what it no longer holds is remembered as taken out. */
  follow(head: Block, atMs: number): { depth: number };
  /** what used this nonce and was taken out again since then, newest last */
  takenOut(from: string, nonce: number, sinceMs: number): TakenOut[];
};

export function createChainView(genesis: Block): ChainView {
  const canonical: Block[] = [];
  const places = new Map<string, Mined>();
  const nonces = new Map<string, Mined>();
  const earlier = new Map<string, Mined>();
  const slotOf = (from: string, nonce: number) => `${from} ${nonce}`;
  const lost = new Map<string, TakenOut[]>();

  function add(block: Block): void {
    canonical.push(block);
    for (const mined of block.mined) {
      const { hash, from, nonce } = mined.transaction;
      places.set(hash, mined);
      nonces.set(slotOf(from, nonce), mined);
    }
  }
  const blocks: Block[] = [];
  for (let block: Block | null = genesis; block !== null; block = block.parent) blocks.push(block);
  for (const block of blocks.toReversed()) add(block);
  const base = (canonical[0] as Block).number;

  const view: ChainView = {
    head: () => canonical.at(-1) as Block,
    blockAt: (number) => canonical[number - base] ?? null,
    isCanonical: (block) => canonical[block.number - base] === block,
    mined: (hash) => places.get(hash) ?? null,
    before: (hash) => earlier.get(hash) ?? null,
    spent: (from, nonce) => nonces.get(slotOf(from, nonce)) ?? null,
    confirmations: (mined) => view.head().number - mined.block.number + 1,
    follow(head, atMs) {
      const branch: Block[] = [];
      let block: Block = head;
      while (!view.isCanonical(block)) {
        branch.push(block);
        block = block.parent as Block;
      }
      const before = view.head();
      const depth = before.number - block.number;
      for (const gone of canonical.splice(block.number - base + 1))
        for (const mined of gone.mined) {
          const { hash, from, nonce } = mined.transaction;
          places.delete(hash);
          earlier.set(hash, mined);
          nonces.delete(slotOf(from, nonce));
          const entry: TakenOut = { mined, confirmations: before.number - gone.number + 1, atMs };
          const known = lost.get(slotOf(from, nonce));
          if (known === undefined) lost.set(slotOf(from, nonce), [entry]);
          else known.push(entry);
        }
      for (const next of branch.toReversed()) add(next);
      return { depth };
    },
    takenOut: (from, nonce, sinceMs) => (lost.get(slotOf(from, nonce)) ?? []).filter(({ atMs }) => atMs >= sinceMs),
  };
  return view;
}
