/**
 * Withholding a payment (F25) in two people's steps, and closing one whose nonce is lost (F28). Each reads the refund live, says why not before it asks,
 * and proves who the person is; the second person's word is signed with his device key, so that the signer can check it without trusting the central service.
 */
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { Refund } from "#shared/contract/refund.ts";
import type { ActionContext, Refusal } from "#shared/domain/deposits.ts";
import { voidText } from "#shared/domain/intent.ts";
import {
  whyNotApproveVoid,
  whyNotCloseUnpaid,
  whyNotDropVoid,
  whyNotRequestVoid,
} from "#shared/domain/refundRepairs.ts";
import { AppError } from "#shared/errors.ts";
import { ownDeviceKey } from "#main/deviceKeys/ownDeviceKey.ts";
import type { Desk } from "#main/session/Desk.ts";
import { stepUp } from "#main/session/stepUp.ts";
import { expectVersion } from "#main/sync/expectVersion.ts";
import { timestampOf } from "#main/world/clock.ts";
import { requireIntentKept } from "./decideRefund.ts";
import { readRefundNow } from "./readRefunds.ts";

/** The first person asks. */
export function requestVoid(
  desk: Desk,
  { id, version, reason, idempotencyKey }: CallParsed<Calls["refunds"]["requestVoid"]>,
): Promise<Refund> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => {
      const refund = await readRefundNow(desk, id);
      refuse(whyNotRequestVoid(refund, contextOf(desk)), refund);
      expectVersion(refund, version);
      return { params: { id }, ifMatch: version, idempotencyKey, body: { reason } };
    },
    send: async (request) => remembered(desk, await desk.remote.call(http.refunds.requestVoid, request)),
  });
}

/** Another person approves it: exactly this slot of exactly this refund. */
export function approveVoid(
  desk: Desk,
  { id, version, comment, proof, idempotencyKey }: CallParsed<Calls["refunds"]["approveVoid"]>,
): Promise<Refund> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => {
      const refund = await readRefundNow(desk, id);
      const userId = desk.user().id;
      refuse(whyNotApproveVoid(refund, userId, contextOf(desk)), refund);
      expectVersion(refund, version);
      requireIntentKept(refund);
      const { slot, voiding, intentHash } = refund;
      if (slot === null || voiding === null)
        throw new AppError("REFUND_STATE", "There is no payment slot to void", { extra: { current: refund } });
      const key = await ownDeviceKey(desk);
      const stepUpToken = await prove(desk, refund, "refund.approve-void", proof);
      const decidedAt = timestampOf(desk.clock.now());
      const signature = key.sign(
        voidText({
          type: "deposit-desk/refund-void/1",
          refundId: id,
          intentHash,
          ...slot,
          requestedBy: voiding.requestedBy.id,
          userId,
          deviceKeyId: key.id,
          decidedAt,
        }),
      );
      return {
        params: { id },
        ifMatch: version,
        idempotencyKey,
        body: { comment, decidedAt, stepUpToken, deviceKeyId: key.id, signature },
      };
    },
    send: async (request) => remembered(desk, await desk.remote.call(http.refunds.approveVoid, request)),
  });
}

/** Nothing is withheld after all. */
export function dropVoid(
  desk: Desk,
  { id, version, remarks, idempotencyKey }: CallParsed<Calls["refunds"]["dropVoid"]>,
): Promise<Refund> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => {
      const refund = await readRefundNow(desk, id);
      refuse(whyNotDropVoid(refund, contextOf(desk)), refund);
      expectVersion(refund, version);
      return { params: { id }, ifMatch: version, idempotencyKey, body: { remarks } };
    },
    send: async (request) => remembered(desk, await desk.remote.call(http.refunds.dropVoid, request)),
  });
}

/** The central service reads the chain again before it believes it. */
export function closeUnpaid(
  desk: Desk,
  { id, version, evidence, proof, idempotencyKey }: CallParsed<Calls["refunds"]["closeUnpaid"]>,
): Promise<Refund> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => {
      const refund = await readRefundNow(desk, id);
      if (refund.requestedBy.id === desk.user().id)
        throw new AppError("SELF_APPROVAL_FORBIDDEN", "Your own request; another supervisor must close it");
      refuse(whyNotCloseUnpaid(refund, desk.user().id, contextOf(desk)), refund);
      expectVersion(refund, version);
      const stepUpToken = await prove(desk, refund, "refund.close-unpaid", proof);
      return { params: { id }, ifMatch: version, idempotencyKey, body: { evidence, stepUpToken } };
    },
    send: async (request) => remembered(desk, await desk.remote.call(http.refunds.closeUnpaid, request)),
  });
}

/** F36: the central service reads the transaction from the chain and compares it with the intent before it believes it. */
export function adoptPayment(
  desk: Desk,
  { id, version, txHash, evidence, proof, idempotencyKey }: CallParsed<Calls["refunds"]["adopt"]>,
): Promise<Refund> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => {
      const refund = await readRefundNow(desk, id);
      if (refund.requestedBy.id === desk.user().id)
        throw new AppError("SELF_APPROVAL_FORBIDDEN", "Your own request; another supervisor must write it down");
      expectVersion(refund, version);
      const stepUpToken = await prove(desk, refund, "refund.adopt", proof);
      return { params: { id }, ifMatch: version, idempotencyKey, body: { txHash, evidence, stepUpToken } };
    },
    send: async (request) => remembered(desk, await desk.remote.call(http.refunds.adopt, request)),
  });
}

function contextOf(desk: Desk): ActionContext {
  return { permissions: new Set(desk.user().permissions), online: true, administrators: [] };
}

function refuse(refusal: Refusal, current: Refund): void {
  if (refusal === null) return;
  const code = refusal.code === "PERMISSION" ? "PERMISSION_DENIED" : "REFUND_STATE";
  throw new AppError(code, refusal.text, { extra: { current } });
}

function prove(
  desk: Desk,
  { id, intentHash }: Refund,
  action: "refund.approve-void" | "refund.close-unpaid" | "refund.adopt",
  proof: string,
): Promise<string> {
  const rooms = { remote: desk.remote, random: desk.random, user: desk.user() };
  return stepUp(rooms, { action, resourceId: id, intentHash, proof });
}

async function remembered({ remember }: Desk, refund: Refund): Promise<Refund> {
  await remember("refunds", [refund]);
  return refund;
}
