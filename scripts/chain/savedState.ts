import { gunzipSync } from "node:zlib";

import { encodeRlp, keccak256, toBeArray } from "ethers";

const GZIP_MAGIC = 0x1f8b;

interface SavedHeader {
  number: string;
  parentHash: string;
  [field: string]: string | null;
}

interface SavedState {
  blocks: { header: SavedHeader }[];
}

/** A block header's fields in the order they are hashed; the later ones exist from London, Shanghai, ... on. */
const HASHED_FIELDS = (
  "parentHash sha3Uncles miner stateRoot transactionsRoot receiptsRoot logsBloom difficulty number gasLimit gasUsed " +
  "timestamp extraData mixHash nonce baseFeePerGas withdrawalsRoot blobGasUsed excessBlobGas parentBeaconBlockRoot " +
  "requestsHash"
).split(" ");
const NUMBERS = new Set(
  "difficulty number gasLimit gasUsed timestamp baseFeePerGas blobGasUsed excessBlobGas".split(" "),
);

/**
 * Reads a saved state (anvil's JSON, plain or gzipped) and makes it fit to load. Throws when it is damaged.
 *
 * anvil 1.7.1 keeps the block 0 it was born with next to the block 0 it loaded, and saves both: from the second
 * restart on it is chance which of them answers as genesis. Only the one that block 1 names as its parent stays.
 */
export function loadableState(bytes: Buffer): string {
  const json = bytes.length > 2 && bytes.readUInt16BE(0) === GZIP_MAGIC ? gunzipSync(bytes) : bytes;
  const state = JSON.parse(json.toString("utf8")) as SavedState;
  const isGenesis = ({ header }: { header: SavedHeader }) => BigInt(header.number) === 0n;
  const first = state.blocks.find(({ header }) => BigInt(header.number) === 1n);
  if (!first) throw new Error("the state has no block 1");
  const blocks = state.blocks.filter(
    (block) => !isGenesis(block) || headerHash(block.header) === first.header.parentHash,
  );
  if (!blocks.some(isGenesis)) throw new Error("the state has no genesis block that fits its block 1");
  return JSON.stringify({ ...state, blocks });
}

function headerHash(header: SavedHeader): string {
  const values = HASHED_FIELDS.flatMap((field) => {
    const value = header[field];
    if (value === undefined || value === null) return [];
    return [NUMBERS.has(field) ? toBeArray(BigInt(value)) : value];
  });
  return keccak256(encodeRlp(values));
}
