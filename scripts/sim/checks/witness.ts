/** What the honest nodes have seen. A question to the chain takes time, so that what was true a moment ago counts too. */
import type { Mined } from "#scripts/sim/chain/blockTree.ts";
import type { SimNode } from "#scripts/sim/chain/simNode.ts";

/** Longer than any chain of questions of the product takes: a few time-outs of ten seconds, and a stopped process beside. */
export const A_MOMENT_MS = 120_000;

export type Witness = {
  /** A majority of nodes has, or had a moment ago, this nonce spent so deep by something that fits. */
  agrees(from: string, nonce: number, confirmations: number, fits: (mined: Mined) => boolean): boolean;
};

export function createWitness(nodes: readonly SimNode[], now: () => number): Witness {
  const needed = Math.floor(nodes.length / 2) + 1;
  return {
    agrees(from, nonce, confirmations, fits) {
      const sees = ({ view }: SimNode): boolean => {
        const mined = view.spent(from, nonce);
        if (mined !== null && view.confirmations(mined) >= confirmations && fits(mined)) return true;
        return view
          .takenOut(from, nonce, now() - A_MOMENT_MS)
          .some((entry) => entry.confirmations >= confirmations && fits(entry.mined));
      };
      return nodes.filter(sees).length >= needed;
    },
  };
}
