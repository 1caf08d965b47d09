/** What the workstation asks of the service when the chain is ahead of a key's books, and when a found payment is written down: proven, once, and never by the maker. */
import { expect, test } from "vitest";
import { adoptPayment } from "#main/refunds/withholdRefund.ts";
import { createOncePerKey } from "#main/session/oncePerKey.ts";
import type { Desk } from "#main/session/Desk.ts";
import { approveSettlement, compareKey, proposeSettlement } from "#main/signingKey/settleKey.ts";
import { http } from "#shared/contract/http.ts";
import { isAppError } from "#shared/errors.ts";
import { paperService } from "#tests/main/refunds/paperDesk.ts";

const ID = "00000000-0000-7000-8000-000000000001";
const KEY = "00000000-0000-7000-8000-0000000000ff";
const FOUND = `0x${"9".repeat(64)}`;
const KEPT: unknown[] = [];

function desk(userId = "me") {
  const service = paperService();
  service.on(http.auth.stepUp, () => ({ stepUpToken: "fresh", expiresAt: "2999-01-01T00:00:00.000Z" }));
  const own = {
    remote: service.remote,
    random: { uuid: () => KEY },
    user: () => ({ id: userId, totpEnrolled: false }),
    once: createOncePerKey(),
    remember: async (_noun: string, rows: unknown[]) => void KEPT.push(...rows),
  } as unknown as Desk;
  return { service, own };
}

test("a key is compared by the service and settled once, however often it is pressed", async () => {
  const { service, own } = desk();
  service.on(http.signers.compare, () => ({ findings: [] }));
  service.on(http.signers.proposeSettlement, () => ({ id: ID, version: 4 }));
  await compareKey(own, { id: ID, network: "DEVNET" });
  expect(service.asked(http.signers.compare)).toEqual([{ params: { id: ID }, query: { network: "DEVNET" } }]);
  const wish = { id: ID, version: 3, network: "DEVNET", below: "2", remarks: "Seen", idempotencyKey: KEY };
  const [one, other] = await Promise.all([proposeSettlement(own, wish), proposeSettlement(own, wish)]);
  expect(one).toEqual(other);
  for (const asked of service.asked(http.signers.proposeSettlement))
    expect(asked).toEqual({
      params: { id: ID },
      ifMatch: 3,
      idempotencyKey: KEY,
      body: { network: "DEVNET", below: "2", remarks: "Seen" },
    });
});

test("I3 who agrees to it proves for exactly this key who he is", async () => {
  const { service, own } = desk();
  service.on(http.signers.approveSettlement, () => ({ id: ID, version: 5 }));
  await approveSettlement(own, { id: ID, version: 4, proof: "of mine", idempotencyKey: KEY });
  expect(service.asked(http.auth.stepUp)).toMatchObject([
    { body: { action: "signer.settle", resourceId: ID, code: "of mine" } },
  ]);
  expect(service.asked(http.signers.approveSettlement)).toMatchObject([
    { params: { id: ID }, ifMatch: 4, body: { stepUpToken: "fresh" } },
  ]);
});

test("F36 I3 I4 a found payment is written down in the version that was seen, with a proof for this content, never by the maker", async () => {
  const refund = { id: ID, version: 7, intentHash: "ab".repeat(32), requestedBy: { id: "maker", name: "M" } };
  const wish = { id: ID, version: 7, txHash: FOUND, evidence: "On the list", proof: "of mine", idempotencyKey: KEY };
  const refusal = async (own: Desk, change: object = {}) =>
    adoptPayment(own, { ...wish, ...change }).then(
      () => null,
      (error: unknown) => (isAppError(error) ? error.code : error),
    );
  const maker = desk("maker");
  const other = desk();
  for (const { service } of [maker, other]) {
    service.on(http.refunds.get, () => refund);
    service.on(http.refunds.adopt, () => ({ ...refund, version: 8 }));
  }
  expect(await refusal(maker.own)).toBe("SELF_APPROVAL_FORBIDDEN");
  expect(await refusal(other.own, { version: 6 })).toBe("VERSION_MISMATCH");
  for (const { service } of [maker, other]) expect(service.asked(http.auth.stepUp)).toEqual([]);
  expect(await refusal(other.own, { idempotencyKey: ID })).toBeNull();
  expect(other.service.asked(http.auth.stepUp)).toMatchObject([
    { body: { action: "refund.adopt", resourceId: ID, intentHash: refund.intentHash } },
  ]);
  expect(other.service.asked(http.refunds.adopt)).toEqual([
    {
      params: { id: ID },
      ifMatch: 7,
      idempotencyKey: ID,
      body: { txHash: FOUND, evidence: "On the list", stepUpToken: "fresh" },
    },
  ]);
  expect(KEPT).toContainEqual({ ...refund, version: 8 });
});
