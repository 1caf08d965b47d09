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
  /** times per hour of the world; 0: never */
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
  /** of one workstation's clock, in milliseconds */
  skew: number;
  /** a service (or somebody between) that changes what it answers; probability per answer */
  tampering: number;
  /** somebody who uses the API without the program's own checks; tries per hour */
  attacks: number;
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

export function drawWeather(dice: Dice): Weather {
  const often = (most: number, chance = 0.6) => (dice.chance(chance) ? dice.fraction() * most : 0);
  const nodes = dice.chance(0.75) ? 3 : 1;
  const skewed = dice.chance(0.3);
  return {
    nodes,
    workstations: dice.between(1, 5),
    slowest: dice.pick([50, 400, 4_000]),
    loss: often(0.15, 0.5),
    duplicates: often(0.1, 0.5),
    rpcLoss: often(0.1, 0.5),
    crashes: often(40),
    lostDisks: often(8, 0.3),
    pauses: often(30, 0.5),
    serviceRestarts: often(20, 0.3),
    reorganisations: often(60),
    deepest: dice.between(1, 6),
    evictions: often(60, 0.4),
    feeSpikes: often(20, 0.4),
    tokenMoods: often(30, 0.5),
    nodeFaults: often(60, 0.5),
    lies: nodes === 3 && dice.chance(0.6) ? [dice.pick(LIES), dice.pick(LIES)] : [],
    foreignPayments: often(4, 0.15),
    concerns: often(30, 0.4),
    skew: skewed ? dice.between(-600_000, 600_000) : 0,
    tampering: often(0.2, 0.3),
    attacks: often(200, 0.5),
    faultPoints: often(0.15, 0.5),
    tokens: dice.pick([0, 0.5, 1]),
    deposits: dice.between(4, 10),
    blockMs: dice.pick([2_000, 4_000, 6_000]),
  };
}
