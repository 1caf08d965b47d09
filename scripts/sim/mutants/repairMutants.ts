import type { Mutant } from "./Mutant.ts";

const VOID = "src-central/refunds/approveVoid.ts";
const REPLACE = "src-central/refunds/registerReplacement.ts";
const RULES = "src-shared/domain/refundRepairs.ts";
const STEP = "src-central/refunds/nextRefundStep.ts";
const CLOSE = "src-central/refunds/closeUnpaid.ts";

/** Rules of payments that do not end by themselves: higher fees, withholding, lost nonces, gaps. */
export const REPAIR_MUTANTS: readonly Mutant[] = [
  {
    name: "withheld-by-one-person",
    breaks: "who asked to withhold a payment may approve it too",
    against: ["I3"],
    theme: "approvals",
    seed: 6,
    edits: [
      {
        file: VOID,
        from: "row.voiding.approval === null && row.voiding.requestedBy.id === userId)",
        to: "row.voiding.approval === null && row.voiding.requestedBy.id === '')",
      },
      { file: RULES, from: "if (refund.voiding.requestedBy.id === userId) ", to: "if (userId === '') " },
      { file: VOID, from: "approval.by.id !== requestedBy.id &&", to: "approval.by.id !== '' &&" },
    ],
  },
  {
    name: "withheld-without-approval",
    breaks: "nobody's approval is asked when a payment is withheld",
    against: ["I4"],
    theme: "withheld",
    seed: 3,
    edits: [
      { file: VOID, from: "if (!isSignedVoid(context, row, slot, voiding))", to: "if (signature === '')" },
      {
        file: VOID,
        from: "key.publicKey === approval.publicKey &&\n    isSignedVoid(context, refund, slot, { requestedBy, approval });",
        to: "key.publicKey === approval.publicKey;",
      },
    ],
  },
  {
    name: "void-not-compared",
    breaks: "what withholds a payment may pay somebody",
    against: ["I5"],
    theme: "withheld",
    seed: 1,
    edits: [{ file: REPLACE, from: "    compareVoid(decoded, refund.intent, slot, input.txHash);\n", to: "" }],
  },
  {
    name: "replacement-for-the-same-fee",
    breaks: "a replacement need not be worth more to the nodes",
    against: ["L2"],
    theme: "repairs",
    seed: 1,
    edits: [{ file: REPLACE, from: "  requireHigherFees(decoded, highestFees(context, earlier));\n", to: "" }],
  },
  {
    name: "fee-raised-although-withheld",
    breaks: "a payment that people withhold is helped along",
    against: ["I4"],
    theme: "withheld",
    seed: 6,
    edits: [
      {
        file: RULES,
        from: '  if (isWithheld(refund)) return { code: "LOCKED", text: reasonWords(context, "raiseFeeWithheld") };\n',
        to: "",
      },
    ],
  },
  {
    name: "void-frees-the-lock-at-once",
    breaks: "a withheld payment frees its record before the void is final",
    against: ["I1"],
    theme: "withheld",
    seed: 8,
    edits: [
      {
        file: STEP,
        from: 'if (mined !== null && facts.final && refund.finalAt === null)\n        return { kind: "PROGRESS", patch: { ...seenIn(mined, facts, now), lockReleased: true',
        to: 'if (mined !== null && refund.finalAt === null)\n        return { kind: "PROGRESS", patch: { ...seenIn(mined, facts, now), lockReleased: true',
      },
    ],
  },
  {
    name: "void-counts-as-paid",
    breaks: "a refund whose void was mined counts as paid",
    against: ["I8"],
    theme: "withheld",
    seed: 8,
    edits: [
      {
        file: "src-central/refunds/refundFacts.ts",
        from: '? { kind: "WITHHELD" }',
        to: '? { kind: "PAID" }',
      },
    ],
  },
  {
    name: "closed-before-final",
    breaks: "a payment is closed as unpaid although a reorganisation could still bring it back",
    against: ["I1"],
    theme: "taken",
    seed: 3,
    edits: [
      { file: CLOSE, from: "if (!goneForEver)\n", to: "if (!facts)\n" },
      { file: CLOSE, from: "if (withheld && facts.final) return null;", to: "if (withheld) return null;" },
    ],
  },
  {
    name: "gap-in-the-slots",
    breaks: "a key begins a payment while an older slot of it was never used",
    against: ["L2"],
    theme: "locks",
    seed: 1,
    edits: [
      {
        file: "src-central/refunds/claimRefund.ts",
        from: "  await requireNoOlderSlot(context, signer, refund);\n",
        to: "",
      },
    ],
  },
  {
    name: "replaced-is-forgotten",
    breaks: "a payment that was replaced is followed no longer than until the refund is Completed",
    against: ["L4"],
    theme: "raised",
    seed: 1,
    edits: [
      {
        file: "src-main/refunds/trackRefunds.ts",
        from: "? await isPaidForGood(attempt, slot, refund.txHash)",
        to: "? slot !== null",
      },
    ],
  },
  {
    name: "signer-withholds-unasked",
    breaks: "the signer withholds a payment on any word",
    against: ["I4"],
    theme: "forged word",
    seed: 3,
    edits: [
      {
        file: "src-main/signer/approvals.ts",
        from: "if (!isVoidingValid(voiding, { refundId: intent.refundId, intentHash, slot }, trusted))",
        to: "if (trusted.size === 0)",
      },
      {
        file: "src-main/refunds/preflight.ts",
        from: "      validApprovals.every(Boolean),\n",
        to: "      validApprovals.length > 0,\n",
      },
    ],
  },
];
