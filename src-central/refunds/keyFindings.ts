/** What a payment key did that the books do not explain, read from the chain and compared with the refunds that are still open. */
import type { ChainReader, ChainReceipt, ChainTransaction } from "#central/chain/ChainReader.ts";
import { readTransferCall } from "#central/chain/erc20.ts";
import type { BooksToRead } from "#central/books/Books.ts";
import type { BookRooms } from "#central/context.ts";
import type { SignerRow } from "#central/signers/toSigner.ts";
import type { KeyComparison } from "#shared/contract/signer.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import type { RefundIntent } from "#shared/domain/intent.ts";
import { AppError } from "#shared/errors.ts";
import { chainOf } from "./loadRules.ts";
import { nextNonces, unexplainedNonces } from "./keyNonces.ts";
import { paymentEffect } from "./paymentEffect.ts";

/** Whose payment such a transaction may have been. */
const STILL_OPEN = ["PENDING_APPROVAL", "APPROVED", "ON_HOLD", "SIGNING", "NONCE_LOST"] as const;

/** Before the transaction. Throws NOT_FOUND, CHAIN_UNAVAILABLE. */
export async function compareKey(
  rooms: BookRooms,
  { id, network }: { id: string; network: string },
): Promise<KeyComparison> {
  const key = await rooms.books.signer(id);
  if (!key || !key.networks.includes(network)) throw new AppError("NOT_FOUND", "There is no such signing key");
  const chain = chainOf(rooms, network);
  const next = (await nextNonces(chain, [key])).get(id) ?? 0n;
  const findings: KeyComparison["findings"] = [];
  for (const nonce of await unexplainedNonces(rooms, key, chain, next))
    findings.push(await findingOf(rooms, chain, key, nonce));
  return { signerId: id, network, next: next.toString(), findings };
}

/** On every network of the key whose chain this service follows. */
export async function compareEverywhere(rooms: BookRooms, id: string): Promise<KeyComparison[]> {
  const key = await rooms.books.signer(id);
  if (!key) return [];
  const followed = key.networks.filter((network) => rooms.chains.byNetwork.has(network));
  return Promise.all(followed.map((network) => compareKey(rooms, { id, network })));
}

/** On the network of which something is proposed; null when nothing is. */
export async function compareProposed(rooms: BookRooms, id: string): Promise<KeyComparison | null> {
  const network = (await rooms.books.signer(id))?.settlement?.network;
  return network === undefined ? null : compareKey(rooms, { id, network });
}

async function findingOf(
  { books }: { books: BooksToRead },
  chain: ChainReader,
  key: SignerRow,
  nonce: bigint,
): Promise<KeyComparison["findings"][number]> {
  const sent = (await chain.findByNonce?.(key.address, nonce)) ?? null;
  const receipt = sent === null ? null : await chain.receipt(sent.hash);
  const open = await books.refundsNotFinal(chain.network, STILL_OPEN);
  const paid = sent !== null && receipt !== null;
  return {
    nonce: nonce.toString(),
    txHash: sent?.hash ?? null,
    blockNumber: sent?.blockNumber?.toString() ?? null,
    succeeded: receipt === null ? null : receipt.status === 1,
    payment: sent === null ? null : paymentIn(sent),
    refunds: open
      .filter(({ intent }) => paid && paysExactly(sent, receipt, intent, key.address))
      .map(({ id, refundNo, status }) => ({ id, refundNo, status })),
  };
}

function paymentIn({ to, value, input }: ChainTransaction): KeyComparison["findings"][number]["payment"] {
  if (to === null) return null;
  const call = readTransferCall(input);
  return call === null
    ? { to, contractAddress: null, baseUnits: value.toString() }
    : { to: call.to, contractAddress: to, baseUnits: call.value.toString() };
}

/** Payee, amount and asset are those of the intent, and it went through. Unlike a registered payment nothing was compared before. */
export function paysExactly(
  { to, value }: ChainTransaction,
  receipt: ChainReceipt,
  intent: RefundIntent,
  payer: string,
): boolean {
  const native = intent.contractAddress === null;
  if (native && (to === null || !sameAddress(to, intent.to) || value.toString() !== intent.amountBaseUnits))
    return false;
  return paymentEffect(receipt, intent, payer).kind === "PAID";
}
