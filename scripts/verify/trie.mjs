// Branches of a block's tries (yellow paper, appendix D): from a root in the block's header down to one transaction or one receipt.
import { keccak256 } from "./keccak.mjs";
import { decodeRlp, encodeRlp } from "./rlp.mjs";

/**
 * What stands at this place of the list under the root; null when the proof does not lead there.
 * @param {string} root @param {number} index @param {string[]} proof encoded nodes, hex without 0x @returns {string | null}
 */
export function valueInTrie(root, index, proof) {
  const key = encodeRlp(index === 0 ? "" : evenHex(index.toString(16)));
  let nibbles = key;
  const nodes = [...proof];
  /** @type {import("./rlp.mjs").Item} */
  let reference = root;
  for (;;) {
    const node = resolve(reference, nodes);
    if (node === null) return null;
    if (node.length === 17) {
      if (nibbles === "") return leaf(node[16], nodes);
      reference = node[Number.parseInt(nibbles.slice(0, 1), 16)] ?? "";
      nibbles = nibbles.slice(1);
      continue;
    }
    const [compact, next] = node;
    if (node.length !== 2 || typeof compact !== "string" || compact === "" || next === undefined) return null;
    const flag = Number.parseInt(compact.slice(0, 1), 16);
    const path = compact.slice(flag % 2 === 1 ? 1 : 2);
    if (!nibbles.startsWith(path)) return null;
    nibbles = nibbles.slice(path.length);
    if (flag >= 2) return nibbles === "" ? leaf(next, nodes) : null;
    reference = next;
  }
}

/** The node that a hash names, or the one that stands in its parent itself. @param {import("./rlp.mjs").Item} reference @param {string[]} nodes */
function resolve(reference, nodes) {
  if (Array.isArray(reference)) return reference;
  const encoded = nodes.shift();
  if (encoded === undefined || keccak256(encoded) !== reference) return null;
  const node = decodeRlp(encoded);
  return Array.isArray(node) ? node : null;
}

/** Nothing of the proof may be left over. @param {import("./rlp.mjs").Item | undefined} value @param {string[]} nodes */
const leaf = (value, nodes) => (typeof value === "string" && value !== "" && nodes.length === 0 ? value : null);

/** @param {string} digits */
const evenHex = (digits) => (digits.length % 2 === 0 ? digits : `0${digits}`);
