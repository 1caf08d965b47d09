/** Stable ids for fixtures: version 7 in form, so that the contract's own schemas accept them. */
export function idOf(kind: string, number: number): string {
  const tag = [...kind].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 0xffff, 7);
  return `0192f6a0-${tag.toString(16).padStart(4, "0")}-7000-8000-${number.toString(16).padStart(12, "0")}`;
}

/** 64 hex digits that look like a hash. */
export function hashOf(seed: number): string {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  let text = "";
  while (text.length < 64) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += state.toString(16).padStart(8, "0");
  }
  return text.slice(0, 64);
}

/** The moment at which every fixture is looked at: 22 Nov 2026 14:02:11 in Hong Kong. */
export const NOW = "2026-11-22T06:02:11.000Z";

export function before(ms: number): string {
  return new Date(Date.parse(NOW) - ms).toISOString();
}
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
