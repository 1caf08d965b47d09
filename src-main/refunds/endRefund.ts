/** What people do to a refund beside deciding and executing: take their request back, release a hold, tell the customer. */
import { http } from "#shared/contract/http.ts";
import type { CallParsed, Calls } from "#shared/contract/ipc.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { AppError } from "#shared/errors.ts";
import type { Desk } from "#main/session/Desk.ts";
import { expectVersion } from "#main/sync/expectVersion.ts";
import { readRefundNow } from "./readRefunds.ts";

/** Only by the person who requested it, and only while nobody has decided. */
export function withdrawRefund(
  desk: Desk,
  { id, version, remarks, idempotencyKey }: CallParsed<Calls["refunds"]["withdraw"]>,
): Promise<Refund> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => {
      const refund = await readRefundNow(desk, id);
      expectVersion(refund, version);
      if (refund.requestedBy.id !== desk.user().id)
        throw new AppError("REFUND_STATE", "Only the person who requested it can withdraw it");
      return { params: { id }, ifMatch: version, idempotencyKey, body: { remarks } };
    },
    send: async (request) => remembered(desk, await desk.remote.call(http.refunds.withdraw, request)),
  });
}

/** The cause of the hold is cleared: all approvals start again. */
export function releaseHold(
  desk: Desk,
  { id, version, remarks, idempotencyKey }: CallParsed<Calls["refunds"]["releaseHold"]>,
): Promise<Refund> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => {
      expectVersion(await readRefundNow(desk, id), version);
      return { params: { id }, ifMatch: version, idempotencyKey, body: { remarks } };
    },
    send: async (request) => remembered(desk, await desk.remote.call(http.refunds.releaseHold, request)),
  });
}

/** Guide: "once the refund succeeds, notify the customer offline". The program records it and sends nothing to anybody (R23.2). */
export function recordNotice(
  desk: Desk,
  { id, version, idempotencyKey, ...body }: CallParsed<Calls["refunds"]["notify"]>,
): Promise<Refund> {
  return desk.once.run(idempotencyKey, {
    prepare: async () => {
      expectVersion(await readRefundNow(desk, id), version);
      return { params: { id }, ifMatch: version, idempotencyKey, body };
    },
    send: async (request) => remembered(desk, await desk.remote.call(http.refunds.notify, request)),
  });
}

async function remembered({ remember }: Desk, refund: Refund): Promise<Refund> {
  await remember("refunds", [refund]);
  return refund;
}
