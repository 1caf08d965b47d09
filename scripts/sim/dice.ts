/** Repeatable chance (sfc32): the same seed gives the same world on every machine. */

export type Dice = {
  /** 0 <= x < 1 */
  fraction(): number;
  /** whole number, 0 <= x < limit */
  below(limit: number): number;
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<Value>(values: readonly Value[]): Value;
  hex(digits: number): string;
  uuid(): string;
  bytes(length: number): Buffer;
  /** a stream of its own, so that one part of the world does not disturb another's chance */
  fork(): Dice;
};

const DIGITS = "0123456789abcdef";

export function createDice(seed: number): Dice {
  let a = 0x9e3779b9 | 0;
  let b = 0x243f6a88 | 0;
  let c = seed | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round += 1) next();
  const fraction = () => next() / 4_294_967_296;
  const below = (limit: number) => Math.floor(fraction() * limit);
  const hex = (digits: number): string => {
    let text = "";
    while (text.length < digits) {
      let bits = next();
      for (let digit = 0; digit < 8 && text.length < digits; digit += 1) {
        text += DIGITS[bits & 15];
        bits >>>= 4;
      }
    }
    return text;
  };
  return {
    fraction,
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (probability) => fraction() < probability,
    pick: (values) => values[below(values.length)] as never,
    hex,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    bytes: (length) => Buffer.from(hex(length * 2), "hex"),
    fork: () => createDice(next()),
  };
}
