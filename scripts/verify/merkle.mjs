// The Merkle tree of the audit log: RFC 6962, section 2.1, with inclusion proofs checked as RFC 9162, section 2.1.3.2 says.
import { isHex, sha256OfHex } from "./hashing.mjs";

/** @param {string} eventHash */
const leaf = (eventHash) => sha256OfHex(`00${eventHash}`);
/** @param {string} left @param {string} right */
const node = (left, right) => sha256OfHex(`01${left}${right}`);

/**
 * Is the event number `index` (from 0) of a log of `size` events in the tree with this root?
 * @param {{ eventHash: string, index: number, size: number, path: any, root: string }} proof
 */
export function isIncluded({ eventHash, index, size, path, root }) {
  if (!Array.isArray(path) || !path.every((hash) => isHex(hash, 32)) || index >= size) return false;
  let at = index;
  let last = size - 1;
  let reckoned = leaf(eventHash);
  for (const sibling of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      reckoned = node(sibling, reckoned);
      // A node without a sibling goes up as it is.
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else reckoned = node(reckoned, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && reckoned === root;
}

/**
 * The root over these events.
 * @param {string[]} eventHashes
 */
export function rootOf(eventHashes) {
  let level = eventHashes.map(leaf);
  while (level.length > 1) {
    const above = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at], level[at + 1]];
      if (left !== undefined) above.push(right === undefined ? left : node(left, right));
    }
    level = above;
  }
  return level[0] ?? sha256OfHex("");
}
