/** F28: the nonce went to another transaction for ever, and nothing of this refund was ever mined. Only now may it be asked for again. */
import { consumeStepUp } from "#central/accounts/consumeStepUp.ts";
import type { ChainReader } from "#central/chain/ChainReader.ts";
import type { NetworkRow } from "#central/configuration/toCurrency.ts";
import { asPerson, type BookContext, type BookRooms, now, personOf } from "#central/context.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { whyNotCloseUnpaid } from "#shared/domain/refundRepairs.ts";
import { AppError, invariant } from "#shared/errors.ts";
import { type Asked, answered, asked } from "./Asked.ts";
import { requireOtherThanMaker } from "./decision.ts";
import { paysExactly } from "./keyFindings.ts";
import { NO_LEASE } from "./lease.ts";
import { loadRefund } from "./loadRefund.ts";
import { chainOf, loadRules } from "./loadRules.ts";
import { moveRefund } from "./moveRefund.ts";
import { readRefundFacts, type RefundFacts } from "./refundFacts.ts";
import { lockForVoiding } from "./requestVoid.ts";
import { actionContextOf, requireRepair } from "./requireRepair.ts";
import { readRefund, type RefundRow, type SlotRow } from "./toRefund.ts";

/** `goneForEver`: the slot's nonce was used in a block that no reorganisation can take back. */
export type SlotLook = {
  facts: RefundFacts;
  goneForEver: boolean;
  /** what used the nonce pays exactly this refund, and was never registered: bytes that a restored service forgot */
  paidUnregistered: boolean;
};

/** Before the transaction. */
export async function lookAtSlot(rooms: BookRooms, { id }: { id: string }): Promise<Asked<SlotLook>> {
  return asked(async () => {
    const refund = await loadRefund(rooms, id);
    const chain = chainOf(rooms, refund.network);
    const facts = await readRefundFacts(rooms, chain, refund);
    const { network } = await loadRules(rooms, refund);
    const [slot] = await rooms.books.slots([id]);
    const final = await finalBlock(chain, network, facts.head);
    const used = slot !== undefined && final !== null && (await chain.nonceAt(slot.fromAddress, final)) > slot.nonce;
    return { facts, goneForEver: used, paidUnregistered: used && (await paysUnregistered(chain, refund, slot, facts)) };
  });
}

async function paysUnregistered(
  chain: ChainReader,
  { intent }: RefundRow,
  { fromAddress, nonce }: SlotRow,
  { attempts }: RefundFacts,
): Promise<boolean> {
  const sent = (await chain.findByNonce?.(fromAddress, nonce)) ?? null;
  if (sent === null || attempts.some(({ txHash }) => txHash === sent.hash)) return false;
  const receipt = await chain.receipt(sent.hash);
  return receipt !== null && paysExactly(sent, receipt, intent, fromAddress);
}

/** Throws SELF_APPROVAL_FORBIDDEN, REFUND_STATE, TX_MAY_STILL_CONFIRM (with what is still open), STEP_UP_REQUIRED, CHAIN_UNAVAILABLE, VERSION_MISMATCH, NOT_FOUND. */
export async function closeUnpaid(
  context: BookContext,
  input: { id: string; version: number; evidence: string; stepUpToken: string },
  look: Asked<SlotLook>,
): Promise<Refund> {
  const { row, refund } = await lockForVoiding(context, input);
  requireOtherThanMaker(context, row);
  requireRepair(whyNotCloseUnpaid(refund, personOf(context).userId, actionContextOf(context)));
  const open = whyStillOpen(answered(look), refund.attempts.length);
  if (open !== null) throw new AppError("TX_MAY_STILL_CONFIRM", open);
  await consumeStepUp(context, {
    token: input.stepUpToken,
    action: "refund.close-unpaid",
    resourceId: row.id,
    intentHash: row.intentHash,
  });
  const { slot } = refund;
  invariant(slot, "a signed payment has its slot");
  const at = now(context);
  const moved = await moveRefund(context, row, "F28", {
    facts: { otherFinal: true },
    patch: {
      ...NO_LEASE,
      failure: {
        code: "CLOSED_UNPAID",
        detail: "Another transaction used the payment slot for ever; nothing was paid",
      },
      ended: { by: asPerson(personOf(context)), remarks: input.evidence, at },
      lockReleased: true,
      finalAt: at,
    },
    remarks: input.evidence,
    detail: { nonce: slot.nonce, from: slot.from },
  });
  return readRefund(context, moved);
}

/** Null when nothing of this refund can be mined any more. */
function whyStillOpen({ facts, goneForEver, paidUnregistered }: SlotLook, attempts: number): string | null {
  if (attempts !== facts.attempts.length) return "Something was signed for it meanwhile; look at the refund again";
  if (paidUnregistered)
    return "The transaction that used the payment slot paid exactly this refund; write it down as its payment instead";
  const { mined } = facts;
  // A replacement that pays nobody used the slot up: as good as a stranger's transaction.
  const withheld = mined !== null && (mined.effect.kind === "WITHHELD" || mined.effect.kind === "REVERTED");
  if (withheld && facts.final) return null;
  if (mined !== null && !withheld) return "This payment itself was mined; it cannot be closed as unpaid";
  if (mined !== null || facts.known) return "A node still knows a payment of this refund; wait until it is decided";
  if (!goneForEver)
    return "The transaction that used the payment slot is not final yet; a reorganisation could still bring this payment back";
  return null;
}

/** The highest block that no reorganisation can take back; null while there is none. */
async function finalBlock(chain: ChainReader, network: NetworkRow, head: bigint): Promise<bigint | null> {
  if (network.finality === "FINALIZED") return chain.finalizedNumber();
  const deep = head - BigInt(network.finalityDepth) + 1n;
  return deep >= 0n ? deep : null;
}
