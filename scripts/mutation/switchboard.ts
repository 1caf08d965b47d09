/** What the instrumented modules look at to know which mutant is on, and where they note what was gone through (names as the instrumenter gives them). */

type Counts = Record<string, number>;
type Namespace = {
  activeMutant: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: { static: Counts; perTest: Record<string, Counts> };
};

/** How many more steps than without a mutant a run may take before it counts as endless. */
const MORE_STEPS = 100;
const STEPS_AT_LEAST = 100_000;

let active: string | undefined;
let steps = 0;
let mostSteps = Infinity;
const stepsWithout = new Map<string, number>();

/** Every place of the modules that can be mutated asks for it each time it is passed: that is a step. No loop through any of them is endless. */
const board: Namespace = ((globalThis as { __stryker__?: Namespace }).__stryker__ = {
  get activeMutant() {
    steps += 1;
    if (steps > mostSteps) throw new Error("too many steps");
    return active;
  },
});

/** Notes what is gone through while `body` runs, under this name. */
export async function noting<T>(name: string, body: () => Promise<T>): Promise<T> {
  board.currentTestId = name;
  steps = 0;
  try {
    return await body();
  } finally {
    stepsWithout.set(name, steps);
    board.currentTestId = undefined;
  }
}

/** Whether the test of this name went through this mutant. */
export const goesThrough = (name: string, mutant: string): boolean =>
  (board.mutantCoverage?.perTest[name]?.[mutant] ?? 0) > 0;

/** Whether the mutant is gone through while the modules are loaded: a constant, a table. */
export const isConstant = (mutant: string): boolean => (board.mutantCoverage?.static[mutant] ?? 0) > 0;

/** Switches one mutant on while `body` runs. */
export async function mutated<T>(mutant: string, body: () => Promise<T>): Promise<T> {
  active = mutant;
  try {
    return await body();
  } finally {
    active = undefined;
  }
}

/** Runs the test of this name by `body`, with a hundred times the steps that it took without a mutant. */
export async function withSteps<T>(name: string, body: () => Promise<T>): Promise<T> {
  steps = 0;
  mostSteps = MORE_STEPS * (stepsWithout.get(name) ?? 0) + STEPS_AT_LEAST;
  try {
    return await body();
  } finally {
    mostSteps = Infinity;
  }
}

/** Whether the run that is going on, or was the last one, took too many steps. */
export const wentInCircles = (): boolean => steps > mostSteps;
