/** Invented data that is the same on every first start: a chain of hashes instead of chance. */
import { createHash } from "node:crypto";

export type Draw = {
  /** whole number, 0 <= n < bound */
  below(bound: number): number;
  pick<T>(list: readonly T[]): T;
  /** true in `percent` of 100 cases */
  chance(percent: number): boolean;
};

export function drawFrom(seed: string): Draw {
  let count = 0;
  const below = (bound: number): number => {
    count += 1;
    return createHash("sha256").update(`${seed}/${count}`).digest().readUIntBE(0, 6) % bound;
  };
  return {
    below,
    pick: (list) => list[below(list.length)] as never,
    chance: (percent) => below(100) < percent,
  };
}

/** 20 bytes as lower-case hex with 0x: an address whose key nobody knows. The dev chain lets us send from it all the same. */
export function inventedAddress(name: string): string {
  return `0x${createHash("sha256").update(`deposit desk demo/${name}`).digest("hex").slice(0, 40)}`;
}
