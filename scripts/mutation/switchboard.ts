/** What the instrumented modules look at to know which mutant is on, and where they note what was gone through (names as the instrumenter gives them). */

type Counts = Record<string, number>;
type Namespace = {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: { static: Counts; perTest: Record<string, Counts> };
};

const board: Namespace = ((globalThis as { __stryker__?: Namespace }).__stryker__ ??= {});

/** Notes what is gone through while `body` runs, under this name. */
export async function noting<T>(name: string, body: () => Promise<T>): Promise<T> {
  board.currentTestId = name;
  try {
    return await body();
  } finally {
    board.currentTestId = undefined;
  }
}

/** How often the test of this name went through this mutant. */
export const stepsOf = (name: string, mutant: string): number => board.mutantCoverage?.perTest[name]?.[mutant] ?? 0;

/** Whether the mutant is gone through while the modules are loaded: a constant, a table. */
export const isConstant = (mutant: string): boolean => (board.mutantCoverage?.static[mutant] ?? 0) > 0;

/** Runs `body` with one mutant on. After `steps` times a hundred steps through it the module throws, so that no loop is endless. */
export async function mutated<T>(mutant: string, steps: number, body: () => Promise<T>): Promise<T> {
  board.activeMutant = mutant;
  board.hitCount = 0;
  board.hitLimit = 100 * steps + 1000;
  try {
    return await body();
  } finally {
    board.activeMutant = undefined;
    board.hitCount = undefined;
    board.hitLimit = undefined;
  }
}

/** Whether the mutant that is on, or was on last, went in circles. */
export const wentInCircles = (): boolean => (board.hitCount ?? 0) > (board.hitLimit ?? Infinity);
