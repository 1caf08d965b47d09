/** When nodes are believed: a majority of all that are configured must say the same. One configured node is believed alone, and marked so. */

export function majorityOf(configured: number): number {
  return Math.floor(configured / 2) + 1;
}

/** The value that at least `needed` answers share by `key`, with how many do; null when none does. */
export function agreed<T>(
  answers: readonly T[],
  needed: number,
  key: (answer: T) => string,
): { value: T; agree: number } | null {
  const groups = new Map<string, { value: T; agree: number }>();
  for (const answer of answers) {
    const group = groups.get(key(answer)) ?? { value: answer, agree: 0 };
    groups.set(key(answer), { ...group, agree: group.agree + 1 });
  }
  return [...groups.values()].find(({ agree }) => agree >= needed) ?? null;
}

/** The greatest number that at least `needed` answers reach: one node can neither raise it alone nor, above the quorum, lower it. */
export function reachedBy(answers: readonly bigint[], needed: number): bigint | null {
  return ascending(answers).at(-needed) ?? null;
}

export function median(values: readonly bigint[]): bigint | null {
  return ascending(values)[Math.floor(values.length / 2)] ?? null;
}

function ascending(values: readonly bigint[]): bigint[] {
  return values.toSorted((a, b) => (a < b ? -1 : 1));
}
