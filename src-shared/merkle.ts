/**
 * The Merkle tree over the audit log (RFC 6962, section 2): its root at N events stands for every byte of them. Kept as ranges, that is
 * the roots of the perfect subtrees that cover a stretch of events, so that a head is reckoned from the one before it and the events since.
 */

/** SHA-256 of bytes given as hex digits, as 64 lower-case hex digits. Given as a parameter, because #shared knows neither Node nor a browser. */
export type HashHex = (hex: string) => string;

/** Events `begin` to `end - 1`, counted from 0, as the roots of perfect subtrees from left to right. */
export type MerkleRange = { readonly begin: number; readonly end: number; readonly nodes: readonly string[] };

type Node = { level: number; begin: number; hash: string };

/** RFC 6962: MTH({}) is the hash of nothing. */
const NOTHING = "";

/** The leaf of an event: its hash in the chain, which stands for its content. */
export function leafHash(eventHash: string, hash: HashHex): string {
  return hash(`00${eventHash}`);
}

export function nodeHash(left: string, right: string, hash: HashHex): string {
  return hash(`01${left}${right}`);
}

export function emptyRange(begin: number): MerkleRange {
  return { begin, end: begin, nodes: [] };
}

/** How many nodes a stretch has: a proof with more or fewer is none. */
export function nodeCount(begin: number, end: number): number {
  return levelsOf(begin, end).length;
}

/** The same stretch and the events after it. `eventHashes` in their order. */
export function extendRange(range: MerkleRange, eventHashes: readonly string[], hash: HashHex): MerkleRange {
  const stack = nodesOf(range);
  for (const [index, eventHash] of eventHashes.entries())
    push(stack, { level: 0, begin: range.end + index, hash: leafHash(eventHash, hash) }, hash);
  return { begin: range.begin, end: range.end + eventHashes.length, nodes: stack.map((node) => node.hash) };
}

/** Two stretches that lie side by side as one. Throws a RangeError when they do not. */
export function joinRanges(left: MerkleRange, right: MerkleRange, hash: HashHex): MerkleRange {
  if (left.end !== right.begin) throw new RangeError("the two stretches do not lie side by side");
  const stack = nodesOf(left);
  for (const node of nodesOf(right)) push(stack, node, hash);
  return { begin: left.begin, end: right.end, nodes: stack.map((node) => node.hash) };
}

/** The tree's root over everything from the first event on. Throws a RangeError for a stretch that begins later. */
export function rootOf(range: MerkleRange, hash: HashHex): string {
  if (range.begin !== 0) throw new RangeError("a root stands for the log from its first event on");
  const [last, ...before] = range.nodes.toReversed();
  if (last === undefined) return hash(NOTHING);
  return before.reduce((right, left) => nodeHash(left, right, hash), last);
}

/** Each level of the whole tree, leaves first; a node without a sibling goes up as it is. */
export function treeLevels(eventHashes: readonly string[], hash: HashHex): string[][] {
  let level = eventHashes.map((eventHash) => leafHash(eventHash, hash));
  const levels = [level];
  while (level.length > 1) {
    const above: string[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at] as string, level[at + 1]];
      above.push(right === undefined ? left : nodeHash(left, right, hash));
    }
    levels.push(above);
    level = above;
  }
  return levels;
}

/** RFC 6962's PATH: what is needed beside the event at `index` (from 0) to reckon the root, from the leaf up. */
export function inclusionPath(levels: readonly (readonly string[])[], index: number): string[] {
  const path: string[] = [];
  let at = index;
  for (const level of levels.slice(0, -1)) {
    const sibling = level[at % 2 === 0 ? at + 1 : at - 1];
    if (sibling !== undefined) path.push(sibling);
    at = Math.floor(at / 2);
  }
  return path;
}

function nodesOf({ begin, end, nodes }: MerkleRange): Node[] {
  const levels = levelsOf(begin, end);
  if (levels.length !== nodes.length) throw new RangeError("a stretch of this length has another number of nodes");
  let at = begin;
  return levels.map((level, index) => {
    const node = { level, begin: at, hash: nodes[index] as string };
    at += 2 ** level;
    return node;
  });
}

/** The largest perfect subtrees that cover the stretch, left to right. */
function levelsOf(begin: number, end: number): number[] {
  const levels: number[] = [];
  for (let at = begin; at < end;) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= end) level += 1;
    levels.push(level);
    at += 2 ** level;
  }
  return levels;
}

function push(stack: Node[], given: Node, hash: HashHex): void {
  let node = given;
  for (;;) {
    const left = stack.at(-1);
    if (left === undefined || left.level !== node.level || left.begin % 2 ** (left.level + 1) !== 0) break;
    stack.pop();
    node = { level: left.level + 1, begin: left.begin, hash: nodeHash(left.hash, node.hash, hash) };
  }
  stack.push(node);
}
