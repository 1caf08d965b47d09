import type { Mutant } from "./Mutant.ts";

const LIMITS = "src-shared/domain/limits.ts";

/** Rules of the limits that people agree on. */
export const LIMIT_MUTANTS: readonly Mutant[] = [
  {
    name: "bands-ignored",
    breaks: "what the bands of amounts ask for is not asked for",
    against: ["LIMITS"],
    theme: "limits",
    seed: 1,
    edits: [{ file: LIMITS, from: "&& band.approvals > needed) needed", to: "&& band.approvals > 99) needed" }],
  },
  {
    name: "number-of-payments-not-limited",
    breaks: "a key begins as many payments as it likes",
    against: ["LIMITS"],
    theme: "limits",
    seed: 4,
    edits: [{ file: LIMITS, from: "if (begun.length >= paymentsPerSignerAndDay)", to: "if (begun.length < 0)" }],
  },
  {
    name: "sum-of-payments-not-limited",
    breaks: "a key begins to pay as much as it likes",
    against: ["LIMITS"],
    theme: "limits",
    seed: 1,
    edits: [
      {
        file: LIMITS,
        from: "if (compareAmounts(total, amountPerSignerAndDay) <= 0) return null;",
        to: "if (total !== amountPerSignerAndDay) return null;",
      },
    ],
  },
  {
    name: "pace-not-asked-at-claim",
    breaks: "nobody asks for the limits of the key when a payment begins",
    against: ["LIMITS"],
    theme: "limits",
    seed: 1,
    edits: [
      {
        file: "src-central/refunds/claimRefund.ts",
        from: 'if (why !== null) throw new AppError("VELOCITY_CAP", why);',
        to: "",
      },
    ],
  },
  {
    name: "agreed-fee-cap-ignored",
    breaks: "the fee cap is the network's, whatever people agreed on",
    against: ["LIMITS"],
    theme: "limits",
    seed: 4,
    edits: [
      {
        file: "src-central/refunds/requestRefund.ts",
        from: "feeCapWei: agreed.limits.feeCapWei,",
        to: "feeCapWei: rules.network.feeCapWei,",
      },
    ],
  },
  {
    name: "limits-before-their-time",
    breaks: "limits hold before the time from which people wanted them",
    against: ["LIMITS"],
    theme: "limits",
    seed: 3,
    edits: [{ file: LIMITS, from: " || one.effectiveFrom > at) continue;", to: ") continue;" }],
  },
  {
    name: "first-limits-hold-for-ever",
    breaks: "the first limits that people agreed on hold whatever they agreed on since",
    against: ["LIMITS"],
    theme: "limits",
    seed: 1,
    edits: [{ file: LIMITS, from: "if (found === null || isLater(one, found))", to: "if (found === null)" }],
  },
  {
    name: "proposed-limits-hold",
    breaks: "limits hold although nobody has approved them",
    against: ["LIMITS"],
    theme: "limits",
    seed: 1,
    edits: [{ file: LIMITS, from: 'if (one.status !== "APPROVED" || ', to: "if (" }],
  },
  {
    name: "limits-agreed-by-one",
    breaks: "who proposed limits may approve them",
    against: ["LIMITS"],
    theme: "limits",
    seed: 2,
    edits: [
      {
        file: "src-central/configuration/decideVersion.ts",
        from: "if (row.proposedBy.id === personOf(context).userId)",
        to: 'if (row.proposedBy.id === "")',
      },
    ],
  },
];
