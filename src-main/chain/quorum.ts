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
  const groups = new Map<string, T[]>();
  for (const answer of answers) {
    const group = groups.get(key(answer));
    if (group) group.push(answer);
    else groups.set(key(answer), [answer]);
  }
  for (const group of groups.values()) {
    const [value] = group;
    if (value !== undefined && group.length >= needed) return { value, agree: group.length };
  }
  return null;
}

/** The greatest number that at least `needed` answers reach: one node can neither raise it alone nor, above the quorum, lower it. */
export function reachedBy(answers: readonly bigint[], needed: number): bigint | null {
  const descending = answers.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0));
  return descending[needed - 1] ?? null;
}

export function median(values: readonly bigint[]): bigint | null {
  const ascending = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return ascending[Math.floor(ascending.length / 2)] ?? null;
}
