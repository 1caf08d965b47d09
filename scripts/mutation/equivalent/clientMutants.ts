import { type Equivalent, inFile } from "./Equivalent.ts";

const KEPT =
  "The journal keeps every attempt, and a refund has its slot before it has bytes: neither is missing here; the compiler has to be told.";

/** Of the modules of the client. */
export const CLIENT_MUTANTS: readonly Equivalent[] = [
  ...inFile("src-main/chain/fees.ts", [
    ["return one > other ? one : other;", "one >= other", "Of two equal numbers either is the higher one."],
    ["return one < other ? one : other;", "one <= other", "Of two equal numbers either is the lower one."],
  ]),
  ...inFile("src-main/chain/nodeFault.ts", [
    [
      'const code = typeof named === "string" ? named : "";',
      '"Stryker was here!"',
      "Only exact codes and words in capitals are asked for.",
    ],
    ["} catch {", "{}", "Nothing holds no words, as null does."],
  ]),
  ...inFile("src-main/chain/nodePool.ts", [
    ["const silent = answers.flatMap(", '["Stryker was here"]', "It is only said when no node answered at all."],
  ]),
  ...inFile("src-main/chain/payment.ts", [
    ["invariant(maxFeePerGas !== null", "true", "ethers gives every transaction of type 2 its fees."],
    ["invariant(maxPriorityFeePerGas !== null", "true", "ethers gives every transaction of type 2 its fees."],
    ["invariant(accessList !== null", "true", "ethers gives every transaction of type 2 a list."],
    [
      "const TRANSFER_CALL =",
      "/0xa9059cbb0{24}([0-9a-f]{40})([0-9a-f]{64})$/",
      "The data of a call begins with its only x.",
    ],
  ]),
  ...inFile("src-main/chain/quorum.ts", [
    ["values.toSorted((a, b) =>", "a <= b", "Equal numbers may stand in either order."],
  ]),
  ...inFile("src-main/chain/simulateTransfer.ts", [
    ["one > most ? one : most", "one >= most", "Of two equal numbers either is the higher one."],
  ]),
  ...inFile("src-main/chain/tokens.ts", [
    ["if (error === null) return", "false", "What follows fails then, and the end of the function says the same."],
    ["invariant(from,", ";", "Of three topics neither is missing; the compiler has to be told."],
    ["invariant(to,", ";", "Of three topics neither is missing; the compiler has to be told."],
  ]),
  ...inFile("src-main/refunds/claimRefund.ts", [
    [
      "if (claim.intentHash !== live.intentHash ||",
      "false",
      "The same hash is the same content, which names its refund.",
    ],
  ]),
  ...inFile("src-main/refunds/executeRefund.ts", [
    ['attempt(attempt.txHash)?.state !== "signed"', "rooms.journal.attempt(attempt.txHash).state", KEPT],
  ]),
  ...inFile("src-main/refunds/preflight.ts", [
    ['check("chain", `Chain id', '""', "A check that is never bad names no error."],
    ['check("intent",', '""', "A check that is never bad names no error."],
    ["validApprovals.every(Boolean),", "validApprovals.some(Boolean)", "One word is judged: all of one is any of one."],
    [
      "sameAddress(payment.to, slot.from) &&",
      "true",
      "A void that moves an amount is refused as a whole when its review is drawn.",
    ],
    ["if (ok && gas !== null &&", "true", "Nothing is not more than a limit."],
  ]),
  ...inFile("src-main/refunds/prepareExecution.ts", [
    [
      "invariant(voiding?.approval,",
      "voiding.approval",
      "A review of a void is drawn after the signer was asked about its approval.",
    ],
  ]),
  ...inFile("src-main/refunds/quoteRefund.ts", [
    [
      'permissions.includes("Signer.Read")) return [];',
      '["Stryker was here"]',
      "What is no address is not tried as a payer.",
    ],
  ]),
  ...inFile("src-main/refunds/resumeJournal.ts", [
    ['attempt(attempt.txHash)?.state === "registered"', "rooms.journal.attempt(attempt.txHash).state", KEPT],
    ['attempt(attempt.txHash)?.state !== "orphan"', "rooms.journal.attempt(attempt.txHash).state", KEPT],
  ]),
  ...inFile("src-main/refunds/trackRefunds.ts", [
    ["const state = rooms.journal", "rooms.journal.attempt(attempt.txHash).state", KEPT],
    ["invariant(execution && attempt,", "true", KEPT],
    ["invariant(execution && attempt,", "execution || attempt", KEPT],
    [
      'return seen.state === "MINED" && isFinal(',
      "true",
      "What is not mined has neither confirmations nor a block that could be finalized.",
    ],
  ]),
  ...inFile("src-main/refunds/withholdRefund.ts", [
    [
      "if (slot === null || voiding === null)",
      "false",
      "Without anybody who asked for it, the rule that was asked just before refuses it with the same code.",
    ],
  ]),
  ...inFile("src-main/signer/deviceSignature.ts", [
    ['Buffer.from(text, "utf8")', '""', "Node takes an encoding without a name for UTF-8."],
  ]),
  ...inFile("src-main/signer/paymentBytes.ts", [
    [
      '.padStart(64, "0")}`;',
      '""',
      "ethers fills short numbers of a signature up by itself; that it is done here does not depend on that.",
    ],
  ]),
  ...inFile("src-main/signer/signPayment.ts", [
    ['update(text, "utf8")', '""', "Node takes an encoding without a name for UTF-8."],
  ]),
];
