/** What worlds are mostly about: a mutant names the one in which its rule is tried hardest, so that its budget stays with its world. */
import type { Lie } from "./chain/simNode.ts";
import type { Dice } from "./dice.ts";
import type { Weather } from "./weather.ts";

export const LIES: readonly Lie[] = [
  "mined although it is not",
  "another amount",
  "wrong chain",
  "empty chain",
  "absurd fee",
  "future head",
];

/** What a world is mostly about. A mutant names the one in which its rule is tried hardest. */
export const THEMES = [
  "mixed",
  "attack",
  "locks",
  "approvals",
  "concerns",
  "token",
  "liars",
  "reorg",
  "repairs",
  "other chain",
  "tamper",
  "crash",
  "lapsed locks",
  "reverts",
  "lingering",
  "taken",
  "left alone",
  "late readings",
  "second slot",
  "forged word",
  "withheld",
  "raised",
  "cut off",
  "one liar",
  "limits",
  "paid elsewhere",
  "lost journal",
] as const;
export type Theme = (typeof THEMES)[number];

/** Operations with faults in a world about this: long enough for what it is about to come to pass. */
export function worldOf(theme: Theme): number {
  if (theme === "withheld" || theme === "late readings" || theme === "paid elsewhere") return 5_000;
  return theme === "repairs" || theme === "token" || theme === "reorg" || theme === "liars" ? 10_000 : 2_500;
}

/** What a lying service changes. */
export const TAMPERS = [
  "content",
  "slot",
  "limits",
  "approvals",
  "payer",
  "word",
  "refund",
  "bytes",
  "address",
] as const;
export type Tamper = (typeof TAMPERS)[number];

/** What somebody with an account and bad manners tries. */
export const TRICKS = ["approve", "claim", "use lock", "request", "report", "withhold"] as const;
export type Trick = (typeof TRICKS)[number];

const CALM_WIRES = { slowest: 50, loss: 0.02, duplicates: 0.02, rpcLoss: 0, skew: 0 } as const;
const ATTACKED = {
  ...CALM_WIRES,
  nodes: 1,
  lies: [],
  attacks: 120,
  workstations: 5,
  tampering: 0,
  watcherLag: 0,
} satisfies Partial<Weather>;

/** Nothing goes wrong by itself. What is tried in one of these worlds does not depend on what else the dice draw. */
const QUIET: Weather = {
  nodes: 1,
  workstations: 2,
  slowest: 50,
  slowNodes: 0,
  loss: 0,
  duplicates: 0,
  rpcLoss: 0,
  crashes: 0,
  lostDisks: 0,
  lostJournals: 0,
  pauses: 0,
  serviceRestarts: 0,
  reorganisations: 0,
  deepest: 1,
  evictions: 0,
  feeSpikes: 0,
  tokenMoods: 0,
  nodeFaults: 0,
  lies: [],
  lieMs: 180_000,
  foreignPayments: 0,
  paidElsewhere: 0,
  overtakings: 0,
  concerns: 0,
  withholding: 0,
  skew: 0,
  lingering: false,
  watcherLag: 0,
  tampering: 0,
  tampers: TAMPERS,
  attacks: 0,
  tricks: TRICKS,
  partitions: 0,
  roundMs: 6_000,
  leisure: 1,
  byHand: 0,
  raising: 0,
  helping: 0.5,
  passedOver: 0.1,
  large: 0.1,
  faultPoints: 0,
  cutPoints: 0,
  tokens: 0,
  deposits: 10,
  blockMs: 4_000,
  limits: 0,
};

