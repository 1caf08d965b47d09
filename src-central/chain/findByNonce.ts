/** Which mined transaction used a nonce. Nodes answer no such question, so the block in which the count passed it is searched. */
import { isAppError } from "#shared/errors.ts";
import type { ChainReader, ChainTransaction } from "./ChainReader.ts";

/** Null while it is not mined, and when the nodes no longer know how much the address had sent by then. */
export async function findByNonce(
  chain: Pick<ChainReader, "head" | "nonceAt" | "blockContents">,
  address: string,
  nonce: bigint,
): Promise<ChainTransaction | null> {
  const block = await blockOf(chain, address, nonce).catch((error: unknown) => {
    // Beyond what they keep, nodes answer with an error.
    if (isAppError(error, "CHAIN_UNAVAILABLE")) return null;
    throw error;
  });
  const contents = block === null ? null : await chain.blockContents(block);
  const sent = contents?.transactions.find((one) => one.from === address && one.nonce === nonce);
  return sent ?? null;
}

/** The first block with more transactions of the address than `nonce`. Steps back from the head double: what is looked for is seldom old. */
async function blockOf(
  chain: Pick<ChainReader, "head" | "nonceAt">,
  address: string,
  nonce: bigint,
): Promise<bigint | null> {
  const isUsedAt = async (number: bigint): Promise<boolean> => (await chain.nonceAt(address, number)) > nonce;
  let { number: used } = await chain.head();
  if (!(await isUsedAt(used))) return null;
  let unused = -1n;
  for (let step = 1n; used > 0n; step *= 2n) {
    const at = used > step ? used - step : 0n;
    if (!(await isUsedAt(at))) {
      unused = at;
      break;
    }
    used = at;
  }
  while (used - unused > 1n) {
    const middle = (used + unused) / 2n;
    if (await isUsedAt(middle)) used = middle;
    else unused = middle;
  }
  return used;
}
