import type { Rooms } from "#central/context.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { isAppError } from "#shared/errors.ts";
import type { EvidenceParts } from "./EvidencePack.ts";

/** Headers in one pack at most: what is buried deeper is not surer. */
const MOST_HEADERS = 64;

/** Of the transaction that used the refund's slot up. That no node can be asked now is said in the pack, and keeps nobody from having it. */
export async function proveOnChain(
  { chains }: Pick<Rooms, "chains">,
  refund: Refund | null,
): Promise<Pick<EvidenceParts, "chain" | "notProven">> {
  const txHash = refund?.txHash ?? refund?.attempts.find(({ mined }) => mined !== null)?.txHash;
  if (refund === null || txHash === undefined) return { chain: null, notProven: [] };
  const reader = chains.byNetwork.get(refund.network);
  if (reader?.proveInclusion === undefined)
    return { chain: null, notProven: [`that ${txHash} is in a block: no node of ${refund.network} is connected`] };
  const blocks = Math.min(refund.confirmations?.required ?? 1, MOST_HEADERS);
  try {
    const found = await reader.proveInclusion(txHash, blocks);
    if (found === null) return { chain: null, notProven: [`that ${txHash} is in a block: the nodes have it in none`] };
    const { missing, ...proof } = found;
    return { chain: { ...proof, txHash }, notProven: missing };
  } catch (error) {
    if (!isAppError(error, "CHAIN_UNAVAILABLE")) throw error;
    return { chain: null, notProven: [`that ${txHash} is in a block: ${error.message}`] };
  }
}
