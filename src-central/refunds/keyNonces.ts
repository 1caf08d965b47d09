/**
 * What the chain counts of the service's payment keys, against what its books explain (money safety, fault 17). Signed bytes are registered
 * before they are sent, so that healthy books explain every transaction of a key. Books that do not are older than the chain (restored from
 * a backup), or the key signed elsewhere: a payment that they still call open may have been made.
 */
import type { ChainReader } from "#central/chain/ChainReader.ts";
import type { BooksToRead } from "#central/books/Books.ts";
import type { BookContext } from "#central/context.ts";
import type { SignerRow } from "#central/signers/toSigner.ts";
import { AppError } from "#shared/errors.ts";
import type { ExecutionFacts } from "./executionFacts.ts";
import type { RefundRow } from "./toRefund.ts";

/** More of them are not told apart: a person looks at the first. */
const MOST_NAMED = 100;

/** The next nonce of each of these keys, what waits included. Throws CHAIN_UNAVAILABLE. */
export async function nextNonces(chain: ChainReader, keys: readonly SignerRow[]): Promise<Map<string, bigint>> {
  const counts = keys.length === 0 ? [] : await chain.nextNonces?.(keys.map(({ address }) => address));
  return new Map(keys.flatMap(({ id }, index) => (counts?.[index] === undefined ? [] : [[id, counts[index]]])));
}

/** Nonces that the chain has used and for which nothing was registered here, nor settled by two people; lowest first, at most a hundred. */
export async function unexplainedNonces(
  { books }: { books: BooksToRead },
  key: SignerRow,
  { network, chainId }: { network: string; chainId: number },
  next: bigint,
): Promise<bigint[]> {
  const from = BigInt(key.settled[network]?.below ?? "0");
  const signed = new Set(await books.signedNonces(chainId, key.address, from, next));
  const found: bigint[] = [];
  for (let nonce = from; nonce < next && found.length < MOST_NAMED; nonce += 1n)
    if (!signed.has(nonce)) found.push(nonce);
  return found;
}

/**
 * Nothing is begun while the chain is ahead of the books of any key in use: this very refund may have been paid, with whichever of them.
 * Throws NONCE_AHEAD.
 */
export async function requireNoncesExplained(
  context: BookContext,
  { network, intent }: RefundRow,
  own: SignerRow,
  { nextNonce, otherNonces }: Pick<ExecutionFacts, "nextNonce" | "otherNonces">,
): Promise<void> {
  const others = (await context.books.signersInUse(network)).filter(({ id }) => id !== own.id);
  for (const key of [own, ...others]) {
    const next = key.id === own.id ? nextNonce : otherNonces.get(key.id);
    if (next === undefined) continue;
    const [first] = await unexplainedNonces(context, key, { network, chainId: intent.chainId }, next);
    if (first !== undefined) throw new AppError("NONCE_AHEAD", aheadWords(key, first));
  }
}

/** Without the address: the message also goes to the log. */
function aheadWords({ executorName, workstationName }: SignerRow, first: bigint): string {
  return `The chain has a transaction of the key of ${executorName} on ${workstationName} (nonce ${first}) that was never registered here. Nothing is paid before two people have settled what it was.`;
}
