import type { Mutant } from "./Mutant.ts";

const STEP = "src-central/refunds/nextRefundStep.ts";
const FACTS = "src-central/refunds/refundFacts.ts";
const EFFECT = "src-central/refunds/paymentEffect.ts";
const APPLY = "src-central/refunds/applyRefundFacts.ts";
const NODES = "src-central/chain/nodeSet.ts";
const READER = "src-central/chain/ethersChainReader.ts";

/** Rules of the central service about what the chain says. */
export const CHAIN_MUTANTS: readonly Mutant[] = [
  {
    name: "one-rpc",
    breaks: "one node's word is enough for the service",
    against: ["I8"],
    theme: "liars",
    seed: 1,
    edits: [{ file: NODES, from: "const needed = Math.floor(of / 2) + 1;", to: "const needed = 1;" }],
  },
  {
    name: "one-confirmation",
    breaks: "a payment counts with its first confirmation",
    against: ["I8"],
    theme: "reorg",
    seed: 1,
    edits: [
      {
        file: STEP,
        from: 'if (mined.confirmations >= facts.required)\n        return move("F31"',
        to: 'if (mined.confirmations >= 1)\n        return move("F31"',
      },
    ],
  },
  {
    name: "waiting-is-paid",
    breaks: "a payment that a node knows counts as mined for good",
    against: ["I8"],
    theme: "reorg",
    seed: 1,
    edits: [
      {
        file: "src-shared/domain/confirmations.ts",
        from: "Number(headBlock - minedBlock + 1n)",
        to: "Number(headBlock - minedBlock + 3n)",
      },
    ],
  },
  {
    name: "status-1-is-proof",
    breaks: "a token payment with status 1 counts as paid, whatever the token moved",
    against: ["I8"],
    theme: "reverts",
    seed: 9,
    edits: [
      {
        file: EFFECT,
        from: 'if (only === undefined) return { kind: "DIFFERENT", detail: "the token moved nothing to the payee" };',
        to: 'if (only === undefined) return { kind: "PAID" };',
      },
    ],
  },
  {
    name: "transfer-value-not-compared",
    breaks: "a token that pays less than asked has paid",
    against: ["I8"],
    theme: "reverts",
    seed: 3,
    edits: [{ file: EFFECT, from: "only.value.toString() !== amountBaseUnits", to: "only.value < 0n" }],
  },
  {
    name: "status-0-is-paid",
    breaks: "a reverted payment counts as paid",
    against: ["I8"],
    theme: "reverts",
    seed: 1,
    edits: [
      {
        file: EFFECT,
        from: 'if (receipt.status !== 1) return { kind: "REVERTED" };',
        to: 'if (receipt.status !== 1) return { kind: "PAID" };',
      },
    ],
  },
  {
    name: "no-canonical-check",
    breaks: "a receipt counts although its block is no longer on the chain",
    against: ["I8"],
    theme: "lingering",
    seed: 2,
    edits: [{ file: FACTS, from: "block?.hash !== receipt.blockHash", to: "block === null" }],
  },
  {
    name: "lock-freed-at-n-confirmations",
    breaks: "another refund may be asked for before the failed payment is final",
    against: ["I1"],
    theme: "reverts",
    seed: 1,
    edits: [
      {
        file: STEP,
        from: 'facts.final && refund.finalAt === null)\n        return { kind: "PROGRESS", patch: { ...seenIn(mined, facts, now), lockReleased: true',
        to: 'refund.finalAt === null)\n        return { kind: "PROGRESS", patch: { ...seenIn(mined, facts, now), lockReleased: true',
      },
    ],
  },
  {
    name: "finality-after-one-block",
    breaks: "every mined block counts as final",
    against: ["I1"],
    theme: "reverts",
    seed: 1,
    edits: [
      {
        file: FACTS,
        from: "return confirmationsAt(head, blockNumber) >= network.finalityDepth;",
        to: "return confirmationsAt(head, blockNumber) >= 1;",
      },
    ],
  },
  {
    name: "reverted-at-once",
    breaks: "a revert counts as final failure and frees the lock in one block",
    against: ["I1"],
    theme: "reverts",
    seed: 1,
    edits: [
      {
        file: STEP,
        from: 'return mined.confirmations >= facts.required\n        ? move("F21"',
        to: 'return mined.confirmations >= 1\n        ? move("F21"',
      },
      {
        file: STEP,
        from: 'facts.final && refund.finalAt === null)\n        return { kind: "PROGRESS", patch: { ...seenIn(mined, facts, now), lockReleased: true',
        to: 'refund.finalAt === null)\n        return { kind: "PROGRESS", patch: { ...seenIn(mined, facts, now), lockReleased: true',
      },
    ],
  },
  {
    name: "failed-frees-the-lock",
    breaks: "a failed payment does not hold the refund lock at all",
    against: ["I1"],
    theme: "reverts",
    seed: 1,
    edits: [
      {
        file: "src-shared/domain/refundMachine.ts",
        from: '(status === "FAILED_ON_CHAIN" || status === "VOID") && !lockReleased',
        to: 'status === "VOID" && !lockReleased',
      },
    ],
  },
  {
    name: "completed-for-ever",
    breaks: "a completed refund is not looked at again",
    against: ["I8", "L1"],
    theme: "reorg",
    seed: 1,
    edits: [
      {
        file: STEP,
        from: 'case "COMPLETED":\n',
        to: 'case "COMPLETED":\n      if (mined === null || mined !== null) return { kind: "PROGRESS", patch: { finalAt: now } };\n',
      },
    ],
  },
  {
    name: "deposit-stays-refunded",
    breaks: "a refund that was reorganised out leaves its deposit Refunded",
    against: ["I8"],
    theme: "reorg",
    seed: 6,
    edits: [
      {
        file: APPLY,
        from: 'if (step.id === "F32") await undoDeposit(context, moved);',
        to: 'if (step.id === "F33") await undoDeposit(context, moved);',
      },
    ],
  },
  {
    name: "orphaned-stays-confirming",
    breaks: "a payment that lost its block goes on being counted",
    against: ["I8", "L1"],
    theme: "taken",
    seed: 3,
    edits: [
      {
        file: STEP,
        from: 'if (mined?.effect.kind !== "PAID") return move("F30", "blockOrphaned", orphaned(refund, now));',
        to: 'if (mined?.effect.kind !== "PAID") return null;',
      },
    ],
  },
  {
    name: "nonce-lost-too-early",
    breaks: "a nonce that is taken in the newest block counts as lost",
    against: ["I8"],
    theme: "taken",
    seed: 16,
    edits: [{ file: FACTS, from: "const deep = head - BigInt(required) + 1n;", to: "const deep = head;" }],
  },
  {
    name: "facts-of-older-attempts",
    breaks: "a reading of the chain is applied whatever was registered since",
    against: ["I8"],
    theme: "late readings",
    seed: 11,
    edits: [{ file: STEP, from: "if (recorded !== null && BigInt(recorded) > facts.head) return null;", to: "" }],
  },
  {
    name: "transaction-of-one-node",
    breaks: "a receipt of any node counts",
    against: ["I8"],
    theme: "one liar",
    seed: 2,
    edits: [
      {
        file: READER,
        from: "receipt: (txHash) => nodes.agree((node) => readReceipt(node, txHash)),",
        to: "receipt: async (txHash) => (await nodes.all((node) => readReceipt(node, txHash))).find(({ value }) => value !== null)?.value ?? null,",
      },
    ],
  },
  {
    name: "never-sent-again",
    breaks: "nobody sends a payment again that a reorganisation lost",
    against: ["L1"],
    theme: "left alone",
    seed: 1,
    edits: [
      {
        file: "src-central/watcher/trackRefunds.ts",
        from: "if (isLostToReorg(after) && !facts.known) await sendAgain(watch, after);",
        to: "",
      },
      {
        file: "src-main/refunds/trackRefunds.ts",
        from: 'rooms.log.info("refunds: no node has the bytes; sent again", { txHash: attempt.txHash });\n    await sendAttempt(rooms, attempt.txHash);',
        to: "",
      },
    ],
  },
];
