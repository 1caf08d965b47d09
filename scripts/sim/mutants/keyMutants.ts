import type { Mutant } from "./Mutant.ts";

const ADOPT = "src-central/refunds/adoptPayment.ts";
const SETTLE = "src-central/signers/settleKey.ts";
const DECIDE = "src-central/signers/decideSigner.ts";

/** Rules of payment keys of which the chain knows more than the books: who pays meanwhile, who settles it, what is written down. */
export const KEY_MUTANTS: readonly Mutant[] = [
  {
    name: "begun-while-the-chain-is-ahead",
    breaks: "payments are begun although the chain has transactions of a key that nobody registered",
    against: ["I1"],
    theme: "paid elsewhere",
    seed: 1,
    edits: [
      {
        file: "src-central/refunds/claimRefund.ts",
        from: "  await requireNoncesExplained(",
        to: "  if (signer.id === '') await requireNoncesExplained(",
      },
    ],
  },
  {
    name: "settled-by-one-person",
    breaks: "who proposed to settle what a key did may agree to it too",
    against: ["I3"],
    theme: "paid elsewhere",
    seed: 10,
    edits: [{ file: SETTLE, from: "if (person.userId === settlement.proposedBy.id || person", to: "if (person" }],
  },
  {
    name: "settled-by-the-keys-owner",
    breaks: "an executor may agree to what his own key did",
    against: ["I3"],
    theme: "paid elsewhere",
    seed: 3,
    edits: [{ file: SETTLE, from: " || person.userId === signer.executorId)", to: ")" }],
  },
  {
    name: "settled-over-an-open-refund",
    breaks: "what paid an open refund may be settled as none of ours",
    against: ["I1"],
    theme: "paid elsewhere",
    seed: 1,
    edits: [{ file: SETTLE, from: "  if (paid)\n", to: "  if (paid?.nonce === '')\n" }],
  },
  {
    name: "settled-beyond-the-chain",
    breaks: "nonces may be settled that nothing has used yet",
    against: ["I9"],
    theme: "paid elsewhere",
    seed: 7,
    edits: [{ file: SETTLE, from: " || BigInt(below) > BigInt(next))", to: ")" }],
  },
  {
    name: "found-by-its-maker",
    breaks: "who requested a refund may write down a payment of it that was found",
    against: ["I3"],
    theme: "paid elsewhere",
    seed: 14,
    edits: [
      { file: ADOPT, from: "  requireOtherThanMaker(context, row);\n", to: "" },
      {
        file: "src-main/refunds/withholdRefund.ts",
        from: '      if (refund.requestedBy.id === desk.user().id)\n        throw new AppError("SELF_APPROVAL_FORBIDDEN", "Your own request; another supervisor must write it down");\n',
        to: "",
      },
    ],
  },
  {
    name: "found-for-another-refund",
    breaks: "a payment that was found may be written down at a refund that it did not pay",
    against: ["I5"],
    theme: "paid elsewhere",
    seed: 2,
    edits: [
      { file: ADOPT, from: "  compareFound(decoded, row.intent, slot, input.txHash);\n", to: "" },
      { file: ADOPT, from: "  if (!paysExactly(found.sent,", to: "  if (found === null && !paysExactly(found.sent," },
    ],
  },
  {
    name: "closed-although-paid-elsewhere",
    breaks: "a refund whose nonce is lost is closed as unpaid although what took the nonce paid it",
    against: ["I1"],
    theme: "paid elsewhere",
    seed: 17,
    edits: [
      {
        file: "src-central/refunds/closeUnpaid.ts",
        from: "  if (paidUnregistered)\n",
        to: "  if (paidUnregistered && facts === null)\n",
      },
    ],
  },
  {
    name: "retired-unexplained",
    breaks: "a key is taken out of use although the chain has transactions of it that nobody registered",
    against: ["I1"],
    theme: "paid elsewhere",
    seed: 17,
    edits: [
      {
        file: DECIDE,
        from: "if (answered(look).some(({ findings }) => findings.length > 0))",
        to: "if (answered(look).length > 99)",
      },
    ],
  },
  {
    name: "older-journal-taken",
    breaks: "a journal that is gone, or that lacks its newest lines, is taken as it is",
    against: ["I14"],
    theme: "lost journal",
    seed: 2,
    edits: [
      {
        file: "src-main/store/openJournal.ts",
        from: "if (known !== null && !journal.hasAuditLine(known))",
        to: "if (known?.seq === 0 && !journal.hasAuditLine(known))",
      },
    ],
  },
  {
    name: "retired-while-paying",
    breaks: "a key is taken out of use with a payment under way",
    against: ["L2"],
    theme: "paid elsewhere",
    seed: 1,
    edits: [
      {
        file: DECIDE,
        from: "  const [open] = await context.books.runningPayments(signer.id);\n  if (open)\n",
        to: "  const [open] = await context.books.runningPayments(signer.id);\n  if (open?.refundNo === '')\n",
      },
    ],
  },
];
