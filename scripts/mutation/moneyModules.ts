/**
 * The money modules: the files whose every rule decides whether, to whom, how much and how often money is paid.
 * Mutation testing and the branch coverage take their list from here, and from nowhere else.
 *
 * Left out, because no rule of money is decided there:
 * - words: labels, and the texts for people inside the files below (sentences.ts says which);
 * - wiring: files that only hand their arguments on (ports, rooms, routes, reads of lists), which types and the slow tests check;
 * - the ways to the outside (HTTP, SQL, processes): tried with real nodes, databases and injected faults.
 */

/** Files that are mutated together, because the same fast tests try them. Paths from the project's folder; tests may be folders. */
export type MoneyRoom = { name: string; modules: readonly string[]; tests: readonly string[] };

export const MONEY_ROOMS: readonly MoneyRoom[] = [
  {
    name: "amounts",
    modules: [
      "src-shared/canonicalJson.ts",
      "src-shared/keyOrders.ts",
      "src-shared/keysInOrder.ts",
      "src-shared/money.ts",
      "src-shared/domain/addresses.ts",
      "src-shared/domain/confirmations.ts",
      "src-shared/domain/intent.ts",
    ],
    tests: [
      "tests/shared/canonicalJson.test.ts",
      "tests/shared/keysInOrder.test.ts",
      "tests/shared/moneyEdges.test.ts",
      "tests/shared/intent.test.ts",
      "tests/shared/money.test.ts",
    ],
  },
  {
    name: "rules",
    modules: [
      "src-shared/domain/deposits.ts",
      "src-shared/domain/machine.ts",
      "src-shared/domain/refundOutlook.ts",
      "src-shared/domain/refundRepairs.ts",
      "src-shared/domain/refunds.ts",
    ],
    tests: [
      "tests/shared/refundRules.test.ts",
      "tests/shared/refundRepairs.test.ts",
      "tests/shared/refundOutlook.test.ts",
    ],
  },
  {
    name: "tables",
    modules: [
      "src-shared/domain/addressMachine.ts",
      "src-shared/domain/depositMachine.ts",
      "src-shared/domain/refundMachine.ts",
    ],
    tests: ["tests/shared/machineTables.test.ts", "tests/shared/refundRules.test.ts"],
  },
  {
    name: "signer",
    modules: [
      "src-main/signer/approvals.ts",
      "src-main/signer/deviceSignature.ts",
      "src-main/signer/paymentBytes.ts",
      "src-main/signer/signPayment.ts",
    ],
    tests: ["tests/main/signer/approvals.test.ts", "tests/main/signer/signPayment.test.ts"],
  },
  {
    name: "verdicts",
    modules: [
      "src-central/refunds/compareAttempt.ts",
      "src-central/refunds/depositCanonical.ts",
      "src-central/refunds/nextRefundStep.ts",
      "src-central/refunds/paymentEffect.ts",
      "src-central/refunds/replacementFees.ts",
    ],
    tests: [
      "tests/central/refunds/nextRefundStep.test.ts",
      "tests/central/refunds/paymentRules.test.ts",
      "tests/central/refunds/foundPayments.test.ts",
    ],
  },
  {
    name: "chain",
    modules: [
      "src-main/chain/broadcast.ts",
      "src-main/chain/fees.ts",
      "src-main/chain/nodeFault.ts",
      "src-main/chain/observe.ts",
      "src-main/chain/parseAddress.ts",
      "src-main/chain/payment.ts",
      "src-main/chain/quorum.ts",
      "src-main/chain/simulateTransfer.ts",
      "src-main/chain/tokens.ts",
    ],
    tests: ["tests/main/chain/verdicts.test.ts", "tests/main/chain/paymentEdges.test.ts"],
  },
  {
    name: "commands",
    modules: [
      "approveRefund",
      "claimRefund",
      "decision",
      "executionFacts",
      "expireRefunds",
      "holdRefunds",
      "lease",
      "limits",
      "registerAttempt",
      "rejectRefund",
      "releaseHold",
      "requestFacts",
      "requestRefund",
      "screenAddress",
      "slot",
      "storeAttempt",
      "trialRun",
      "whyNotPayable",
      "withdrawRefund",
    ].map((operation) => `src-central/refunds/${operation}.ts`),
    tests: [
      "tests/central/refunds/everyRule.test.ts",
      "tests/central/refunds/lastMoment.test.ts",
      "tests/central/refunds/staleLists.test.ts",
      "tests/central/refunds/paymentRules.test.ts",
      "tests/central/refunds/whatIsWritten.test.ts",
      "tests/central/refunds/lastLooks.test.ts",
    ],
  },
  {
    name: "tracking",
    modules: [
      "adoptPayment",
      "applyRefundFacts",
      "approveVoid",
      "claimReplacement",
      "closeUnpaid",
      "keyFindings",
      "keyNonces",
      "moveRefund",
      "refundFacts",
      "registerReplacement",
      "reportBroadcast",
      "reportObservation",
      "requestVoid",
      "requireRepair",
    ].map((operation) => `src-central/refunds/${operation}.ts`),
    tests: [
      "tests/central/refunds/afterTheSignature.test.ts",
      "tests/central/refunds/foundPayments.test.ts",
      "tests/central/refunds/refusedGuards.test.ts",
      "tests/central/refunds/repairRules.test.ts",
      "tests/central/refunds/staleLists.test.ts",
      "tests/central/refunds/everyRule.test.ts",
      "tests/central/refunds/whatIsWritten.test.ts",
      "tests/central/refunds/lastLooks.test.ts",
    ],
  },
  {
    name: "execution",
    modules: [
      "claimRefund",
      "decideRefund",
      "endRefund",
      "executeRefund",
      "heldClaim",
      "oneAtATime",
      "preflight",
      "prepareExecution",
      "quoteRefund",
      "rebroadcastRefund",
      "registerAttempt",
      "requestRefund",
      "resumeJournal",
      "sendAttempt",
      "trackRefunds",
      "withholdRefund",
    ].map((operation) => `src-main/refunds/${operation}.ts`),
    tests: ["tests/main/refunds"],
  },
  {
    name: "journal",
    modules: ["src-main/store/journal.ts", "src-main/store/journalAudit.ts"],
    tests: ["tests/main/journal/journal.test.ts", "tests/main/journal/journalRules.test.ts"],
  },
  {
    name: "nodes",
    modules: ["src-main/chain/nodePool.ts"],
    tests: ["tests/main/chain/nodePool.test.ts"],
  },
];
