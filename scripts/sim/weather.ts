/** What goes wrong in one world. Each seed draws its own mixture, so that rare combinations meet and calm ones exist too. */
import type { Dice } from "./dice.ts";
import type { Lie } from "./chain/simNode.ts";

export type Weather = {
  nodes: 1 | 3;
  workstations: number;
  /** longest way of one message, in milliseconds */
  slowest: number;
  /** of requests and of answers, each */
  loss: number;
  duplicates: number;
  rpcLoss: number;
  /** times per minute of the world; 0: never */
  crashes: number;
  lostDisks: number;
  pauses: number;
  serviceRestarts: number;
  reorganisations: number;
  deepest: number;
  evictions: number;
  feeSpikes: number;
  tokenMoods: number;
  nodeFaults: number;
  lies: readonly Lie[];
  foreignPayments: number;
  concerns: number;
  /** payments that people withhold; probability per look of one of them */
  withholding: number;
  /** of one workstation's clock, in milliseconds */
  skew: number;
  /** nodes that show receipts of lost blocks */
  lingering: boolean;
  /** how far the deposit watcher is behind, in milliseconds */
  watcherLag: number;
  /** a service (or somebody between) that changes what it answers; probability per answer */
  tampering: number;
  /** somebody who uses the API without the program's own checks; tries per minute, and what he tries */
  attacks: number;
  tricks: readonly Trick[];
  /** a workstation that cannot reach the service for a while; times per minute */
  partitions: number;
  /** how often the service looks after its refunds, in milliseconds */
  roundMs: number;
  /** how often an executor sends a payment again by hand; probability per look */
  byHand: number;
  /** how often an executor raises the fee of a payment that waits; probability per look */
  raising: number;
  /** share of payments that need two approvals */
  large: number;
  /** how often miners leave a payment out of a block; probability */
  passedOver: number;
  /** kills the program at its named fault points; probability at each */
  faultPoints: number;
  /** share of payments in the token */
  tokens: number;
  deposits: number;
  blockMs: number;
};

const LIES: readonly Lie[] = [
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
] as const;
export type Theme = (typeof THEMES)[number];

/** Operations with faults in a world about this: long enough for what it is about to come to pass. */
export function worldOf(theme: Theme): number {
  return theme === "repairs" || theme === "token" || theme === "reorg" || theme === "liars" ? 10_000 : 2_500;
}

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

function emphasis(theme: Theme, dice: Dice): Partial<Weather> {
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
        partitions: 3,
        roundMs: 30_000,
        workstations: 3,
        concerns: 0,
        attacks: 0,
        tampering: 0,
      };
  }
}

/** `theme` left out, the dice choose it. */
export function drawWeather(dice: Dice, theme?: Theme): Weather {
  const chosen = dice.chance(0.4) ? "mixed" : dice.pick(THEMES);
  return { ...drawMixed(dice), ...emphasis(theme ?? chosen, dice) };
}

function drawMixed(dice: Dice): Weather {
  const often = (most: number, chance = 0.6) => (dice.chance(chance) ? dice.fraction() * most : 0);
  const nodes = dice.chance(0.6) ? 3 : 1;
  const skewed = dice.chance(0.3);
  return {
    nodes,
    workstations: dice.between(1, 5),
    slowest: dice.pick([50, 50, 400, 3_000]),
    loss: often(0.15, 0.5),
    duplicates: often(0.1, 0.5),
    rpcLoss: often(0.1, 0.5),
    crashes: often(3),
    lostDisks: often(1, 0.3),
    pauses: often(3, 0.5),
    serviceRestarts: often(1.5, 0.3),
    reorganisations: often(6),
    deepest: dice.between(1, 6),
    evictions: often(4, 0.4),
    feeSpikes: often(2, 0.3),
    tokenMoods: often(5, 0.5),
    nodeFaults: often(8, 0.5),
    lies: nodes === 3 && dice.chance(0.6) ? [dice.pick(LIES), dice.pick(LIES)] : [],
    foreignPayments: often(1, 0.15),
    concerns: often(4, 0.4),
    withholding: often(0.1, 0.5),
    skew: skewed ? dice.between(-600_000, 600_000) : 0,
    lingering: dice.chance(0.3),
    watcherLag: dice.chance(0.3) ? 400_000 : 0,
    tampering: often(0.2, 0.3),
    attacks: dice.chance(0.6) ? 10 + often(60, 0.8) : 0,
    tricks: TRICKS,
    partitions: often(2, 0.3),
    roundMs: dice.pick([6_000, 6_000, 6_000, 30_000]),
    byHand: 0.1,
    raising: dice.pick([0.02, 0.1, 0.3]),
    passedOver: dice.pick([0.1, 0.1, 0.6]),
    large: dice.pick([0.1, 0.4, 0.4, 0.8]),
    faultPoints: often(0.15, 0.5),
    tokens: dice.pick([0, 0.5, 1]),
    deposits: dice.between(2, 10),
    blockMs: dice.pick([2_000, 4_000, 6_000]),
  };
}
