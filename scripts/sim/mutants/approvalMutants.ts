import type { Mutant } from "./Mutant.ts";

const APPROVE = "src-central/refunds/approveRefund.ts";
const DECISION = "src-central/refunds/decision.ts";
const REQUEST = "src-central/refunds/requestRefund.ts";
const REQUEST_FACTS = "src-central/refunds/requestFacts.ts";

/** Rules of the central service about who approves what, and what may be requested at all. */
export const APPROVAL_MUTANTS: readonly Mutant[] = [
  {
    name: "self-approval",
    breaks: "the maker may approve",
    against: ["I3"],
    theme: "approvals",
    seed: 3,
    edits: [
      {
        file: DECISION,
        from: "if (personOf(context).userId === refund.requestedById)\n",
        to: "if (personOf(context).userId === '')\n",
      },
      { file: APPROVE, from: "approverIsNotMaker: userId !== refund.requestedById", to: "approverIsNotMaker: true" },
    ],
  },
  {
    name: "one-approval-is-enough",
    breaks: "a large amount needs one approval only",
    against: ["I3"],
    theme: "approvals",
    seed: 1,
    edits: [
      {
        file: "src-shared/domain/refunds.ts",
        from: "return isLargeAmount(amount, largeAmount) ? 2 : 1;",
        to: "return isLargeAmount(amount, largeAmount) ? 1 : 1;",
      },
    ],
  },
  {
    name: "approves-twice",
    breaks: "one person's two approvals count as two",
    against: ["I3"],
    theme: "approvals",
    seed: 5,
    edits: [
      {
        file: APPROVE,
        from: 'refund.status === "PENDING_APPROVAL" && approvals.some(({ byId }) => byId === userId)',
        to: 'refund.status === "DRAFT" && approvals.some(({ byId }) => byId === userId)',
      },
      {
        file: APPROVE,
        from: "approvals.some(({ publicKey }) => publicKey === key.publicKey)",
        to: "key.publicKey === ''",
      },
    ],
  },
  {
    name: "unsigned-approval",
    breaks: "an approval counts whatever its signature",
    against: ["I4"],
    theme: "approvals",
    seed: 1,
    edits: [
      {
        file: DECISION,
        from: "!context.proofs.verifyEd25519(key.publicKey, text, input.signature)",
        to: "input.signature === ''",
      },
    ],
  },
  {
    name: "approval-with-anybodys-key",
    breaks: "an approval may be signed with somebody else's key",
    against: ["I4"],
    theme: "approvals",
    seed: 1,
    edits: [{ file: DECISION, from: "key.userId !== userId || ", to: "" }],
  },
  {
    name: "stale-approval",
    breaks: "an approval of another content counts",
    against: ["I4"],
    theme: "approvals",
    seed: 1,
    edits: [
      { file: DECISION, from: "if (input.intentHash !== refund.intentHash)\n", to: "if (input.intentHash === '')\n" },
      // What is signed and what is stored, too.
      {
        file: DECISION,
        from: "refundId: refund.id,\n    intentHash: refund.intentHash,\n    decision,\n    userId,",
        to: "refundId: refund.id,\n    intentHash: input.intentHash,\n    decision,\n    userId,",
      },
      { file: APPROVE, from: "intentMatches: input.intentHash === refund.intentHash", to: "intentMatches: true" },
    ],
  },
  {
    name: "approvals-survive-a-hold",
    breaks: "what was approved before a hold counts after it",
    against: ["I3"],
    theme: "concerns",
    seed: 2,
    edits: [
      {
        file: "src-central/refunds/releaseHold.ts",
        from: '  await context.books.voidApprovals(refund.id, "EVERYBODY", at);\n',
        to: "",
      },
    ],
  },
  {
    name: "refund-of-more-than-the-deposit",
    breaks: "more may be refunded than was deposited",
    against: ["I11"],
    theme: "attack",
    seed: 2,
    edits: [
      { file: "src-shared/domain/refunds.ts", from: 'if (order > 0) return "AMOUNT_EXCEEDS_DEPOSIT";', to: "" },
      {
        file: REQUEST_FACTS,
        from: "amountWithinDeposit: difference <= 0 &&",
        to: "amountWithinDeposit:",
      },
    ],
  },
  {
    name: "refund-to-anybodys-address",
    breaks: "the refund address may be another client's, or not verified",
    against: ["I12"],
    theme: "attack",
    seed: 3,
    edits: [
      { file: REQUEST, from: 'address.status !== "VERIFIED" || (', to: "(" },
      { file: REQUEST_FACTS, from: 'addressVerified: address.status === "VERIFIED"', to: "addressVerified: true" },
    ],
  },
  {
    name: "two-refunds-at-once",
    breaks: "a second refund of a deposit may be requested while the first is open",
    against: ["I1"],
    theme: "attack",
    seed: 1,
    edits: [
      { file: REQUEST, from: "if (open) throw", to: "if (open && open.id === '') throw" },
      { file: REQUEST_FACTS, from: "refundLockFree: deposit.activeRefundId === null", to: "refundLockFree: true" },
      {
        file: "src-central/books/memory/memoryTables.ts",
        from: "(holdsRefundLock(status, lockReleased) ? depositId : null)",
        to: '(holdsRefundLock(status, lockReleased) && depositId === "" ? depositId : null)',
      },
    ],
  },
];
