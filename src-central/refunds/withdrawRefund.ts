/** F4: the maker takes his own request back. */
import { asPerson, type BookContext, now, personOf } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { loadRefund, lockRefund } from "./loadRefund.ts";
import { moveRefund } from "./moveRefund.ts";
import { readRefund } from "./toRefund.ts";

export type RemarkInput = { id: string; version: number; remarks: string };

/** Throws PERMISSION_DENIED (not the maker), REFUND_STATE, VERSION_MISMATCH, NOT_FOUND. */
export async function withdrawRefund(context: BookContext, input: RemarkInput): Promise<Refund> {
  const { depositId } = await loadRefund(context, input.id);
  await lockDeposit(context, depositId);
  const refund = await lockRefund(context, input.id);
  expectVersion(input.version, await readRefund(context, refund));
  const maker = personOf(context);
  const moved = await moveRefund(context, refund, "F4", {
    facts: { isMaker: maker.userId === refund.requestedById },
    patch: { expiresAt: null, ended: { by: asPerson(maker), remarks: input.remarks, at: now(context) } },
    remarks: input.remarks,
  });
  return readRefund(context, moved);
}
