/** Random choices that are the same for the same seed (mulberry32), so that a tampering that was missed can be made again. */
export type Dice = { below(limit: number): number; pick<T>(items: readonly T[]): T };

export function makeDice(seed: number): Dice {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit);
  };
  return { below, pick: (items) => items[below(items.length)] as (typeof items)[number] };
}
