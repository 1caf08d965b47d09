/**
 * Two ways of doing the same work take turns, so that a busy neighbour meets both. CPU time of the whole process (threads included) is what
 * counts; the wall clock is told beside it.
 */
export type Cost = { cpuMs: number; wallMs: number };

/** CPU and wall clock of one piece of work. */
export async function costOf(work: () => unknown): Promise<Cost> {
  const watch = createStopwatch();
  watch.start();
  await work();
  watch.stop();
  return watch.cost();
}

/** Adds up several pieces, with what lies between them left out. */
export function createStopwatch() {
  const total: Cost = { cpuMs: 0, wallMs: 0 };
  let from: { cpu: NodeJS.CpuUsage; wall: number } | null = null;
  return {
    start() {
      from = { cpu: process.cpuUsage(), wall: performance.now() };
    },
    stop() {
      if (from === null) return;
      const { user, system } = process.cpuUsage(from.cpu);
      total.cpuMs += (user + system) / 1000;
      total.wallMs += performance.now() - from.wall;
      from = null;
    },
    cost: (): Cost => ({ ...total }),
  };
}

export type Compared = {
  value: Cost;
  floor: Cost;
  /** the middle one of the rounds' CPU ratios */
  ratio: number;
  note: string;
};

/** `value` and `floor` in turns, each beginning every other round; one round before that warms up and is not counted. */
export async function compare(
  rounds: number,
  value: (round: number) => Promise<Cost>,
  floor: (round: number) => Promise<Cost>,
  options: { warmUp?: boolean } = {},
): Promise<Compared> {
  const values: Cost[] = [];
  const floors: Cost[] = [];
  for (let round = options.warmUp === false ? 0 : -1; round < rounds; round += 1) {
    const first = round % 2 === 0 ? await value(round) : null;
    const bottom = await floor(round);
    const top = first ?? (await value(round));
    if (round < 0) continue;
    values.push(top);
    floors.push(bottom);
  }
  const ratios = values.map(({ cpuMs }, round) => cpuMs / (floors[round]?.cpuMs ?? cpuMs));
  return {
    value: middleCost(values),
    floor: middleCost(floors),
    ratio: middle(ratios),
    note: `wall ${middleCost(values).wallMs.toFixed(0)} / ${middleCost(floors).wallMs.toFixed(0)} ms, ratios ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)} in ${rounds} rounds`,
  };
}

function middleCost(costs: readonly Cost[]): Cost {
  return { cpuMs: middle(costs.map(({ cpuMs }) => cpuMs)), wallMs: middle(costs.map(({ wallMs }) => wallMs)) };
}

/** The middle of the sorted figures. */
export function middle(figures: readonly number[]): number {
  return percentile(figures, 50);
}

export function percentile(figures: readonly number[], percent: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}
