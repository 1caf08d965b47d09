/** Of an even number of values the lower one of the middle two: a value that really was. Null of none. */
export function median(values: readonly number[]): number | null {
  return values.toSorted((left, right) => left - right)[Math.floor((values.length - 1) / 2)] ?? null;
}
