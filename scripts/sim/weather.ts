/** What goes wrong in one world. Each seed draws its own mixture, so that rare combinations meet and calm ones exist too. */
import type { Dice } from "./dice.ts";
import type { Lie } from "./chain/simNode.ts";
import { emphasis, LIES, type Tamper, TAMPERS, type Theme, THEMES, type Trick, TRICKS } from "./themes.ts";

export type Weather = {
  nodes: 1 | 3;
  workstations: number;
  /** longest way of one message, in milliseconds */
  slowest: number;
  /** the same of every fifth question of the service to its nodes; 0: as everybody's */
  slowNodes: number;
  /** of requests and of answers, each */
  loss: number;
  duplicates: number;
  rpcLoss: number;
  /** times per minute of the world; 0: never */
  crashes: number;
  lostDisks: number;
  /** journals that are gone, or are followed by an older copy; times per minute */
  lostJournals: number;
  pauses: number;
  serviceRestarts: number;
  reorganisations: number;
  deepest: number;
  evictions: number;
  feeSpikes: number;
  tokenMoods: number;
  nodeFaults: number;
  lies: readonly Lie[];
  /** longest time for which one of three nodes lies, in milliseconds */
  lieMs: number;
  foreignPayments: number;
  /** refunds that somebody pays by hand with one of our keys; times per minute */
  paidElsewhere: number;
  /** reorganisations in whose new branch a stranger's transaction has the nonce of a mined payment */
  overtakings: number;
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
  /** and what it changes */
  tampers: readonly Tamper[];
  /** somebody who uses the API without the program's own checks; tries per minute, and what he tries */
  attacks: number;
  tricks: readonly Trick[];
  /** a workstation that cannot reach the service for a while; times per minute */
  partitions: number;
  /** how often the service looks after its refunds, in milliseconds */
  roundMs: number;
  /** how many times longer than usual executors wait between two things that they do */
  leisure: number;
  /** how often an executor sends a payment again by hand; probability per look */
  byHand: number;
  /** how often an executor raises the fee of a payment that waits; probability per look */
  raising: number;
  /** how often he does so for one that no node knows any more; probability per look */
  helping: number;
  /** share of payments that need two approvals */
  large: number;
  /** how often miners leave a payment out of a block; probability */
  passedOver: number;
  /** kills the program at its named fault points; probability at each */
  faultPoints: number;
  /** loses the way to the service at those points, for a while; probability at each */
  cutPoints: number;
  /** share of payments in the token */
  tokens: number;
  deposits: number;
  /** how often somebody proposes or decides on other limits; times per minute */
  limits: number;
  blockMs: number;
};

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
    slowNodes: 0,
    loss: often(0.15, 0.5),
    duplicates: often(0.1, 0.5),
    rpcLoss: often(0.1, 0.5),
    crashes: often(3),
    lostDisks: often(1, 0.3),
    lostJournals: 0,
    pauses: often(3, 0.5),
    serviceRestarts: often(1.5, 0.3),
    reorganisations: often(6),
    deepest: dice.between(1, 6),
    evictions: often(4, 0.4),
    feeSpikes: often(2, 0.3),
    tokenMoods: often(5, 0.5),
    nodeFaults: often(8, 0.5),
    lies: nodes === 3 && dice.chance(0.6) ? [dice.pick(LIES), dice.pick(LIES)] : [],
    lieMs: 180_000,
    foreignPayments: often(1, 0.15),
    paidElsewhere: 0,
    overtakings: 0,
    concerns: often(4, 0.4),
    withholding: often(0.1, 0.5),
    skew: skewed ? dice.between(-600_000, 600_000) : 0,
    lingering: dice.chance(0.3),
    watcherLag: dice.chance(0.3) ? 400_000 : 0,
    tampering: often(0.2, 0.3),
    tampers: TAMPERS,
    attacks: dice.chance(0.6) ? 10 + often(60, 0.8) : 0,
    tricks: TRICKS,
    partitions: often(2, 0.3),
    roundMs: dice.pick([6_000, 6_000, 6_000, 30_000]),
    leisure: 1,
    byHand: 0.1,
    raising: dice.pick([0.02, 0.1, 0.3]),
    helping: 0.5,
    passedOver: dice.pick([0.1, 0.1, 0.6]),
    large: dice.pick([0.1, 0.4, 0.4, 0.8]),
    faultPoints: often(0.15, 0.5),
    cutPoints: 0,
    tokens: dice.pick([0, 0.5, 1]),
    deposits: dice.between(2, 10),
    blockMs: dice.pick([2_000, 4_000, 6_000]),
    limits: often(2, 0.3),
  };
}
