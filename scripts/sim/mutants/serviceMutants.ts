import type { Mutant } from "./Mutant.ts";

const CLAIM = "src-central/refunds/claimRefund.ts";
const LEASE = "src-central/refunds/lease.ts";
const REGISTER = "src-central/refunds/registerAttempt.ts";
const COMPARE = "src-central/refunds/compareAttempt.ts";
const SLOT = "src-central/refunds/slot.ts";
const APPROVE = "src-central/refunds/approveRefund.ts";

/** Rules of the central service about who may do what, and with which bytes. */
export const SERVICE_MUTANTS: readonly Mutant[] = [
  {
    name: "no-lease",
    breaks: "a lock that has lapsed still counts",
    against: ["I13"],
    theme: "lapsed locks",
    seed: 28,
    edits: [{ file: LEASE, from: "if (liveLease(context, refund) === null)\n    throw", to: "if (false)\n    throw" }],
  },
  {
    name: "no-fence",
    breaks: "any lock that was ever given counts, whoever took the refund since",
    against: ["I13"],
    theme: "locks",
    seed: 5,
    edits: [
      {
        file: LEASE,
        from: "refund.leaseId === input.leaseId &&\n    refund.fencingToken === input.fencingToken &&\n    ",
        to: "",
      },
    ],
  },
  {
    name: "fencing-token-stands-still",
    breaks: "a new lock has the old one's fencing token",
    against: ["I13"],
    theme: "locks",
    seed: 1,
    edits: [{ file: LEASE, from: "fencingToken: refund.fencingToken + 1", to: "fencingToken: refund.fencingToken" }],
  },
  {
    name: "lock-of-anybody",
    breaks: "a lock is good in anybody's hands",
    against: ["I13"],
    theme: "locks",
    seed: 7,
    edits: [
      {
        file: LEASE,
        from: "refund.leaseHolder?.id === userId &&\n    refund.leaseWorkstationId === workstationId",
        to: "userId !== workstationId",
      },
    ],
  },
  {
    name: "no-register-lease",
    breaks: "bytes are registered without asking for the lock",
    against: ["I13"],
    theme: "locks",
    seed: 1,
    edits: [{ file: REGISTER, from: "  requireLease(context, refund, input);\n", to: "" }],
  },
  {
    name: "second-payment-registered",
    breaks: "a refund takes a second first payment",
    against: ["I1"],
    theme: "locks",
    seed: 20,
    edits: [
      {
        file: REGISTER,
        from: 'if (earlier.length > 0 || refund.status !== "SIGNING")',
        to: 'if (refund.status === "DRAFT")',
      },
      // The table of transitions stands behind it.
      {
        file: REGISTER,
        from: "refundId: refund.id, ...input }, decoded);\n",
        to: "refundId: refund.id, ...input }, decoded);\n  if (earlier.length > 0) return toAttempt(attempt);\n",
      },
    ],
  },
  {
    name: "registered-bytes-not-compared",
    breaks: "whatever was signed is registered",
    against: ["I5", "I9"],
    theme: "locks",
    seed: 2,
    edits: [{ file: REGISTER, from: "  compareAttempt(decoded, refund.intent, slot, input.txHash);\n", to: "" }],
  },
  {
    name: "registered-amount-not-compared",
    breaks: "the amount of registered bytes may be another one",
    against: ["I5"],
    theme: "locks",
    seed: 6,
    edits: [
      {
        file: COMPARE,
        from: 'compare("amount", decoded.value.toString(), intent.amountBaseUnits),',
        to: "null,",
      },
    ],
  },
  {
    name: "registered-payee-not-compared",
    breaks: "registered bytes may pay somebody else",
    against: ["I5"],
    theme: "locks",
    seed: 4,
    edits: [{ file: COMPARE, from: 'compare("to", decoded.to, intent.to),', to: "null," }],
  },
  {
    name: "registered-nonce-not-compared",
    breaks: "registered bytes may stand on another nonce than the slot's",
    against: ["I9"],
    theme: "locks",
    seed: 5,
    edits: [{ file: COMPARE, from: 'compare("nonce", decoded.nonce.toString(), slot.nonce.toString()),', to: "null," }],
  },
  {
    name: "registered-payer-not-compared",
    breaks: "registered bytes may come from another account",
    against: ["I9"],
    theme: "locks",
    seed: 8,
    edits: [{ file: COMPARE, from: 'compare("from", decoded.from, slot.fromAddress),', to: "null," }],
  },
  {
    name: "fee-cap-ignored-by-service",
    breaks: "registered bytes may cost any fee",
    against: ["I5"],
    theme: "locks",
    seed: 4,
    edits: [{ file: COMPARE, from: "decoded.maxFeeWei > BigInt(intent.feeCapWei)", to: "decoded.maxFeeWei < 0n" }],
  },
  {
    name: "registers-what-is-no-longer-payable",
    breaks: "bytes are registered although address, deposit or screening changed since the claim",
    against: ["I12"],
    theme: "concerns",
    seed: 10,
    edits: [
      {
        file: REGISTER,
        from: "if (concern !== null) throw",
        to: 'if (concern?.code === "nothing") throw',
      },
    ],
  },
  {
    name: "slot-reallocated",
    breaks: "every claim gives a new slot",
    against: ["I9"],
    theme: "crash",
    seed: 1,
    edits: [
      {
        file: CLAIM,
        from: "const slot = slotBefore ?? (await giveSlot(context, refund, signer, chain.nextNonce));",
        to: "const slot = await giveSlot(context, refund, signer, chain.nextNonce);",
      },
      {
        file: "src-central/books/memory/memoryBooks.ts",
        from: "return slots.insert({ ...row }, writing());",
        to: "return slots.rows.has(row.refundId) ? slots.replace({ ...row }, writing()) : slots.insert({ ...row }, writing());",
      },
    ],
  },
  {
    name: "slot-from-chain-count-alone",
    breaks: "the next nonce is what the chain counts, whatever was given before",
    against: ["I9"],
    theme: "reorg",
    seed: 2,
    edits: [{ file: SLOT, from: "nonce: afterOwn > nextOnChain ? afterOwn : nextOnChain", to: "nonce: nextOnChain" }],
  },
  {
    name: "slot-of-another-key",
    breaks: "a refund that was begun with one key goes on with another",
    against: ["I9"],
    theme: "locks",
    seed: 4,
    edits: [
      {
        file: CLAIM,
        from: "slotBefore !== null && slotBefore.signerId !== signer.id",
        to: "slotBefore !== null && signer.id === ''",
      },
    ],
  },
  {
    name: "claims-over-others",
    breaks: "a refund that somebody is signing can be taken over by anybody",
    against: ["I13"],
    theme: "locks",
    seed: 1,
    edits: [
      { file: CLAIM, from: "if (!same || elsewhere)\n", to: "if (same && elsewhere)\n" },
      // The slot's own key stands behind it.
      {
        file: CLAIM,
        from: "slotBefore !== null && slotBefore.signerId !== signer.id",
        to: "slotBefore !== null && signer.id === ''",
      },
    ],
  },
  {
    name: "executor-may-be-maker",
    breaks: "who requested it may execute it",
    against: ["I3"],
    theme: "attack",
    seed: 4,
    edits: [
      { file: CLAIM, from: "if (userId === refund.requestedById)\n", to: "if (userId === '')\n" },
      {
        file: CLAIM,
        from: "executorIsNotMaker: personOf(context).userId !== refund.requestedById",
        to: "executorIsNotMaker: true",
      },
    ],
  },
  {
    name: "executor-may-be-approver",
    breaks: "one of two approvers of a large amount may execute it",
    against: ["I3"],
    theme: "approvals",
    seed: 11,
    edits: [
      {
        file: CLAIM,
        from: "refund.requiredApprovals > 1 && approvals.some(({ byId }) => byId === userId)",
        to: "refund.requiredApprovals > 99 && approvals.some(({ byId }) => byId === userId)",
      },
    ],
  },
  {
    name: "address-not-asked-at-claim",
    breaks: "an address that was revoked is still paid",
    against: ["I12"],
    theme: "concerns",
    seed: 7,
    edits: [{ file: CLAIM, from: "  await requireAddressStillGood(context, refund, deposit);\n", to: "" }],
  },
  {
    name: "no-canonical-check-at-claim",
    breaks: "a deposit that a reorganisation took away is paid back",
    against: ["I8"],
    theme: "reorg",
    seed: 1,
    edits: [
      {
        file: CLAIM,
        from: "!found.canonical || found.blockHash !== deposit.confirmations.blockHash",
        to: "found.blockHash === ''",
      },
      // The approval asks the same.
      { file: APPROVE, from: "!canonical || blockHash !== deposit.confirmations.blockHash", to: "blockHash === ''" },
      { file: APPROVE, from: "depositCanonical: canonical", to: "depositCanonical: true" },
    ],
  },
];
