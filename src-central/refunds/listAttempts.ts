/** Signed bytes of a refund, so that any executor can send the identical ones again. */
import type { BookContext } from "#central/context.ts";
import type { http, ResponseOf } from "#shared/contract/http.ts";
import { loadRefund } from "./loadRefund.ts";
import { attemptsOf } from "./registerAttempt.ts";
import { toAttempt } from "./toRefund.ts";

/** Oldest first. Throws NOT_FOUND. */
export async function listAttempts(
  context: BookContext,
  input: { id: string },
): Promise<ResponseOf<(typeof http)["refunds"]["attempts"]>> {
  const refund = await loadRefund(context, input.id);
  const rows = await attemptsOf(context, refund.id);
  return {
    items: rows.map((row) => ({ ...toAttempt(row), signedTx: row.signedTx })),
    nextCursor: null,
    hasMore: false,
  };
}
