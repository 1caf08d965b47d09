// What was checked, in the order of the file; the first thing that does not hold ends it, with its place.

export class NotProven extends Error {
  /** @param {string} place @param {string} words */
  constructor(place, words) {
    super(`${place}: ${words}`);
    this.place = place;
  }
}

export class Checks {
  count = 0;

  /** @param {string} place for example "refund.approvals[0]" @param {unknown} holds @param {string} words said when it does not */
  that(place, holds, words) {
    if (!holds) throw new NotProven(place, words);
    this.count += 1;
  }

  /** @param {string} place @param {any} list @returns {any[]} */
  list(place, list) {
    this.that(place, Array.isArray(list), "it is no list");
    return list;
  }
}
