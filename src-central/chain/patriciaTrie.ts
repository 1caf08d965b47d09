/** The Merkle Patricia trie in which a block keeps its transactions and its receipts (yellow paper, appendix D): its root, and proofs from it. */
import { encodeRlp, keccak256, type RlpStructuredDataish, toBeHex } from "ethers";

type Entry = { path: readonly number[]; value: string };
type Item = RlpStructuredDataish;

/** Of a list, whose keys are the RLP forms of 0, 1, 2, … `values` as 0x hex, none empty. */
export function listTrie(values: readonly string[]): { root: string; proofOf(index: number): string[] } {
  const entries = values.map((value, index): Entry => ({ path: pathOf(index), value }));
  if (entries.length === 0) return { root: keccak256(encodeRlp("0x")), proofOf: () => [] };
  return {
    root: keccak256(encodeRlp(nodeOf(entries, 0))),
    proofOf: (index) => prove(entries, pathOf(index), 0),
  };
}

/** Nibbles of the key. */
function pathOf(index: number): number[] {
  const key = encodeRlp(index === 0 ? "0x" : toBeHex(index));
  return [...key.slice(2)].map((digit) => Number.parseInt(digit, 16));
}

function nodeOf(entries: readonly Entry[], depth: number): Item {
  const [first] = entries;
  if (first === undefined) return "0x";
  if (entries.length === 1) return [compact(first.path.slice(depth), true), first.value];
  const shared = sharedLength(entries, depth);
  if (shared > 0)
    return [compact(first.path.slice(depth, depth + shared), false), reference(nodeOf(entries, depth + shared))];
  const branches = Array.from({ length: 16 }, (_, nibble): Item => {
    const below = below16(entries, depth, nibble);
    return below.length === 0 ? "0x" : reference(nodeOf(below, depth + 1));
  });
  return [...branches, entries.find(({ path }) => path.length === depth)?.value ?? "0x"];
}

const below16 = (entries: readonly Entry[], depth: number, nibble: number): Entry[] =>
  entries.filter(({ path }) => path[depth] === nibble);

function sharedLength(entries: readonly Entry[], depth: number): number {
  const [first] = entries;
  let length = 0;
  for (;;) {
    const nibble = first?.path[depth + length];
    if (nibble === undefined || entries.some(({ path }) => path[depth + length] !== nibble)) return length;
    length += 1;
  }
}

/** A node shorter than a hash stands in its parent itself. */
function reference(node: Item): Item {
  const encoded = encodeRlp(node);
  return encoded.length < 2 + 64 ? node : keccak256(encoded);
}

/** Hex-prefix encoding: whether it is a leaf and whether the number of nibbles is odd, then the nibbles. */
function compact(nibbles: readonly number[], leaf: boolean): string {
  const odd = nibbles.length % 2;
  const flag = (leaf ? 2 : 0) + odd;
  const digits = [flag, ...(odd === 1 ? [] : [0]), ...nibbles];
  return `0x${digits.map((nibble) => nibble.toString(16)).join("")}`;
}

/** The encoded nodes from the root down to the value; those that stand in their parents are not repeated. */
function prove(entries: readonly Entry[], path: readonly number[], depth: number): string[] {
  const encoded = encodeRlp(nodeOf(entries, depth));
  const own = depth === 0 || encoded.length >= 2 + 64 ? [encoded] : [];
  if (entries.length <= 1) return own;
  const shared = sharedLength(entries, depth);
  if (shared > 0) return [...own, ...prove(entries, path, depth + shared)];
  const nibble = path[depth];
  return nibble === undefined ? own : [...own, ...prove(below16(entries, depth, nibble), path, depth + 1)];
}
