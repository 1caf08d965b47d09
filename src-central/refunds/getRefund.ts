import type { BookContext } from "#central/context.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { loadRefund } from "./loadRefund.ts";
import { readRefund } from "./toRefund.ts";

/** Throws NOT_FOUND. */
export async function getRefund(context: BookContext, input: { id: string }): Promise<Refund> {
  return readRefund(context, await loadRefund(context, input.id));
}