/** What the theme lays down; the rest is as the dice drew it. */
export function emphasis(theme: Theme, dice: Dice): Partial<Weather> {
  switch (theme) {
    case "mixed":
      return {};
    case "attack":
      return { ...ATTACKED, concerns: 3 };
    case "locks":
      return { ...ATTACKED, tricks: ["claim", "use lock", "use lock"], roundMs: 40_000, pauses: 4, concerns: 0 };
    case "approvals":
      return { ...ATTACKED, tricks: ["approve", "approve", "withhold"], large: 0.8, withholding: 0.3, concerns: 0 };
    case "concerns":
      return { ...ATTACKED, tricks: ["claim", "use lock"], concerns: 20, deposits: 10 };
    case "repairs":
      return {
        ...CALM_WIRES,
        nodes: 1,
        lies: [],
        evictions: 10,
        feeSpikes: 5,
        blockMs: 3_000,
        passedOver: 0.8,
        deposits: 10,
        withholding: 0.3,
        raising: 0.5,
        reorganisations: 4,
        deepest: 6,
        foreignPayments: dice.chance(0.5) ? 2 : 0,
        crashes: 0,
        workstations: 2,
        tampering: 0,
        attacks: 60,
        tricks: ["withhold", "withhold", "use lock"],
      };
    case "other chain":
      return { ...CALM_WIRES, nodes: 1, lies: ["wrong chain"], nodeFaults: 6, workstations: 5, deposits: 10 };
    case "token":
      return {
        ...CALM_WIRES,
        nodes: 1,
        lies: [],
        tokens: 1,
        tokenMoods: 20,
        reorganisations: 10,
        deepest: 6,
        tampering: 0,
        attacks: 40,
        tricks: ["request"],
        deposits: 10,
        passedOver: 0.6,
      };
    case "liars":
      return {
        ...CALM_WIRES,
        nodes: 3,
        lies: [...LIES, "mined although it is not", "mined although it is not", "mined although it is not"],
        nodeFaults: 25,
        attacks: 0,
        tampering: 0,
      };
    case "reorg":
      return {
        ...CALM_WIRES,
        nodes: 1,
        lies: [],
        reorganisations: 15,
        deepest: 6,
        foreignPayments: dice.chance(0.5) ? 3 : 0,
        lingering: dice.chance(0.6),
        watcherLag: dice.chance(0.6) ? 400_000 : 0,
        attacks: 0,
        tampering: 0,
        deposits: 10,
        byHand: dice.chance(0.5) ? 0 : 0.1,
      };
    case "tamper":
      return {
        ...CALM_WIRES,
        nodes: 1,
        lies: [],
        tampering: 0.3,
        attacks: 0,
        workstations: 2,
        crashes: 1,
        faultPoints: 0.1,
        deposits: 10,
        byHand: 0.2,
        withholding: 0.4,
        passedOver: 0.7,
      };
    case "crash":
      return {
        ...CALM_WIRES,
        nodes: 1,
        lies: [],
        loss: 0.08,
        duplicates: 0.2,
        crashes: 2,
        pauses: 4,
        faultPoints: 0.15,
        lostDisks: 0.5,
        partitions: 0.6,
        roundMs: 30_000,
        workstations: 3,
        concerns: 0,
        attacks: 0,
        tampering: 0,
      };
    case "lapsed locks":
      return { ...QUIET, workstations: 5, leisure: 12, attacks: 60, tricks: ["claim", "claim", "use lock"], large: 0 };
    case "reverts":
      return { ...QUIET, tokens: 1, tokenMoods: 4, passedOver: 0.5 };
    case "lingering":
      return { ...QUIET, lingering: true, reorganisations: 5, deepest: 3, blockMs: 6_000, watcherLag: 400_000 };
    case "taken":
      return { ...QUIET, foreignPayments: 3, overtakings: 2, deepest: 3, passedOver: 0.5 };
    case "left alone":
      return { ...QUIET, reorganisations: 4, deepest: 3, helping: 0 };
    case "late readings":
      return {
        ...QUIET,
        slowNodes: 9_000,
        blockMs: 2_000,
        passedOver: 0.85,
        workstations: 5,
        attacks: 120,
        tricks: ["report"],
      };
    case "second slot":
      return { ...QUIET, tampering: 0.7, tampers: ["slot"], crashes: 3, workstations: 3 };
    case "forged word":
      return { ...QUIET, tampering: 0.7, tampers: ["word"], ...WITHHELD };
    case "withheld":
      return { ...QUIET, ...WITHHELD, attacks: 60, tricks: ["withhold", "use lock"] };
    case "raised":
      return { ...QUIET, raising: 0.5, passedOver: 0.85, blockMs: 6_000 };
    case "cut off":
      return { ...QUIET, cutPoints: 0.2, workstations: 3 };
    case "one liar":
      return {
        ...QUIET,
        nodes: 3,
        nodeFaults: 10,
        lies: ["future head", "mined although it is not"],
        lieMs: 40_000,
        passedOver: 0.4,
      };
    case "limits":
      return { ...QUIET, large: 0.5, tokens: 0.5, limits: 6 };
    case "lost journal":
      return { ...QUIET, lostJournals: 1.5, crashes: 1, workstations: 4, passedOver: 0.5, blockMs: 2_000 };
    case "paid elsewhere":
      return {
        ...QUIET,
        paidElsewhere: 2,
        foreignPayments: dice.chance(0.7) ? 3 : 0,
        workstations: 3,
        tokens: 0.3,
        blockMs: 2_000,
        passedOver: 0.5,
      };
  }
}

/** Payments wait for long, and people have second thoughts. */
const WITHHELD = { withholding: 0.6, passedOver: 0.97, blockMs: 6_000 } satisfies Partial<Weather>;
