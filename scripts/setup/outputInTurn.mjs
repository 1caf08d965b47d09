/**
 * Output of programs that run side by side, in a fixed order: the first one that is not over speaks at once, what the
 * others say meanwhile is kept until it is their turn.
 *
 * @typedef {{ write(words: string | Buffer): void, end(): void }} Turn
 *
 * @param {number} speakers
 * @param {(words: string | Buffer) => void} say
 * @returns {readonly Turn[]} one for each, in the order of speaking
 */
export function outputInTurn(speakers, say) {
  /** @type {{ kept: (string | Buffer)[], ended: boolean }[]} */
  const all = Array.from({ length: speakers }, () => ({ kept: [], ended: false }));
  let speaking = 0;
  return all.map((one, place) => ({
    write(words) {
      if (place === speaking) say(words);
      else one.kept.push(words);
    },
    end() {
      one.ended = true;
      while (all[speaking]?.ended === true) {
        speaking += 1;
        for (const words of all[speaking]?.kept.splice(0) ?? []) say(words);
      }
    },
  }));
}
