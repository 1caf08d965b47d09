import { type DevChain, startDevChain } from "#scripts/chain/devChain.ts";
import type { CentralOptions } from "./centralOptions.ts";

const BLOCK_TIME_SECONDS = 1;
const GENESIS_AGE_MS = 60 * 24 * 60 * 60 * 1000;

/**
 * The demo's money really moves, so that its service needs a chain: one of its own when none was named, kept beside the data. Its blocks stand
 * still until the history is written, because a block of the present would end the past. Null when no chain is needed.
 */
export async function startOwnChain({ seed, nodes, place }: CentralOptions): Promise<DevChain | null> {
  if (seed.kind !== "demo" || nodes.length > 0) return null;
  const chain = await startDevChain({
    blockTimeSeconds: BLOCK_TIME_SECONDS,
    genesisAt: new Date(Date.now() - GENESIS_AGE_MS),
    ...("dataDir" in place && { stateFile: `${place.dataDir.replace(/[\\/]+$/, "")}-chain.json` }),
  });
  await chain.pauseMining();
  return chain;
}
