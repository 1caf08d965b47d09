/** Signed bytes become a row that is never changed again but for what nodes and chain say about it. */
import { asPerson, type BookContext, newId, now, personOf } from "#central/context.ts";
import type { DecodedPayment } from "#central/chain/decodeSignedTransaction.ts";
import type { Attempt } from "#shared/contract/refund.ts";
import type { AttemptRow } from "./toRefund.ts";

export type NewAttempt = { refundId: string; kind: Attempt["kind"]; signedTx: string; fencingToken: number };

/** The stored attempt and what the audit log says about it. */
export async function storeAttempt(
  context: BookContext,
  { refundId, kind, signedTx, fencingToken }: NewAttempt,
  decoded: DecodedPayment,
): Promise<{ attempt: AttemptRow; detail: Record<string, string> }> {
  const attempt = await context.books.insertAttempt({
    id: newId(context),
    refundId,
    kind,
    txHash: decoded.hash,
    nonce: decoded.nonce,
    maxFeeWei: decoded.maxFeeWei.toString(),
    signedTx,
    by: asPerson(personOf(context)),
    fencingToken,
    at: now(context),
    broadcasts: [],
  });
  const detail = {
    txHash: decoded.hash,
    rawHash: context.sha256(signedTx),
    nonce: decoded.nonce.toString(),
    maxFeeWei: decoded.maxFeeWei.toString(),
  };
  return { attempt, detail };
}
