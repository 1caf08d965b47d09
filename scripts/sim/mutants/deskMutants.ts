import type { Mutant } from "./Mutant.ts";

const EXECUTE = "src-main/refunds/executeRefund.ts";
const REGISTER = "src-main/refunds/registerAttempt.ts";
const RESUME = "src-main/refunds/resumeJournal.ts";
const TRACK = "src-main/refunds/trackRefunds.ts";
const CLAIM = "src-main/refunds/claimRefund.ts";
const SEND = "src-main/refunds/sendAttempt.ts";
const AGAIN = "src-main/refunds/rebroadcastRefund.ts";
const JOURNAL = "src-main/store/journal.ts";
const HELD = "src-main/refunds/heldClaim.ts";
const APPROVALS = "src-main/signer/approvals.ts";
const SIGN = "src-main/signer/signPayment.ts";
const PREFLIGHT = "src-main/refunds/preflight.ts";

/** Rules of the workstation: its journal, its signer, its own look at the chain. */
export const DESK_MUTANTS: readonly Mutant[] = [
  {
    name: "broadcast-before-persist",
    breaks: "signed bytes are sent before the journal has them",
    against: ["I2"],
    theme: "crash",
    seed: 2,
    edits: [
      {
        file: EXECUTE,
        from: "const attempt = store(rooms, claim, signed);",
        to: "await rooms.chain.broadcast(chainOf(claim.claim.intent), signed.raw);\n    const attempt = store(rooms, claim, signed);",
      },
    ],
  },
  {
    name: "broadcast-before-register",
    breaks: "signed bytes are sent before the service has them",
    against: ["I2"],
    theme: "crash",
    seed: 2,
    edits: [
      {
        file: EXECUTE,
        from: "    await register(rooms, attempt);\n",
        to: "    await rooms.chain.broadcast(chainOf(attempt.intent), attempt.signedTx);\n    await register(rooms, attempt);\n",
      },
    ],
  },
  {
    name: "no-persist",
    breaks: "the journal forgets what it was told to keep",
    against: ["I2"],
    theme: "crash",
    seed: 2,
    edits: [
      { file: EXECUTE, from: "rooms.journal.recordSigned({", to: "void ({" },
      {
        file: EXECUTE,
        from: "const attempt = rooms.journal.attempt(txHash);\n  if (!attempt)",
        to: 'const attempt: JournalAttempt = { txHash, refundId: held.claim.refund.id, kind: "PAYMENT", intent: held.claim.intent, intentHash: held.claim.intentHash, signedTx: raw, state: "signed", executorId: rooms.user().id, lease: { leaseId, fencingToken }, registerKey: rooms.random.uuid() };\n  void rooms.chain.broadcast(chainOf(held.claim.intent), raw);\n  if (!attempt)',
      },
    ],
  },
  {
    name: "no-register",
    breaks: "bytes count as registered without asking the service",
    against: ["I2"],
    theme: "crash",
    seed: 2,
    edits: [
      {
        file: EXECUTE,
        from: "    await register(rooms, attempt);\n",
        to: "    rooms.journal.markRegistered(attempt.txHash);\n",
      },
    ],
  },
  {
    name: "refusal-is-no-refusal",
    breaks: "bytes that the service refused are sent all the same",
    against: ["I2"],
    theme: "crash",
    seed: 11,
    edits: [
      {
        file: REGISTER,
        from: "rooms.journal.markOrphan(txHash, error.code);",
        to: "rooms.journal.markRegistered(txHash);",
      },
    ],
  },
  {
    name: "no-answer-is-yes",
    breaks: "a registration that was not answered counts as done",
    against: ["I2"],
    theme: "cut off",
    seed: 1,
    edits: [
      {
        file: REGISTER,
        from: "    throw error;\n  }\n  rooms.journal.markRegistered(txHash);",
        to: "    else {\n      rooms.journal.markRegistered(txHash);\n      return;\n    }\n    throw error;\n  }\n  rooms.journal.markRegistered(txHash);",
      },
    ],
  },
  {
    name: "orphans-come-back",
    breaks: "orphaned bytes are taken for registered at the next start",
    against: ["I2"],
    theme: "crash",
    seed: 11,
    edits: [
      {
        file: JOURNAL,
        from: 'const OPEN_STATES: AttemptState[] = ["signed",',
        to: 'const OPEN_STATES: AttemptState[] = ["orphan", "signed",',
      },
      {
        file: RESUME,
        from: 'if (attempt.state === "signed") await registerUnanswered(rooms, attempt);',
        to: 'if (attempt.state === "orphan") await rooms.chain.broadcast(chainOf(attempt.intent), attempt.signedTx);\n  if (attempt.state === "signed") await registerUnanswered(rooms, attempt);',
      },
      {
        file: RESUME,
        from: 'import type { ExecutionRooms } from "./executionRooms.ts";',
        to: 'import { chainOf, type ExecutionRooms } from "./executionRooms.ts";',
      },
    ],
  },
  {
    name: "resume-sends-what-was-signed",
    breaks: "after a crash signed bytes are sent without asking whether they are registered",
    against: ["I2"],
    theme: "crash",
    seed: 11,
    edits: [{ file: RESUME, from: "if (await isRegistered(rooms, attempt)) {", to: "if (attempt.lease !== null) {" }],
  },
  {
    name: "unfinished-is-forgotten",
    breaks: "after a crash nothing is taken up again",
    against: ["L1", "L4"],
    theme: "crash",
    seed: 1,
    edits: [
      {
        file: JOURNAL,
        from: 'const OPEN_STATES: AttemptState[] = ["signed", "registered", "broadcast", "unknown"];',
        to: "const OPEN_STATES: AttemptState[] = [];",
      },
    ],
  },
  {
    name: "second-slot-accepted",
    breaks: "the journal takes a second slot for a refund that it knows",
    against: ["I9"],
    theme: "second slot",
    seed: 3,
    edits: [
      {
        file: JOURNAL,
        from: "if (known && !isSameSlot(known.slot, slot)) throw secondPayment",
        to: "if (known && slot.nonce === '') throw secondPayment",
      },
    ],
  },
  {
    name: "settled-too-early",
    breaks: "a workstation stops following a payment before it is final",
    against: ["L4"],
    theme: "reorg",
    seed: 1,
    edits: [{ file: TRACK, from: "if (!final || !ended) return;", to: "if (!ended) return;" }],
  },
  {
    name: "one-rpc-at-the-desk",
    breaks: "one node's word is enough for a workstation",
    against: ["L4"],
    theme: "one liar",
    seed: 3,
    edits: [
      {
        file: "src-main/chain/quorum.ts",
        from: "return Math.floor(configured / 2) + 1;",
        to: "return configured > 0 ? 1 : 0;",
      },
    ],
  },
  {
    name: "wrong-chain-accepted",
    breaks: "a node of another chain is as good as any",
    against: ["I20"],
    theme: "other chain",
    seed: 16,
    edits: [
      {
        file: "src-main/chain/node.ts",
        from: "chainId.value === BigInt(network.chainId) && first.value.hash === network.genesisHash",
        to: "chainId.ok && first.ok",
      },
    ],
  },
  {
    name: "edit-after-approve",
    breaks: "the signer signs whatever the service calls approved",
    against: ["I5"],
    theme: "tamper",
    seed: 36,
    edits: [
      {
        file: APPROVALS,
        from: "    decidedAt: approval.decidedAt,\n  });\n  return isDeviceSignature(text, key.publicKey, approval.signature);\n}\n\n/**\n * I3, I4 and F13",
        to: "    decidedAt: approval.decidedAt,\n  });\n  return text !== '';\n}\n\n/**\n * I3, I4 and F13",
      },
    ],
  },
  {
    name: "approvals-not-counted-by-signer",
    breaks: "the signer signs without any approval",
    against: ["I5"],
    theme: "tamper",
    seed: 36,
    edits: [
      {
        file: APPROVALS,
        from: "if (!isApprovalValid(approval, { refundId: intent.refundId, intentHash }, trusted))",
        to: "if (trusted.size === 0)",
      },
      {
        file: PREFLIGHT,
        from: "return valid.every(Boolean) && valid.length >= refund.requiredApprovals;",
        to: "return refund.requiredApprovals > 0;",
      },
    ],
  },
  {
    name: "fee-cap-ignored",
    breaks: "the signer and the last look take any fee",
    against: ["I5"],
    theme: "tamper",
    seed: 32,
    edits: [
      {
        file: SIGN,
        from: 'if (gasLimit * maxFeePerGas > BigInt(intent.feeCapWei)) throw refused("the fee is above the approved cap");',
        to: "",
      },
      { file: PREFLIGHT, from: "BigInt(payment.maxFeeWei) <= BigInt(feeCapWei) &&", to: "" },
      {
        file: "src-main/chain/fees.ts",
        from: "const maxFeePerGas = lower(wanted, most);",
        to: "const maxFeePerGas = most;",
      },
    ],
  },
  {
    name: "other-slot-signed",
    breaks: "the signed nonce is the chain's next one, not the slot's",
    against: ["I9"],
    theme: "second slot",
    seed: 3,
    edits: [
      {
        file: EXECUTE,
        from: "  rooms.journal.pinSlot({ refundId: refund.id, refundNo: refund.refundNo, slot }, intentHash);\n",
        to: "",
      },
      {
        file: CLAIM,
        from: "rooms.journal.pinSlot({ refundId: refund.id, refundNo: refund.refundNo, slot }, intentHash);",
        to: "if (rooms.journal.execution(refund.id) === null) rooms.journal.pinSlot({ refundId: refund.id, refundNo: refund.refundNo, slot }, intentHash);",
      },
    ],
  },
  {
    name: "fresh-nonce-on-retry",
    breaks: "a second execution of a refund takes the chain's next nonce, and the service lets it",
    against: ["I9"],
    theme: "crash",
    seed: 11,
    edits: [
      {
        file: CLAIM,
        from: "assertClaimIs(claim, live, vault, rooms);\n",
        to: "assertClaimIs(claim, live, vault, rooms);\n    if (claim.lease.fencingToken > 1) claim.slot.nonce = String(BigInt(claim.slot.nonce) + 1n);\n",
      },
      {
        file: JOURNAL,
        from: "if (known && !isSameSlot(known.slot, slot)) throw secondPayment",
        to: "if (known && slot.nonce === '') throw secondPayment",
      },
      {
        file: "src-central/refunds/compareAttempt.ts",
        from: 'compare("nonce", decoded.nonce.toString(), slot.nonce.toString()),',
        to: "null,",
      },
    ],
  },
  {
    name: "signs-without-renewing",
    breaks: "the lock is not asked for before the signature, and a lost one not noticed",
    against: ["I13"],
    theme: "crash",
    seed: 2,
    edits: [
      { file: EXECUTE, from: "    await held.renew(claim);\n", to: "" },
      {
        file: HELD,
        from: 'if (isAppError(error, "LEASE_LOST") || rooms.clock.now() - held.renewedAtMs >= LEASE_MS) lose(held);',
        to: "if (!isAppError(error)) lose(held);",
      },
    ],
  },
  {
    name: "rebroadcasts-anything",
    breaks: "whatever the service names as registered bytes is sent",
    against: ["I2"],
    theme: "tamper",
    seed: 10,
    edits: [
      {
        file: AGAIN,
        from: "if (!same || known) throw notThisPayment();",
        to: "if (same === known) throw notThisPayment();",
      },
      { file: AGAIN, from: "decoded.txHash === newest.txHash &&", to: "decoded.txHash !== '' &&" },
    ],
  },
  {
    name: "sends-other-bytes",
    breaks: "what leaves differs from what was signed",
    against: ["I2"],
    theme: "crash",
    seed: 2,
    edits: [
      {
        file: SEND,
        from: "rooms.chain.broadcast(chainOf(attempt.intent), attempt.signedTx);",
        to: 'rooms.chain.broadcast(chainOf(attempt.intent), attempt.signedTx.slice(0, -2) + (attempt.signedTx.endsWith("11") ? "12" : "11"));',
      },
    ],
  },
];
