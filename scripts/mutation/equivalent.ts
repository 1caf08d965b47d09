/** Mutants that no test can kill, because they change nothing that anybody could see. docs/mutation-testing.md is written from this list. */

/** `line`: the text of the line that is mutated, or a part of it that stands in no other mutated line of the file. */
export type Equivalent = { file: string; line: string; replacement: string; why: string };

export const EQUIVALENT: readonly Equivalent[] = [
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
];
