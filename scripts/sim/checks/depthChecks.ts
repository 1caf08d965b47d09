/** What the central service says about the chain, held against what the honest nodes have seen (I1, I8). */
import type { MemoryCentral, MemoryTables } from "#central/books/memory/MemoryCentral.ts";
import type { Mined } from "#scripts/sim/chain/blockTree.ts";
import type { SimNode } from "#scripts/sim/chain/simNode.ts";
import { FINAL_DEPTH, REQUIRED } from "#scripts/sim/deposits.ts";
import type { Findings, InvariantId } from "./Findings.ts";
import { A_MOMENT_MS, type Witness } from "./witness.ts";

type RefundRow = MemoryTables["refunds"];

export type DepthChecks = {
  /** the deposit that is paid back is on the chain */
  stillThere(refund: RefundRow): void;
  nonceLost(refund: RefundRow): void;
  released(refund: RefundRow): void;
  paidSoDeep(refund: RefundRow, confirmations: number): void;
};

export function createDepthChecks(world: {
  central: () => MemoryCentral;
  findings: Findings;
  witness: Witness;
  now: () => string;
  nodes: readonly SimNode[];
  /** raw bytes that the service has */
  registered: ReadonlySet<string>;
  /** refund id of registered bytes, by transaction hash */
  refundOf: ReadonlyMap<string, string>;
}): DepthChecks {
  const { findings, witness, now, nodes, registered, refundOf } = world;
  const books = () => world.central().state;
  const name = (refund: RefundRow) => `${refund.refundNo} (${refund.status})`;
  const must = (holds: boolean, invariant: InvariantId, text: () => string): void => {
    if (!holds) findings.report(invariant, text());
  };

  /** The deposit's own block is on the chain, or a majority of nodes lost it only a moment ago. */
  function stillThere(refund: RefundRow): void {
    const deposit = books().deposits.get(refund.depositId);
    const hash = deposit?.transferTxHash ?? "";
    const blockHash = deposit?.confirmations.blockHash;
    const sees = ({ view }: SimNode): boolean => {
      const mined = view.mined(hash);
      if (mined?.block.hash === blockHash) return true;
      const entry = mined ?? view.before(hash);
      if (entry === null) return false;
      const { from, nonce } = entry.transaction;
      return view
        .takenOut(from, nonce, Date.parse(now()) - A_MOMENT_MS)
        .some((gone) => gone.mined.block.hash === blockHash);
    };
    must(
      nodes.filter(sees).length * 2 > nodes.length,
      "I8",
      () => `${name(refund)} goes on although its deposit is no longer on the chain`,
    );
  }

  /** The nonce is gone for good only when something else has it, as deep as a payment would have to be. */
  function nonceLost(refund: RefundRow): void {
    const slot = books().slots.get(refund.id);
    const other =
      slot !== undefined &&
      witness.agrees(
        slot.fromAddress.toLowerCase(),
        Number(slot.nonce),
        REQUIRED,
        (mined) => !registered.has(mined.transaction.raw),
      );
    must(other, "I8", () => `${name(refund)} counts its nonce as lost too early`);
  }

  /** Only what is final and paid nobody frees the deposit for another refund. */
  function released(refund: RefundRow): void {
    const slot = books().slots.get(refund.id);
    const final =
      slot !== undefined &&
      witness.agrees(slot.fromAddress.toLowerCase(), Number(slot.nonce), FINAL_DEPTH, (mined) =>
        movedNothingOf(refund, mined),
      );
    must(final, "I1", () => `${name(refund)} gave its refund lock back before its block was final`);
  }

  /** Reverted, or somebody else's, or the one that pays nobody. What paid another sum than asked is none of them. */
  function movedNothingOf(refund: RefundRow, mined: Mined): boolean {
    const { transaction, status } = mined;
    const ours = refundOf.get(transaction.hash) === refund.id;
    if (!ours && paid(refund, mined)) return false;
    return status === 0 || !ours || (transaction.to === transaction.from && transaction.value === 0n);
  }

  /** A majority of nodes has, or had a moment ago, so many confirmations of exactly this payment. */
  function paidSoDeep(refund: RefundRow, confirmations: number): void {
    const slot = books().slots.get(refund.id);
    const seen =
      slot !== undefined &&
      witness.agrees(slot.fromAddress.toLowerCase(), Number(slot.nonce), confirmations, (mined) => paid(refund, mined));
    must(
      seen,
      "I8",
      () => `${name(refund)} without ${confirmations} confirmations of its payment on a majority of nodes`,
    );
  }

  return { stillThere, nonceLost, released, paidSoDeep };
}

/** The transaction moved exactly what was approved to whom it was approved for. */
export function paid(refund: RefundRow, mined: Mined): boolean {
  const { contractAddress, to, amountBaseUnits } = refund.intent;
  if (mined.status !== 1) return false;
  const payee = to.toLowerCase();
  if (contractAddress === null)
    return mined.transaction.to === payee && mined.transaction.value === BigInt(amountBaseUnits);
  const toPayee = mined.logs.filter((log) => log.to === payee);
  return toPayee.length === 1 && toPayee[0]?.units === BigInt(amountBaseUnits);
}
