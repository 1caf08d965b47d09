/** Payment keys whose doings people settle or which they take out of use: by two of them, over nothing that is owed, and never with a payment under way (I1, I3, I9, L2). */
import type { Change, MemoryCentral, MemoryTables } from "#central/books/memory/MemoryCentral.ts";
import type { Mined } from "#scripts/sim/chain/blockTree.ts";
import type { SimChain } from "#scripts/sim/chain/simChain.ts";
import type { Findings } from "./Findings.ts";
import type { Witness } from "./witness.ts";

type SignerRow = MemoryTables["signers"];
type RefundRow = MemoryTables["refunds"];

const STILL_OWED: ReadonlySet<string> = new Set(["PENDING_APPROVAL", "APPROVED", "ON_HOLD", "SIGNING", "NONCE_LOST"]);
const ENDED_UNSIGNED: ReadonlySet<string> = new Set(["EXPIRED", "REJECTED", "WITHDRAWN"]);

export type KeyChecks = {
  signerChanged(change: Pick<Extract<Change, { table: "signers" }>, "before" | "after">): void;
};

export function createKeyChecks(world: {
  central: () => MemoryCentral;
  findings: Findings;
  witness: Witness;
  chain: SimChain;
  registered: ReadonlySet<string>;
  /** the transaction moved exactly what was approved to whom it was approved for */
  paid: (refund: RefundRow, mined: Mined) => boolean;
}): KeyChecks {
  const { findings, witness, chain } = world;
  const books = () => world.central().state;

  function settled({ address, executorId }: SignerRow, from: bigint, said: SignerRow["settled"][string]): void {
    if (said.approvedBy.id === said.proposedBy.id || said.approvedBy.id === executorId)
      findings.report("I3", `what ${address} did is settled by one person, or by its own executor`);
    const key = address.toLowerCase();
    const below = BigInt(said.below);
    const last = Number(below - 1n);
    const waits = [...chain.waiting.values()].some((one) => one.from === key && one.nonce >= last);
    if (!waits && !witness.agrees(key, last, 1, () => true))
      findings.report("I9", `nonce ${last} of ${address} counts as accounted for, and nothing has used it`);
    for (let nonce = from; nonce < below; nonce += 1n) {
      const mined = chain.truth.spent(key, Number(nonce));
      if (mined === null || world.registered.has(mined.transaction.raw)) continue;
      for (const refund of books().refunds.values())
        if (STILL_OWED.has(refund.status) && world.paid(refund, mined))
          findings.report("I1", `${refund.refundNo} is still to be paid, and what paid it is settled as none of ours`);
    }
  }

  return {
    signerChanged({ before, after }) {
      if (before === null) return;
      for (const [network, said] of Object.entries(after.settled))
        if (before.settled[network] !== said) settled(after, BigInt(before.settled[network]?.below ?? "0"), said);
      if (before.status === after.status || after.status !== "RETIRED") return;
      for (const { refundId, signerId } of books().slots.values()) {
        const refund = books().refunds.get(refundId);
        if (signerId === after.id && refund?.finalAt === null && !ENDED_UNSIGNED.has(refund.status))
          findings.report("L2", `the key of ${refund.refundNo} is taken out of use while that is ${refund.status}`);
      }
    },
  };
}
