import { type Equivalent, inFile } from "./Equivalent.ts";

const ASKED_TWICE =
  "The other line of the same rule refuses it with the same code: it is asked before the move, and again by the table of transitions.";
const CANNOT_BE_BY_THE = "Cannot be, by the rule that was asked just before; the compiler has to be told.";
const NO_TIME = "Nothing compares with no time: null is neither before nor after a text.";
const EQUAL = "Of two equal numbers or times either will do.";

/** Of the modules of the central service. */
export const CENTRAL_MUTANTS: readonly Equivalent[] = [
  ...inFile("src-central/refunds/applyRefundFacts.ts", [
    [
      "for (let steps = 0; steps < MOST_STEPS; steps += 1)",
      "steps <= MOST_STEPS",
      "The loop ends when there is no step left, after four at most; the count only stands for the case of a circle.",
    ],
    [
      "for (let steps = 0; steps < MOST_STEPS; steps += 1)",
      "steps -= 1",
      "The loop ends when there is no step left, after four at most; the count only stands for the case of a circle.",
    ],
    [
      'invariant(refund.txHash, "a completed refund',
      ";",
      "Completed is only reached with the hash of what paid; the compiler has to be told.",
    ],
    [
      'invariant(refund.txHash, "a refund that was completed',
      ";",
      "Completed is only reached with the hash of what paid; the compiler has to be told.",
    ],
  ]),
  ...inFile("src-central/refunds/approveRefund.ts", [
    ["approverIsNotMaker: userId", "true", ASKED_TWICE],
    ["intentMatches: input.intentHash", "true", ASKED_TWICE],
    ["quorumReached: given >=", "true", ASKED_TWICE],
    ["depositCredited: deposit.status", "true", ASKED_TWICE],
    ["if (refund.expiresAt !== null", "true", NO_TIME],
  ]),
  ...inFile("src-central/refunds/approveVoid.ts", [
    ["invariant(row.voiding,", ";", CANNOT_BE_BY_THE],
    ["invariant(slot,", ";", CANNOT_BE_BY_THE],
    ["invariant(voiding,", ";", CANNOT_BE_BY_THE],
    ["invariant(approval,", ";", CANNOT_BE_BY_THE],
  ]),
  ...inFile("src-central/refunds/claimRefund.ts", [
    ["executorIsNotMaker: personOf", "true", ASKED_TWICE],
    ["depositCredited: deposit.status", "true", ASKED_TWICE],
    ["signerApproved: signer.status", "true", ASKED_TWICE],
    ["if (!again && refund.expiresAt !== null", "true", NO_TIME],
  ]),
  ...inFile("src-central/refunds/claimReplacement.ts", [
    [
      "if (slot?.signerId !== signer.id)",
      "slot.signerId",
      "What can be replaced or withheld has its slot, by the rule that was asked just before; the compiler has to be told.",
    ],
    ["invariant(last,", ";", CANNOT_BE_BY_THE],
  ]),
  ...inFile("src-central/refunds/closeUnpaid.ts", [
    [
      "if (mined !== null || facts.known)",
      "false",
      "Whatever is mined is known too: the same answer is given by the second half.",
    ],
    ["invariant(slot,", ";", CANNOT_BE_BY_THE],
  ]),
  ...inFile("src-central/refunds/executionFacts.ts", [
    ["nextNonce: latest > pending", "latest >= pending", EQUAL],
    ["const gasLimit = generous < LEAST_GAS", "generous <= LEAST_GAS", EQUAL],
  ]),
  ...inFile("src-central/refunds/holdRefunds.ts", [
    [
      "found.toSorted((a, b)",
      "a.depositId <= b.depositId",
      "Refunds of one and the same record may be held in either order.",
    ],
  ]),
  ...inFile("src-central/refunds/keyFindings.ts", [
    [
      "const paid = sent !== null && receipt !== null;",
      "true",
      "There is no receipt of a transaction that is not there.",
    ],
  ]),
  ...inFile("src-central/refunds/keyNonces.ts", [
    ["keys.length === 0 ? []", '["Stryker was here"]', "Without a key nobody looks at the counts."],
    ["const from = BigInt(", '""', "No digits are nought."],
    [
      "const others =",
      "await context.books.signersInUse(network)",
      "Its own key would be looked at twice, with the same count.",
    ],
    ["const others =", "true", "Its own key would be looked at twice, with the same count."],
    ["if (next === undefined) continue;", "false", "No nonce is below one that is not there."],
  ]),
  ...inFile("src-central/refunds/moveRefund.ts", [
    ["const same =", "true", "The badge changes whenever the refund does."],
  ]),
  ...inFile("src-central/refunds/refundFacts.ts", [
    ["return finalized !== null &&", "true", "No block is at or below one that is not there."],
    ["invariant(slot,", ";", "A signed payment has its slot; the compiler has to be told."],
  ]),
  ...inFile("src-central/refunds/registerAttempt.ts", [
    ['if (earlier.length > 0 || refund.status !== "SIGNING")', "false", ASKED_TWICE],
    ["invariant(slot,", ";", "A refund in Signing has its slot; the compiler has to be told."],
  ]),
  ...inFile("src-central/refunds/registerReplacement.ts", [["invariant(slot,", ";", CANNOT_BE_BY_THE]]),
  ...inFile("src-central/refunds/rejectRefund.ts", [
    ['if (refund.status !== "PENDING_APPROVAL" &&', "false", ASKED_TWICE],
  ]),
  ...inFile("src-central/refunds/releaseHold.ts", [
    ["causeCleared: cause === null", "true", ASKED_TWICE],
    ['if (refund.status !== "ON_HOLD") throw', "false", ASKED_TWICE],
    ["if (cause !== null) throw", "false", ASKED_TWICE],
  ]),
  ...inFile("src-central/refunds/replacementFees.ts", [
    ["return one > other ? one : other;", "one >= other", "Of two equal numbers either is the higher one."],
  ]),
  ...inFile("src-central/refunds/requestRefund.ts", [
    ["if (input.network !== deposit.network)", "false", ASKED_TWICE],
    ["if (address.network !== deposit.network)", "false", ASKED_TWICE],
    ["depositVersionMatches: deposit.version", "true", ASKED_TWICE],
    ["depositCredited: deposit.status", "true", ASKED_TWICE],
    ["refundLockFree: deposit.activeRefundId", "true", ASKED_TWICE],
    ["addressVerified: address.status", "true", ASKED_TWICE],
    ["amountWithinDeposit: compareAmounts", "true", ASKED_TWICE],
    [
      "amountWithinDeposit: compareAmounts",
      'compareAmounts(amount, depositAmount) <= 0 || compareAmounts(amount, "0") > 0',
      ASKED_TWICE,
    ],
    ["amountWithinDeposit: compareAmounts", 'compareAmounts(amount, "0") >= 0', ASKED_TWICE],
    ["expectVersion(input.version, toDeposit(deposit));", ";", ASKED_TWICE],
    ["if (open) throw", "false", ASKED_TWICE],
    ['if (address.status !== "VERIFIED" ||', "false", ASKED_TWICE],
    ['if (address.status !== "VERIFIED" ||', "true", NO_TIME],
    ["if (address.cooldownUntil !== null", "true", NO_TIME],
  ]),
  ...inFile("src-central/refunds/screenAddress.ts", [
    ["validUntil: goodUntil !== null", "true", NO_TIME],
    ["list.goodUntil !== null &&", "true", NO_TIME],
    ["validUntil: goodUntil !== null", "goodUntil <= validUntil", EQUAL],
  ]),
  ...inFile("src-central/refunds/slot.ts", [["nonce: afterOwn > nextOnChain", "afterOwn >= nextOnChain", EQUAL]]),
];
