/** Mutants that no test can kill, because they change nothing that anybody could see. docs/mutation-testing.md is written from this list. */

/** `line`: the text of the line that is mutated, or a part of it that stands in no other mutated line of the file. */
export type Equivalent = { file: string; line: string; replacement: string; why: string };

/** The same mutant on several lines of one file of the central service's refunds, for the same reason. */
function refunds(why: string, module: string, replacement: string, ...lines: string[]): Equivalent[] {
  return lines.map((line) => ({ file: `src-central/refunds/${module}.ts`, line, replacement, why }));
}

const ASKED_TWICE =
  "The other line of the same rule refuses it with the same code: it is asked before the move, and again by the table of transitions.";
const NO_TIME = "Nothing compares with no time: null is neither before nor after a text.";
/** The same for one file of the client. */
function client(why: string, file: string, replacement: string, line: string): Equivalent {
  return { file: `src-main/${file}.ts`, line, replacement, why };
}

const KEPT =
  "The journal keeps every attempt, and a refund has its slot before it has bytes: neither is missing here; the compiler has to be told.";
const SLOWER = "The reference implementation gives the same text, only later.";
const EQUAL = "Of two equal numbers or times either will do.";

export const EQUIVALENT: readonly Equivalent[] = [
  ...["if (sorted !== UNUSUAL) {"].flatMap((line) =>
    ["false", "{}"].map((replacement) => ({ file: "src-shared/canonicalJson.ts", line, replacement, why: SLOWER })),
  ),
  ...["false", '""'].map((replacement) => ({
    ...{ file: "src-shared/canonicalJson.ts", line: 'if (!text.includes("\\\\ud")) return text;' },
    ...{ replacement, why: SLOWER },
  })),
  ...refunds(
    ASKED_TWICE,
    "requestRefund",
    "false",
    "if (input.network !== deposit.network)",
    "if (address.network !== deposit.network)",
  ),
  ...refunds(
    "Whatever is mined is known too: the same answer is given by the second half.",
    "closeUnpaid",
    "false",
    "if (mined !== null || facts.known)",
  ),
  ...refunds(
    "There is no receipt of a transaction that is not there.",
    "keyFindings",
    "true",
    "const paid = sent !== null && receipt !== null;",
  ),
  ...refunds(
    "Without a key nobody looks at the counts.",
    "keyNonces",
    '["Stryker was here"]',
    "keys.length === 0 ? []",
  ),
  ...refunds("No digits are nought.", "keyNonces", '""', "const from = BigInt("),
  ...refunds(
    "Its own key would be looked at twice, with the same count.",
    "keyNonces",
    "await context.books.signersInUse(network)",
    "const others =",
  ),
  ...refunds("Its own key would be looked at twice, with the same count.", "keyNonces", "true", "const others ="),
  ...refunds("No nonce is below one that is not there.", "keyNonces", "false", "if (next === undefined) continue;"),
  ...refunds("The badge changes whenever the refund does.", "moveRefund", "true", "const same ="),
  ...refunds("No block is at or below one that is not there.", "refundFacts", "true", "return finalized !== null &&"),
  {
    file: "src-shared/domain/addresses.ts",
    line: "return /^0{38}(0[1-9a-f]|1[01])$/.test(digits);",
    replacement: "/0{38}(0[1-9a-f]|1[01])$/",
    why: "Forty digits are tested, and forty are asked for: there is no room before them.",
  },
  {
    file: "src-shared/domain/confirmations.ts",
    line: "band.confirmations > required",
    replacement: "band.confirmations >= required",
    why: "An equal number is set to itself.",
  },
  {
    file: "src-shared/money.ts",
    line: "const size = difference < 0n ? -difference : difference;",
    replacement: "difference <= 0n",
    why: "Minus nothing is nothing.",
  },
  {
    file: "src-central/refunds/replacementFees.ts",
    line: "return one > other ? one : other;",
    replacement: "one >= other",
    why: "Of two equal numbers either is the higher one.",
  },
  {
    file: "src-main/signer/deviceSignature.ts",
    line: 'Buffer.from(text, "utf8")',
    replacement: '""',
    why: "Node takes an encoding without a name for UTF-8.",
  },
  {
    file: "src-main/signer/signPayment.ts",
    line: 'update(text, "utf8")',
    replacement: '""',
    why: "Node takes an encoding without a name for UTF-8.",
  },
  {
    file: "src-main/signer/paymentBytes.ts",
    line: '.padStart(64, "0")}`;',
    replacement: '""',
    why: "ethers fills short numbers of a signature up by itself; that it is done here does not depend on that.",
  },
  {
    file: "src-main/chain/fees.ts",
    line: "return one > other ? one : other;",
    replacement: "one >= other",
    why: "Of two equal numbers either is the higher one.",
  },
  {
    file: "src-main/chain/fees.ts",
    line: "return one < other ? one : other;",
    replacement: "one <= other",
    why: "Of two equal numbers either is the lower one.",
  },
  {
    file: "src-main/chain/nodeFault.ts",
    line: 'const code = typeof named === "string" ? named : "";',
    replacement: '"Stryker was here!"',
    why: "Only exact codes and words in capitals are asked for.",
  },
  {
    file: "src-main/chain/nodeFault.ts",
    line: "} catch {",
    replacement: "{}",
    why: "Nothing holds no words, as null does.",
  },
  {
    file: "src-main/chain/payment.ts",
    line: "invariant(maxFeePerGas !== null",
    replacement: "true",
    why: "ethers gives every transaction of type 2 its fees.",
  },
  {
    file: "src-main/chain/payment.ts",
    line: "invariant(maxPriorityFeePerGas !== null",
    replacement: "true",
    why: "ethers gives every transaction of type 2 its fees.",
  },
  {
    file: "src-main/chain/payment.ts",
    line: "invariant(accessList !== null",
    replacement: "true",
    why: "ethers gives every transaction of type 2 a list.",
  },
  {
    file: "src-main/chain/payment.ts",
    line: "const TRANSFER_CALL =",
    replacement: "/0xa9059cbb0{24}([0-9a-f]{40})([0-9a-f]{64})$/",
    why: "The data of a call begins with its only x.",
  },
  {
    file: "src-main/chain/quorum.ts",
    line: "values.toSorted((a, b) =>",
    replacement: "a <= b",
    why: "Equal numbers may stand in either order.",
  },
  {
    file: "src-main/chain/simulateTransfer.ts",
    line: "one > most ? one : most",
    replacement: "one >= most",
    why: "Of two equal numbers either is the higher one.",
  },
  {
    file: "src-main/chain/tokens.ts",
    line: "if (error === null) return",
    replacement: "false",
    why: "What follows fails then, and the end of the function says the same.",
  },
  {
    file: "src-main/chain/tokens.ts",
    line: "invariant(from,",
    replacement: ";",
    why: "Of three topics neither is missing; the compiler has to be told.",
  },
  {
    file: "src-main/chain/tokens.ts",
    line: "invariant(to,",
    replacement: ";",
    why: "Of three topics neither is missing; the compiler has to be told.",
  },
  {
    file: "src-central/refunds/applyRefundFacts.ts",
    line: "for (let steps = 0; steps < MOST_STEPS; steps += 1)",
    replacement: "steps <= MOST_STEPS",
    why: "The loop ends when there is no step left, after four at most; the count only stands for the case of a circle.",
  },
  {
    file: "src-central/refunds/applyRefundFacts.ts",
    line: "for (let steps = 0; steps < MOST_STEPS; steps += 1)",
    replacement: "steps -= 1",
    why: "The loop ends when there is no step left, after four at most; the count only stands for the case of a circle.",
  },
  {
    file: "src-central/refunds/applyRefundFacts.ts",
    line: 'invariant(refund.txHash, "a completed refund',
    replacement: ";",
    why: "Completed is only reached with the hash of what paid; the compiler has to be told.",
  },
  {
    file: "src-central/refunds/applyRefundFacts.ts",
    line: 'invariant(refund.txHash, "a refund that was completed',
    replacement: ";",
    why: "Completed is only reached with the hash of what paid; the compiler has to be told.",
  },
  {
    file: "src-central/refunds/approveVoid.ts",
    line: "invariant(row.voiding,",
    replacement: ";",
    why: "Cannot be, by the rule that was asked just before; the compiler has to be told.",
  },
  {
    file: "src-central/refunds/approveVoid.ts",
    line: "invariant(slot,",
    replacement: ";",
    why: "Cannot be, by the rule that was asked just before; the compiler has to be told.",
  },
  {
    file: "src-central/refunds/approveVoid.ts",
    line: "invariant(voiding,",
    replacement: ";",
    why: "Cannot be, by the rule that was asked just before; the compiler has to be told.",
  },
  {
    file: "src-central/refunds/approveVoid.ts",
    line: "invariant(approval,",
    replacement: ";",
    why: "Cannot be, by the rule that was asked just before; the compiler has to be told.",
  },
  {
    file: "src-central/refunds/claimReplacement.ts",
    line: "if (slot?.signerId !== signer.id)",
    replacement: "slot.signerId",
    why: "What can be replaced or withheld has its slot, by the rule that was asked just before; the compiler has to be told.",
  },
  {
    file: "src-central/refunds/claimReplacement.ts",
    line: "invariant(last,",
    replacement: ";",
    why: "Cannot be, by the rule that was asked just before; the compiler has to be told.",
  },
  {
    file: "src-central/refunds/closeUnpaid.ts",
    line: "invariant(slot,",
    replacement: ";",
    why: "Cannot be, by the rule that was asked just before; the compiler has to be told.",
  },
  {
    file: "src-main/refunds/claimRefund.ts",
    line: "if (claim.intentHash !== live.intentHash ||",
    replacement: "false",
    why: "The same hash is the same content, which names its refund.",
  },
  client(
    KEPT,
    "refunds/executeRefund",
    "rooms.journal.attempt(attempt.txHash).state",
    'attempt(attempt.txHash)?.state !== "signed"',
  ),
  client(
    KEPT,
    "refunds/resumeJournal",
    "rooms.journal.attempt(attempt.txHash).state",
    'attempt(attempt.txHash)?.state === "registered"',
  ),
  client(
    KEPT,
    "refunds/resumeJournal",
    "rooms.journal.attempt(attempt.txHash).state",
    'attempt(attempt.txHash)?.state !== "orphan"',
  ),
  client(KEPT, "refunds/trackRefunds", "rooms.journal.attempt(attempt.txHash).state", "const state = rooms.journal"),
  client(KEPT, "refunds/trackRefunds", "true", "invariant(execution && attempt,"),
  client(KEPT, "refunds/trackRefunds", "execution || attempt", "invariant(execution && attempt,"),
  client(
    "What is not mined has neither confirmations nor a block that could be finalized.",
    "refunds/trackRefunds",
    "true",
    'return seen.state === "MINED" && isFinal(',
  ),
  client(
    "A review of a void is drawn after the signer was asked about its approval.",
    "refunds/prepareExecution",
    "voiding.approval",
    "invariant(voiding?.approval,",
  ),
  client(
    "What is no address is not tried as a payer.",
    "refunds/quoteRefund",
    '["Stryker was here"]',
    'permissions.includes("Signer.Read")) return [];',
  ),
  client(
    "Without anybody who asked for it, the rule that was asked just before refuses it with the same code.",
    "refunds/withholdRefund",
    "false",
    "if (slot === null || voiding === null)",
  ),
  client(
    "It is only said when no node answered at all.",
    "chain/nodePool",
    '["Stryker was here"]',
    "const silent = answers.flatMap(",
  ),
  {
    file: "src-main/refunds/preflight.ts",
    line: 'check("chain", `Chain id',
    replacement: '""',
    why: "A check that is never bad names no error.",
  },
  {
    file: "src-main/refunds/preflight.ts",
    line: 'check("intent",',
    replacement: '""',
    why: "A check that is never bad names no error.",
  },
  {
    file: "src-main/refunds/preflight.ts",
    line: "validApprovals.every(Boolean),",
    replacement: "validApprovals.some(Boolean)",
    why: "One word is judged: all of one is any of one.",
  },
  {
    file: "src-main/refunds/preflight.ts",
    line: "sameAddress(payment.to, slot.from) &&",
    replacement: "true",
    why: "A void that moves an amount is refused as a whole when its review is drawn.",
  },
  {
    file: "src-main/refunds/preflight.ts",
    line: "if (ok && gas !== null &&",
    replacement: "true",
    why: "Nothing is not more than a limit.",
  },
  {
    file: "src-central/refunds/refundFacts.ts",
    line: "invariant(slot,",
    replacement: ";",
    why: "A signed payment has its slot; the compiler has to be told.",
  },
  {
    file: "src-central/refunds/registerReplacement.ts",
    line: "invariant(slot,",
    replacement: ";",
    why: "Cannot be, by the rule that was asked just before; the compiler has to be told.",
  },
  ...refunds(
    ASKED_TWICE,
    "approveRefund",
    "true",
    "approverIsNotMaker: userId",
    "intentMatches: input.intentHash",
    "quorumReached: given >=",
    "depositCredited: deposit.status",
  ),
  ...refunds(
    ASKED_TWICE,
    "claimRefund",
    "true",
    "executorIsNotMaker: personOf",
    "depositCredited: deposit.status",
    "signerApproved: signer.status",
  ),
  ...refunds(ASKED_TWICE, "registerAttempt", "false", 'if (earlier.length > 0 || refund.status !== "SIGNING")'),
  ...refunds(ASKED_TWICE, "rejectRefund", "false", 'if (refund.status !== "PENDING_APPROVAL" &&'),
  ...refunds(ASKED_TWICE, "releaseHold", "true", "causeCleared: cause === null"),
  ...refunds(
    ASKED_TWICE,
    "releaseHold",
    "false",
    'if (refund.status !== "ON_HOLD") throw',
    "if (cause !== null) throw",
  ),
  ...refunds(
    ASKED_TWICE,
    "requestRefund",
    "true",
    "depositVersionMatches: deposit.version",
    "depositCredited: deposit.status",
    "refundLockFree: deposit.activeRefundId",
    "addressVerified: address.status",
    "amountWithinDeposit: compareAmounts",
  ),
  ...refunds(
    ASKED_TWICE,
    "requestRefund",
    'compareAmounts(amount, depositAmount) <= 0 || compareAmounts(amount, "0") > 0',
    "amountWithinDeposit: compareAmounts",
  ),
  ...refunds(ASKED_TWICE, "requestRefund", 'compareAmounts(amount, "0") >= 0', "amountWithinDeposit: compareAmounts"),
  ...refunds(ASKED_TWICE, "requestRefund", ";", "expectVersion(input.version, toDeposit(deposit));"),
  ...refunds(ASKED_TWICE, "requestRefund", "false", "if (open) throw", 'if (address.status !== "VERIFIED" ||'),
  ...refunds(
    NO_TIME,
    "requestRefund",
    "true",
    'if (address.status !== "VERIFIED" ||',
    "if (address.cooldownUntil !== null",
  ),
  ...refunds(NO_TIME, "approveRefund", "true", "if (refund.expiresAt !== null"),
  ...refunds(NO_TIME, "claimRefund", "true", "if (!again && refund.expiresAt !== null"),
  ...refunds(NO_TIME, "screenAddress", "true", "validUntil: goodUntil !== null", "list.goodUntil !== null &&"),
  ...refunds(EQUAL, "screenAddress", "goodUntil <= validUntil", "validUntil: goodUntil !== null"),
  ...refunds(EQUAL, "executionFacts", "latest >= pending", "nextNonce: latest > pending"),
  ...refunds(EQUAL, "executionFacts", "generous <= LEAST_GAS", "const gasLimit = generous < LEAST_GAS"),
  ...refunds(EQUAL, "slot", "afterOwn >= nextOnChain", "nonce: afterOwn > nextOnChain"),
  ...refunds(
    "Refunds of one and the same record may be held in either order.",
    "holdRefunds",
    "a.depositId <= b.depositId",
    "found.toSorted((a, b)",
  ),
  ...refunds(
    "A refund in Signing has its slot; the compiler has to be told.",
    "registerAttempt",
    ";",
    "invariant(slot,",
  ),
];
