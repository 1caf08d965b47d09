/**
 * The guide's procedures by the contract alone: a request becomes a record, is cancelled, or credited and refunded.
 * Transfers are real ones on the test chain. Source: guide, all sections; state machines.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { verifyAuditLog } from "#scripts/verify/auditLog.mjs";
import { verifyEvidence } from "#scripts/verify/evidencePack.mjs";
import { canonicalJson } from "#shared/canonicalJson.ts";
import { allEndpoints, http } from "#shared/contract/http.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { deposit as depositSchema } from "#shared/contract/deposit.ts";
import type { Claim, Refund } from "#shared/contract/refund.ts";
import { DEPOSIT_STATUSES } from "#shared/domain/statuses.ts";
import { toBaseUnits } from "#shared/money.ts";
import { until } from "#tests/support/until.ts";
import { expectRefused } from "./ApiClient.ts";
import type { Desk, Somebody } from "./Contracted.ts";
import { expectReplay } from "./commandSuite.ts";
import { readAll } from "./listSuite.ts";
import { expectRefusalEvent } from "./permissionSuite.ts";
import { type Approver, type Payer, type Signed, Story } from "./Story.ts";
import { follow, openNudges, readRows } from "./syncSuite.ts";

const REMARKS = "Duplicate user request";
/** Answers only two hours after a reorganisation (D21): no service can be waited for that long. tests/central/holds has it. */
const OUT_OF_REACH: ReadonlySet<string> = new Set(["deposits.reverseCredit"]);

export function lifeSuite(desk: () => Desk): void {
  let story: Story;
  let operator: Somebody;
  let operator2: Somebody;
  let supervisor: Somebody;
  let supervisor2: Somebody;
  let executor: Somebody;
  let auditor: Somebody;
  beforeAll(() => {
    story = new Story(desk());
    operator = desk().person("operator");
    operator2 = desk().person("operator2");
    supervisor = desk().person("supervisor");
    supervisor2 = desk().person("supervisor2");
    executor = desk().person("executor");
    auditor = desk().person("auditor");
  });
  const cancelOf = (record: Deposit, remarks = REMARKS) => ({
    params: { id: record.id },
    ifMatch: record.version,
    body: { remarks },
  });

  describe("guide, Request Reception and Record Generation", () => {
    test("R7.2 R7.3 a request becomes a record with a number of its own, once", async () => {
      const { body, application } = await story.request("USDT");
      expect(application).toMatchObject({
        status: "RECORDED",
        flags: [],
        recordNo: expect.stringMatching(/^DP-\d{8}-\d{6}$/),
      });
      expect(await story.submit(body)).toEqual(application);
      const record = await story.deposit(application.depositId ?? "");
      expect(record).toMatchObject({
        recordNo: application.recordNo,
        customerNo: body.customerNo,
        securitiesAccount: body.securitiesAccount,
        currency: "USDT",
        declaredAmount: body.amount,
        sourceAddress: body.sourceAddress,
        destinationAddress: body.destinationAddress,
        txHash: null,
        status: "AWAITING_TRANSFER",
      });
      const other = { ...body, amount: "77.5" };
      const channel = desk().holder("Application.Submit").api;
      await expectRefused(channel, http.applications.submit, { body: other }, "DUPLICATE_REQUEST");
    });

    test("R8.6 what is wrong with a request is flagged, and no record is generated", async () => {
      const wrong = [
        { change: { currency: "DOGE" }, flag: "UNSUPPORTED_CURRENCY" },
        { change: { amount: "0" }, flag: "AMOUNT_NOT_POSITIVE" },
        { change: { amount: "0.000001" }, flag: "AMOUNT_BELOW_MINIMUM" },
        { change: { amount: "1.0000001" }, flag: "AMOUNT_NOT_POSITIVE" },
        { change: { customerNo: "C-nobody" }, flag: "UNKNOWN_CLIENT" },
        { change: { sourceAddress: "0x123" }, flag: "ADDRESS_INVALID" },
      ];
      for (const { change, flag } of wrong) {
        const { application } = await story.request("USDT", change);
        expect(application, flag).toMatchObject({ status: "ABNORMAL", depositId: null });
        expect(
          application.flags.map(({ code }) => code),
          JSON.stringify(change),
        ).toContain(flag);
      }
    });

    test("R8.1 R8.2 an abnormal application is deleted with reason and remark, and stays readable", async () => {
      const { application } = await story.request("USDT", { amount: "0.000001" });
      const request = {
        params: { id: application.id },
        ifMatch: application.version,
        body: { reasonCode: "TEST", remarks: "A test of the client's developer" } as const,
      };
      const deleted = await operator.api.ok(http.applications.delete, request);
      expect(deleted).toMatchObject({ status: "DELETED", decision: { by: { name: operator.user.displayName } } });
      expect(await operator.api.ok(http.applications.get, { params: request.params })).toEqual(deleted);
      const again = { ...request, ifMatch: deleted.version };
      const { traceId } = await expectRefused(
        operator.api,
        http.applications.delete,
        again,
        "APPLICATION_NOT_DELETABLE",
      );
      await expectRefusalEvent(desk(), { traceId, code: "APPLICATION_NOT_DELETABLE", by: operator });
    });

    test("R8.6 an abnormal application is accepted with a remark, and its record is generated", async () => {
      const { body } = await story.request("USDT");
      const twin = await story.submit({ ...body, clientRequestId: crypto.randomUUID() });
      expect(twin.flags.map(({ code }) => code)).toEqual(["DUPLICATE"]);
      const request = {
        params: { id: twin.id },
        ifMatch: twin.version,
        body: { remarks: "Two deposits, says the client" },
      };
      const accepted = await operator.api.ok(http.applications.accept, request);
      expect(accepted.status).toBe("RECORDED");
      expect((await story.deposit(accepted.depositId ?? "")).applicationId).toBe(twin.id);
      await expectRefused(
        operator.api,
        http.applications.accept,
        { ...request, ifMatch: accepted.version },
        "APPLICATION_STATE",
      );
    });
  });

  describe("guide, Cancellation of Non-Deposited Records", () => {
    test("D3 R16.1 R16.2 a record is cancelled, and its log names operator, time and remarks", async () => {
      const record = await story.newRecordUnderVerification("USDT");
      const look = await operator.api.ok(http.deposits.cancelCheck, { params: { id: record.id } });
      expect(look).toMatchObject({ transferSeen: false, version: record.version });
      const { value: cancelled, headers } = await operator.api.answer(http.deposits.cancel, cancelOf(record));
      expect(cancelled).toMatchObject({ status: "CANCELLED", version: record.version + 1 });
      expect(cancelled.cancel).toEqual({
        by: { id: operator.user.id, name: operator.user.displayName },
        remarks: REMARKS,
      });
      const { items } = await auditor.api.ok(http.audit.list, {
        query: { entityId: record.id, action: "deposit.cancelled" },
      });
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({
        actor: { name: operator.user.displayName },
        remarks: REMARKS,
        fromStatus: "WALLET_ADDRESS_UNDER_VERIFICATION",
        toStatus: "CANCELLED",
      });
      const { text } = await auditor.api.ok(http.evidence.cancellation, { params: { id: record.id } });
      expect(verifyEvidence(text, null)).toMatchObject({ ok: true });
      const seconds = (a: string | null | undefined) => new Date(a ?? 0).getTime() / 1000;
      expect(Math.abs(seconds(items[0]?.at) - seconds(cancelled.cancelledAt))).toBeLessThan(1);
      const { headSeq } = await desk().nobody.ok(http.meta.health);
      expect(headSeq).toBeGreaterThanOrEqual(Number.parseInt(headers.get("x-feed-seq") ?? "", 10));
    });

    test("R15.2 remarks are required, up to 500 characters", async () => {
      const record = await story.newRecordUnderVerification("USDT");
      for (const remarks of ["", "   ", "x".repeat(501)]) {
        const refusal = await expectRefused(
          operator.api,
          http.deposits.cancel,
          cancelOf(record, remarks),
          "VALIDATION_FAILED",
        );
        expect(refusal.errors?.map(({ pointer }) => pointer)).toEqual(["/remarks"]);
      }
      expect((await operator.api.ok(http.deposits.cancel, cancelOf(record, "x".repeat(500)))).status).toBe("CANCELLED");
    });

    test("R12.2 a record in any other status is not cancelled, and the attempt is written down", async () => {
      const all = (await readAll(operator.api, http.deposits.list, {})) as Deposit[];
      const others = DEPOSIT_STATUSES.filter((status) => status !== "WALLET_ADDRESS_UNDER_VERIFICATION");
      const found = others.flatMap((status) => all.find((one) => one.status === status) ?? []);
      expect(found.length).toBeGreaterThan(6);
      for (const record of found) {
        const refusal = await expectRefused(
          operator.api,
          http.deposits.cancel,
          cancelOf(record),
          "DEPOSIT_NOT_CANCELLABLE",
        );
        expect(depositSchema.parse(refusal.current).status).toBe(record.status);
        await expectRefusalEvent(desk(), { traceId: refusal.traceId, code: refusal.code, by: operator });
        expect((await story.deposit(record.id)).status).toBe(record.status);
      }
    });

    test("R12.3 a record whose transfer waits in the pool is not cancelled", async () => {
      const record = await story.newRecordUnderVerification("ETH");
      await story.chain.pauseMining();
      try {
        await story.pay(record);
        expect(await operator.api.ok(http.deposits.cancelCheck, { params: { id: record.id } })).toMatchObject({
          transferSeen: true,
        });
        const { traceId, code } = await expectRefused(
          operator.api,
          http.deposits.cancel,
          cancelOf(record),
          "TRANSFER_SEEN",
        );
        await expectRefusalEvent(desk(), { traceId, code, by: operator });
      } finally {
        await story.chain.resumeMining();
      }
      await story.chain.mine();
      expect((await story.depositIn(record.id, "CONFIRMING")).cancel).toBeNull();
    });

    test("a command on a version that is no longer true is answered with the fresh one", async () => {
      const record = await story.newRecordUnderVerification("USDT");
      const stale = { ...cancelOf(record), ifMatch: record.version + 7 };
      const { current } = await expectRefused(operator.api, http.deposits.cancel, stale, "VERSION_MISMATCH");
      expect(depositSchema.parse(current)).toEqual(record);
    });

    test("of two people who cancel at once one does, and one key cancels once", async () => {
      const record = await story.newRecordUnderVerification("USDT");
      const answers = await Promise.all(
        [operator, operator2].map(({ api }) => api.ask(http.deposits.cancel, cancelOf(record))),
      );
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
        200,
        expect.toBeOneOf([409, 412]),
      ]);
      const second = await story.newRecordUnderVerification("USDT");
      const request = { ...cancelOf(second), key: crypto.randomUUID() };
      const twice = await Promise.all([1, 2].map(() => operator.api.ask(http.deposits.cancel, request)));
      for (const { status, body } of twice)
        if (status !== 200) expect(body).toMatchObject({ code: "IDEMPOTENCY_IN_PROGRESS" });
      const first = twice.find(({ status, headers }) => status === 200 && !headers.has("idempotency-replayed"));
      expectReplay(first as NonNullable<typeof first>, await operator.api.ask(http.deposits.cancel, request));
      const query = { entityId: second.id, action: "deposit.cancelled" };
      expect((await auditor.api.ok(http.audit.list, { query })).items).toHaveLength(1);
      const foreign = await operator2.api.ask(http.deposits.cancel, request);
      expect(foreign.body, "a key belongs to one person").toMatchObject({ code: "DEPOSIT_NOT_CANCELLABLE" });
    });
  });

  describe("guide, Deposit Record Query and Tracking", () => {
    test("R7.1 R11.3 R11.4 a transfer is followed to Credited, and the feed and the nudges tell", async () => {
      const stream = await openNudges(operator.api);
      try {
        await stream.next("hello");
        const start = await operator.api.ok(http.sync.bootstrap);
        const cache = await readRows(operator.api, start, 100);
        const record = await story.newRecord("HKDX");
        expect(await stream.next("changed")).toMatchObject({ entities: expect.arrayContaining(["deposits"]) });
        const txHash = await story.pay(record);
        await story.chain.mine(3);
        const seen = await story.depositIn(record.id, "CONFIRMING");
        expect(seen).toMatchObject({ txHash, receivedAmount: record.declaredAmount });
        await story.chain.mine(seen.confirmations.required);
        const credited = await story.depositIn(record.id, "CREDITED");
        expect(credited.creditedAmount).toBe(record.declaredAmount);
        expect(credited.confirmations.current).toBeGreaterThanOrEqual(credited.confirmations.required);
        const block = await story.chain.receipt(txHash);
        expect(credited.confirmations.blockHash).toBe(block.blockHash);

        const applied = await follow(operator.api, start.cursor, cache);
        expect(applied.filter(({ id }) => id === record.id).map(({ version }) => version)).toEqual([credited.version]);
        const again = await operator.api.ok(http.sync.bootstrap);
        const fresh = await readRows(operator.api, again, 1000);
        if (again.headSeq === Math.max(...applied.map(({ seq }) => seq))) expect(cache).toEqual(fresh);
        else expect(await follow(operator.api, start.cursor, cache)).not.toEqual([]);
      } finally {
        stream.close();
      }
    });
  });

  refundSuite();

  function refundSuite(): void {
    describe("guide, Refund Process After Successful Deposit", () => {
      let approver: Approver;
      let approver2: Approver;
      let payer: Payer;
      beforeAll(async () => {
        approver = await story.newApprover(supervisor);
        approver2 = await story.newApprover(supervisor2);
        payer = await story.newPayer(executor, supervisor);
      });

      const requestOf = async (record: Deposit, change: Parameters<Story["refundBody"]>[1] = {}) => ({
        params: { id: record.id },
        ifMatch: record.version,
        body: await story.refundBody(record, change),
      });

      test("R17.1 only a Credited record is refunded, and the attempt is written down", async () => {
        const all = (await readAll(operator.api, http.deposits.list, {})) as Deposit[];
        const others = DEPOSIT_STATUSES.filter((status) => status !== "CREDITED");
        const found = others.flatMap((status) => all.find((one) => one.status === status) ?? []);
        expect(found.length).toBeGreaterThan(6);
        for (const record of found) {
          const refusal = await expectRefused(
            operator.api,
            http.deposits.requestRefund,
            await requestOf(record),
            "DEPOSIT_NOT_CREDITED",
          );
          await expectRefusalEvent(desk(), { traceId: refusal.traceId, code: refusal.code, by: operator });
        }
      });

      test("R20 a request with a wrong address, network, amount or checklist is refused by its own code", async () => {
        const record = await story.creditedRecord("USDT");
        const query = { network: record.network, limit: 200 };
        const { items } = await operator.api.ok(http.addresses.list, { query });
        const unverified = items.find((one) => one.customerNo === record.customerNo && one.status !== "VERIFIED");
        const foreign = items.find((one) => one.customerNo !== record.customerNo && one.status === "VERIFIED");
        const more = `9${record.creditedAmount}`;
        const less = { amount: "10.5" };
        const wrong = [
          { change: { refundAddressId: unverified?.id ?? "" }, code: "REFUND_ADDRESS_NOT_VERIFIED" },
          { change: { refundAddressId: foreign?.id ?? "" }, code: "ADDRESS_NOT_THIS_CUSTOMER" },
          { change: { network: "MAINNET" }, code: "NETWORK_MISMATCH" },
          { change: { amount: "0" }, code: "AMOUNT_INVALID" },
          { change: { amount: more }, code: "AMOUNT_EXCEEDS_DEPOSIT" },
          { change: less, code: "ADJUSTMENT_REASON_REQUIRED" },
          { change: { ...less, adjustmentReason: "bank charges" }, code: "REMAINDER_REQUIRED" },
        ] as const;
        for (const { change, code } of wrong)
          await expectRefused(operator.api, http.deposits.requestRefund, await requestOf(record, change), code);
        const request = await requestOf(record);
        const identityCheck = { ...request.body.identityCheck, noThirdParty: false };
        const open = { ...request, body: { ...request.body, identityCheck } };
        const { errors } = await expectRefused(operator.api, http.deposits.requestRefund, open, "VALIDATION_FAILED");
        expect(errors?.map(({ pointer }) => pointer)).toEqual(["/identityCheck/noThirdParty"]);
      });

      test("R17.3 of two people who ask for a refund at once, one gets it", async () => {
        const record = await story.newCredited("USDT");
        const requests = await Promise.all(
          [operator, operator2].map(async ({ api }) => api.ask(http.deposits.requestRefund, await requestOf(record))),
        );
        expect(requests.filter(({ status }) => status === 201)).toHaveLength(1);
        const fresh = await story.deposit(record.id);
        expect(fresh).toMatchObject({ status: "CREDITED", activeRefundNo: expect.stringMatching(/^RF-/) });
        await expectRefused(operator2.api, http.deposits.requestRefund, await requestOf(fresh), "REFUND_ALREADY_OPEN");
      });

      test("F4 F5 a request is withdrawn by its maker alone, and rejected with a reason", async () => {
        const record = await story.newCredited("USDT");
        const first = await story.requestRefund(operator, record);
        const withdraw = {
          params: { id: first.id },
          ifMatch: first.version,
          body: { remarks: "The client changed his mind" },
        };
        await expectRefused(operator2.api, http.refunds.withdraw, withdraw, "PERMISSION_DENIED");
        expect((await operator.api.ok(http.refunds.withdraw, withdraw)).status).toBe("WITHDRAWN");

        const second = await story.requestRefund(operator, await story.deposit(record.id));
        const silent = await story.decision(approver, second, "REJECT", "");
        await expectRefused(supervisor.api, http.refunds.reject, silent, "VALIDATION_FAILED");
        const rejected = await supervisor.api.ok(
          http.refunds.reject,
          await story.decision(approver, second, "REJECT", "Wrong client"),
        );
        expect(rejected).toMatchObject({ status: "REJECTED", ended: { remarks: "Wrong client" } });
        expect((await story.deposit(record.id)).activeRefundId).toBeNull();
      });

      test("R20a.1 R21.1 I3 the maker neither approves nor executes, whatever he may do otherwise", async () => {
        const record = await story.newCredited("USDT");
        const refund = await story.requestRefund(operator, record);
        const { traceId, missingPermission } = await expectRefused(
          operator.api,
          http.refunds.approve,
          await story.decision({ ...approver, person: operator }, refund, "APPROVE", "mine"),
          "PERMISSION_DENIED",
        );
        expect(missingPermission).toBe("Refund.Approve");
        await expectRefusalEvent(desk(), { traceId, code: "PERMISSION_DENIED", by: operator });
        const claim = await story.claimRequest({ ...payer, person: operator }, refund);
        const refused = await expectRefused(operator.api, http.refunds.claim, claim, "PERMISSION_DENIED");
        await expectRefusalEvent(desk(), { traceId: refused.traceId, code: "PERMISSION_DENIED", by: operator });
        expect((await story.refund(refund.id)).approvals).toEqual([]);
      });

      test("F8 an approval needs exactly this intent, one's own key, its signature, and a fresh proof of oneself", async () => {
        const refund = await story.requestRefund(operator, await story.newCredited("USDT"));
        const good = await story.decision(approver, refund, "APPROVE", "compared and correct");
        const forged = (await story.decision(approver2, refund, "APPROVE", "")).body.signature;
        const wrong = [
          { body: { ...good.body, intentHash: "ab".repeat(32) }, code: "INTENT_MISMATCH" },
          { body: { ...good.body, deviceKeyId: approver2.keyId }, code: "DEVICE_KEY_UNKNOWN" },
          { body: { ...good.body, signature: forged }, code: "SIGNATURE_INVALID" },
          { body: { ...good.body, stepUpToken: "made up" }, code: "STEP_UP_REQUIRED" },
        ] as const;
        for (const { body, code } of wrong) {
          const { traceId } = await expectRefused(supervisor.api, http.refunds.approve, { ...good, body }, code);
          await expectRefusalEvent(desk(), { traceId, code, by: supervisor });
        }
        const stale = { ...good, ifMatch: refund.version + 3 };
        const { current } = await expectRefused(supervisor.api, http.refunds.approve, stale, "VERSION_MISMATCH");
        expect(current).toMatchObject({ id: refund.id, version: refund.version });
        const approved = await supervisor.api.ok(http.refunds.approve, good);
        expect(approved).toMatchObject({
          status: "APPROVED",
          approvals: [{ by: { name: supervisor.user.displayName } }],
        });
        const twice = await story.decision(approver, approved, "APPROVE", "again");
        await expectRefused(supervisor.api, http.refunds.approve, twice, "REFUND_STATE");
      });

      test("F8 above the large-amount limit two people approve", async () => {
        const { application } = await story.request("ETH", { amount: "41.5" });
        const record = await story.deposit(application.depositId ?? "");
        await story.pay(record);
        await story.chain.mine(record.confirmations.required);
        const refund = await story.requestRefund(operator, await story.depositIn(record.id, "CREDITED"));
        expect(refund.requiredApprovals).toBe(2);
        const half = await story.approve(approver, refund);
        expect(half.status).toBe("PENDING_APPROVAL");
        const again = await story.decision(approver, half, "APPROVE", "once more");
        await expectRefused(supervisor.api, http.refunds.approve, again, "ALREADY_DECIDED");
        expect((await story.approve(approver2, half)).status).toBe("APPROVED");
      });

      test("a key that comes after the first set waits until another approver vouches for it", async () => {
        const late = await story.newApprover(supervisor2);
        const { items } = await supervisor.api.ok(http.deviceKeys.list);
        const key = items.find(({ id }) => id === late.keyId);
        expect(key?.status).toBe("PENDING");
        const request = await story.endorse(approver, key as NonNullable<typeof key>);
        const own = await story.endorse(approver2, key as NonNullable<typeof key>);
        await expectRefused(supervisor2.api, http.deviceKeys.endorse, own, "SELF_ENDORSEMENT_FORBIDDEN");
        const forged = { ...request, body: { ...request.body, signature: own.body.signature } };
        await expectRefused(supervisor.api, http.deviceKeys.endorse, forged, "SIGNATURE_INVALID");
        const endorsed = await supervisor.api.ok(http.deviceKeys.endorse, request);
        expect(endorsed).toMatchObject({
          status: "ACTIVE",
          endorsement: { by: { name: supervisor.user.displayName } },
        });
      });

      describe("R21 R22 Execute Refund", () => {
        let refund: Refund;
        let claimed: Claim;
        let signed: Signed;
        let recipientBefore: bigint;

        test("F13 the execution is claimed by one, with the slot that stays this refund's", async () => {
          const record = await story.newCredited("HKDX");
          const body = { amount: "800.5", adjustmentReason: "Charges of the network", remainder: "FEE" as const };
          refund = await story.approve(approver, await story.requestRefund(operator, record, body));
          recipientBefore = await story.chain.balanceOf("HKDX", refund.refundAddress);
          const differences = await supervisor.api.ok(http.refunds.differences, { params: { id: refund.id } });
          expect(differences.rows.length).toBeGreaterThan(3);
          const request = await story.claimRequest(payer, refund);
          const bare = { ...request, body: { ...request.body, stepUpToken: "made up" } };
          await expectRefused(executor.api, http.refunds.claim, bare, "STEP_UP_REQUIRED");
          const first = await executor.api.ok(http.refunds.claim, request);
          const lease = {
            params: { id: refund.id },
            body: { leaseId: first.lease.leaseId, fencingToken: first.lease.fencingToken },
          };
          expect((await executor.api.ok(http.refunds.renewLease, lease)).expiresAt >= first.lease.expiresAt).toBe(true);
          const back = await executor.api.ok(http.refunds.releaseLease, lease);
          expect(back).toMatchObject({ status: "APPROVED", lease: null });
          await expectRefused(executor.api, http.refunds.renewLease, lease, "LEASE_LOST");
          claimed = await story.claim(payer, back);
          expect(claimed.slot).toEqual(first.slot);
          expect(claimed.lease.fencingToken).toBeGreaterThan(first.lease.fencingToken);
          expect(BigInt(claimed.limits.gasLimit) * BigInt(claimed.limits.maxFeePerGasWei)).toBeLessThanOrEqual(
            BigInt(claimed.intent.feeCapWei),
          );
        });

        test("F15 R21.5 only bytes that pay exactly the approved intent are registered", async () => {
          const { leaseId, fencingToken } = claimed.lease;
          const register = (bytes: Signed, lease = { leaseId, fencingToken }) => ({
            params: { id: refund.id },
            body: { ...lease, kind: "PAYMENT" as const, ...bytes },
          });
          signed = await story.sign(payer, claimed);
          const wrong = [
            await story.sign(payer, claimed, { to: payer.wallet.address }),
            await story.sign(payer, claimed, { value: BigInt(claimed.intent.amountBaseUnits) + 1n }),
            await story.sign(payer, claimed, { nonce: Number.parseInt(claimed.slot.nonce, 10) + 1 }),
            { ...signed, txHash: `0x${"ab".repeat(32)}` },
          ];
          for (const bytes of wrong) {
            const refusal = await expectRefused(
              executor.api,
              http.refunds.registerAttempt,
              register(bytes),
              "SIGNED_TX_MISMATCH",
            );
            await expectRefusalEvent(desk(), { traceId: refusal.traceId, code: refusal.code, by: executor });
          }
          const fenced = register(signed, { leaseId, fencingToken: fencingToken - 1 });
          await expectRefused(executor.api, http.refunds.registerAttempt, fenced, "LEASE_LOST");
          const attempt = await executor.api.ok(http.refunds.registerAttempt, register(signed));
          expect(attempt).toMatchObject({ txHash: signed.txHash, nonce: claimed.slot.nonce });
          expect(await executor.api.ok(http.refunds.registerAttempt, register(signed)), "the same bytes again").toEqual(
            attempt,
          );
          const { items } = await executor.api.ok(http.refunds.attempts, { params: { id: refund.id } });
          expect(items.map(({ signedTx }) => signedTx)).toEqual([signed.signedTx]);
          expect((await story.refund(refund.id)).status).toBe("SIGNED");
        });

        test("F16 F20 F31 D22 R22.2 the payment is followed to Completed, and the record becomes Refunded", async () => {
          const params = { id: refund.id, txHash: signed.txHash };
          const unknown = { ...params, txHash: `0x${"ab".repeat(32)}` };
          const body = { result: "ACCEPTED", node: "tests", error: null } as const;
          await expectRefused(
            executor.api,
            http.refunds.reportBroadcast,
            { params: unknown, body },
            "TX_HASH_MISMATCH",
          );
          expect(await story.chain.rpc("eth_sendRawTransaction", [signed.signedTx])).toBe(signed.txHash);
          expect(await executor.api.ok(http.refunds.reportBroadcast, { params, body })).toMatchObject({
            status: expect.toBeOneOf(["BROADCAST", "CONFIRMING"]),
          });
          const receipt = await story.chain.receipt(signed.txHash);
          const seen = await story.refundIn(refund.id, "CONFIRMING");
          expect(seen.confirmations?.blockHash).toBe(receipt.blockHash);
          const observation = {
            blockNumber: BigInt(receipt.blockNumber).toString(),
            blockHash: receipt.blockHash,
            confirmations: 1,
            receiptStatus: 1,
            transfer: { from: claimed.slot.from, to: claimed.intent.to, value: claimed.intent.amountBaseUnits },
            feeWei: "1",
            node: "tests",
          };
          const reported = await executor.api.ok(http.refunds.reportObservation, { params, body: observation });
          expect(reported.status, "n-1 is not enough").toBe("CONFIRMING");
          expect((await story.deposit(refund.depositId)).status).toBe("CREDITED");
          await story.chain.mine(seen.confirmations?.required ?? 0);
          const completed = await story.refundIn(refund.id, "COMPLETED");
          expect(completed).toMatchObject({ txHash: signed.txHash, notification: { status: "OPEN" } });
          const record = await story.depositIn(refund.depositId, "REFUNDED");
          expect(record.refundedAmount).toBe("800.5");
          const { decimals } = await story.currency("HKDX");
          const balance = await story.chain.balanceOf("HKDX", refund.refundAddress);
          expect(balance - recipientBefore).toBe(toBaseUnits("800.5", decimals));
          refund = completed;
        });

        test("R22.4 the log tells the whole refund", async () => {
          const { items } = await operator.api.ok(http.deposits.timeline, { params: { id: refund.depositId } });
          const told = items.filter(({ entityId }) => entityId === refund.id).map(({ action }) => action);
          for (const action of [
            "refund.requested",
            "refund.approved",
            "refund.execution_started",
            "refund.signed",
            "refund.broadcast",
            "refund.mined",
            "refund.completed",
          ])
            expect(told, action).toContain(action);
        });

        test("R23.1 R23.5 the offline notice is recorded once, with its remark", async () => {
          const body = {
            channel: "PHONE",
            outcome: "NOT_REACHED",
            notifiedAt: new Date().toISOString(),
            remarks: "No answer at the number on file",
          } as const;
          const request = { params: { id: refund.id }, ifMatch: refund.version, body };
          const tried = await operator.api.ok(http.refunds.notify, request);
          expect(tried.notification).toMatchObject({ status: "OPEN", attempts: [{ outcome: "NOT_REACHED" }] });
          const reached = { ...request, ifMatch: tried.version, body: { ...body, outcome: "REACHED" as const } };
          const done = await operator.api.ok(http.refunds.notify, reached);
          expect(done.notification?.status).toBe("DONE");
          const { text } = await auditor.api.ok(http.evidence.refund, { params: { id: refund.id } });
          expect(verifyEvidence(text, null)).toMatchObject({ ok: true });
          await expectRefused(operator.api, http.refunds.notify, { ...reached, ifMatch: done.version }, "REFUND_STATE");
        });

        test("F25 a payment that no node has is withheld: one asks, another approves, the slot pays nobody", async () => {
          const due = await story.approve(
            approver,
            await story.requestRefund(operator, await story.newCredited("ETH")),
          );
          const before = await story.chain.balanceOf("native", due.refundAddress);
          const { bytes } = await story.registered(payer, due);
          const ask = (seen: Refund) => ({
            params: { id: seen.id },
            ifMatch: seen.version,
            body: { reason: "The client changed his mind" },
          });
          const asked = await executor.api.ok(http.refunds.requestVoid, ask(await story.refund(due.id)));
          expect(asked.voiding).toMatchObject({ requestedBy: { name: executor.user.displayName }, approval: null });
          await expectRefused(executor.api, http.refunds.requestVoid, ask(asked), "REFUND_STATE");
          const early = await story.claimRequest(payer, asked, "VOID");
          await expectRefused(executor.api, http.refunds.claim, early, "REFUND_STATE");
          const drop = { params: { id: due.id }, ifMatch: asked.version, body: { remarks: "He asked for it again" } };
          await expectRefused(operator.api, http.refunds.dropVoid, drop, "PERMISSION_DENIED");
          const dropped = await executor.api.ok(http.refunds.dropVoid, drop);
          expect(dropped.voiding).toBeNull();
          const again = await executor.api.ok(http.refunds.requestVoid, ask(dropped));
          const approval = await story.voidApproval(approver, again);
          const other = await story.voidApproval(approver2, again);
          const forged = { ...approval, body: { ...approval.body, signature: other.body.signature } };
          await expectRefused(supervisor.api, http.refunds.approveVoid, forged, "SIGNATURE_INVALID");
          const approved = await supervisor.api.ok(http.refunds.approveVoid, approval);
          expect(approved.voiding?.approval).toMatchObject({ by: { name: supervisor.user.displayName } });

          const claim = await story.claim(payer, approved, "VOID");
          expect(claim.outbid).not.toBeNull();
          const nothing = { to: claim.slot.from, value: 0n, tip: 2n * 10n ** 9n };
          const register = (signed: Signed) => ({
            params: { id: due.id },
            body: {
              leaseId: claim.lease.leaseId,
              fencingToken: claim.lease.fencingToken,
              kind: "VOID" as const,
              ...signed,
            },
          });
          const paying = await story.sign(payer, claim, { ...nothing, value: 1n });
          await expectRefused(executor.api, http.refunds.registerAttempt, register(paying), "SIGNED_TX_MISMATCH");
          const empty = await story.sign(payer, claim, nothing);
          await executor.api.ok(http.refunds.registerAttempt, register(empty));
          const late = { ...drop, ifMatch: (await story.refund(due.id)).version };
          await expectRefused(executor.api, http.refunds.dropVoid, late, "REFUND_STATE");
          await story.chain.rpc("eth_sendRawTransaction", [empty.signedTx]);
          await story.chain.receipt(empty.txHash);
          await story.chain.mine(30);
          const ended = await story.refundIn(due.id, "VOID");
          expect(ended.attempts.map(({ kind, mined }) => [kind, mined !== null])).toEqual([
            ["PAYMENT", false],
            ["VOID", true],
          ]);
          expect(ended.txHash).toBe(bytes.txHash);
          expect(await story.chain.balanceOf("native", due.refundAddress)).toBe(before);
        });

        test("F28 a payment whose nonce went to another transaction is closed as unpaid, not before that one is final", async () => {
          const due = await story.approve(
            approver,
            await story.requestRefund(operator, await story.newCredited("ETH")),
          );
          const { claim } = await story.registered(payer, due);
          const elsewhere = await story.sign(payer, claim, { to: claim.slot.from, value: 1n });
          await story.chain.rpc("eth_sendRawTransaction", [elsewhere.signedTx]);
          const { blockNumber } = await story.chain.receipt(elsewhere.txHash);
          expect(BigInt(blockNumber)).toBeGreaterThan(0n);
          await story.chain.mine(claim.refund.confirmations?.required ?? 12);
          const lost = await story.refundIn(due.id, "NONCE_LOST");
          const close = async (seen: Refund) => ({
            params: { id: seen.id },
            ifMatch: seen.version,
            body: {
              evidence: "Found in the block that follows; it pays the key itself",
              stepUpToken: await story.stepUp(supervisor, "refund.close-unpaid", seen.id, seen.intentHash),
            },
          });
          await expectRefused(supervisor.api, http.refunds.closeUnpaid, await close(lost), "TX_MAY_STILL_CONFIRM");
          await story.chain.mine(30);
          const closed = await supervisor.api.ok(http.refunds.closeUnpaid, await close(await story.refund(due.id)));
          expect(closed).toMatchObject({
            status: "FAILED_ON_CHAIN",
            failure: { code: "CLOSED_UNPAID" },
            lockReleased: true,
          });
          expect(await story.deposit(due.depositId)).toMatchObject({ status: "CREDITED", activeRefundId: null });
        });

        test("fault 12 F36 I1 a payment that the service does not know of stops all others until two people settled it", async () => {
          const due = await story.approve(
            approver,
            await story.requestRefund(operator, await story.newCredited("ETH")),
          );
          const { address } = payer.wallet;
          const count = BigInt(await story.chain.rpc<string>("eth_getTransactionCount", [address, "latest"]));
          const send = async (nonce: bigint, change: { to?: string; value?: bigint } = {}) => {
            const slot = { chainId: due.intent.chainId, from: address, nonce: nonce.toString() };
            const limits = { maxFeePerGasWei: "50000000000", gasLimit: "30000" };
            const { signedTx, txHash } = await story.sign(payer, { intent: due.intent, slot, limits }, change);
            await story.chain.rpc("eth_sendRawTransaction", [signedTx]);
            await story.chain.receipt(txHash);
            return txHash;
          };
          // As a service restored from a backup sees it: paid, and never registered.
          const txHash = await send(count);
          await expectRefused(executor.api, http.refunds.claim, await story.claimRequest(payer, due), "NONCE_AHEAD");
          const params = { id: payer.signerId };
          const compare = () => auditor.api.ok(http.signers.compare, { params, query: { network: "DEVNET" } });
          expect((await compare()).findings).toMatchObject([{ txHash, refunds: [{ id: due.id }] }]);
          const adopted = await supervisor.api.ok(http.refunds.adopt, {
            params: { id: due.id },
            ifMatch: due.version,
            body: {
              txHash,
              evidence: "The journal of the workstation names it",
              stepUpToken: await story.stepUp(supervisor, "refund.adopt", due.id, due.intentHash),
            },
          });
          expect(adopted).toMatchObject({ status: "SIGNED", txHash, slot: { nonce: count.toString() } });
          await story.chain.mine(30);
          await story.refundIn(due.id, "COMPLETED");
          // And one that is nobody's refund.
          await send(count + 1n, { to: address, value: 1n });
          const found = await compare();
          expect(found.findings).toMatchObject([{ nonce: (count + 1n).toString(), refunds: [] }]);
          const { items } = await supervisor.api.ok(http.signers.list);
          const proposed = await supervisor.api.ok(http.signers.proposeSettlement, {
            params,
            ifMatch: items.find(({ id }) => id === payer.signerId)?.version ?? 0,
            body: { network: "DEVNET", below: found.next, remarks: "Moved by hand, to itself" },
          });
          const agree = async (by: Somebody) => ({
            ...{ params, ifMatch: proposed.version },
            body: { stepUpToken: await story.stepUp(by, "signer.settle", payer.signerId) },
          });
          const settle = http.signers.approveSettlement;
          await expectRefused(supervisor.api, settle, await agree(supervisor), "SELF_APPROVAL_FORBIDDEN");
          expect((await supervisor2.api.ok(settle, await agree(supervisor2))).settlement).toBeNull();
          expect((await compare()).findings).toEqual([]);
        });

        test("a payment key with a payment under way is not retired, and one without is", async () => {
          const next = await story.approve(
            approver,
            await story.requestRefund(operator, await story.newCredited("ETH")),
          );
          const claim = await story.claim(payer, next);
          const bytes = await story.sign(payer, claim);
          const { leaseId, fencingToken } = claim.lease;
          const body = { leaseId, fencingToken, kind: "PAYMENT" as const, ...bytes };
          await executor.api.ok(http.refunds.registerAttempt, { params: { id: next.id }, body });
          const { items } = await supervisor.api.ok(http.signers.list);
          const own = items.find(({ id }) => id === payer.signerId);
          const retire = {
            params: { id: payer.signerId },
            ifMatch: own?.version ?? 0,
            body: { remarks: "New workstation" },
          };
          await expectRefused(supervisor.api, http.signers.retire, retire, "SIGNER_HAS_OPEN_SLOTS");
          await expectRefused(
            executor.api,
            http.signers.approve,
            { ...retire, body: { stepUpToken: "none" } },
            "PERMISSION_DENIED",
          );

          const before = await story.chain.balanceOf("native", next.refundAddress);
          await story.chain.rpc("eth_sendRawTransaction", [bytes.signedTx]);
          await story.chain.receipt(bytes.txHash);
          await story.chain.mine(30);
          await story.refundIn(next.id, "COMPLETED");
          expect((await story.chain.balanceOf("native", next.refundAddress)) - before).toBe(
            BigInt(next.intent.amountBaseUnits),
          );
          // The slot stays open until its block is final, which the service sees at its next look.
          const retired = await until("the key can be retired", 20_000, async () => {
            await story.chain.mine(5);
            const answer = await supervisor.api.ask(http.signers.retire, retire);
            return answer.status === 200 ? answer : JSON.stringify(answer.body);
          });
          expect(supervisor.api.accept(http.signers.retire, retired).value.status).toBe("RETIRED");
          const again = { ...retire, ifMatch: (own?.version ?? 0) + 1 };
          await expectRefused(supervisor.api, http.signers.retire, again, "SIGNER_STATE");
          const late = await story.claimRequest(payer, next);
          await expectRefused(executor.api, http.refunds.claim, { ...late, ifMatch: 1 }, "REFUND_STATE");
        });
      });
    });
  }

  describe("guide, exception handling", () => {
    test("D19 D20 F7 F11 a reorganisation holds the refund, and once it is healed a supervisor releases it", async () => {
      await story.chain.mine(40);
      const record = await story.newRecord("ETH");
      const transfer = await story.transferOf(record);
      const send = () => story.chain.rpc<string>("eth_sendTransaction", [transfer]);
      const txHash = await send();
      await story.chain.mine(record.confirmations.required);
      const refund = await story.requestRefund(operator, await story.depositIn(record.id, "CREDITED"));
      await story.chain.reorg(record.confirmations.required + 4);
      await story.chain.mine();
      await story.depositIn(record.id, "REORG_ALERT");
      const held = await story.refundIn(refund.id, "ON_HOLD");
      const release = (seen: Refund) => ({
        params: { id: seen.id },
        ifMatch: seen.version,
        body: { remarks: "Mined again" },
      });
      await expectRefused(supervisor.api, http.refunds.releaseHold, release(held), "REFUND_STATE");
      expect(await send(), "the same transfer").toBe(txHash);
      await story.chain.mine(record.confirmations.required + 1);
      await story.depositIn(record.id, "CREDITED");
      const released = await supervisor.api.ok(http.refunds.releaseHold, release(await story.refund(refund.id)));
      expect(released).toMatchObject({ status: "PENDING_APPROVAL", approvals: [] });
    });
  });

  describe("the log and the contract as a whole", () => {
    test("R3.3 what a workstation refused by itself stands in the log, once for the same key", async () => {
      const body = {
        refusals: [
          {
            call: "refunds.execute",
            code: "SIGNER_PIN_WRONG",
            missingPermission: null,
            times: 2,
            at: new Date().toISOString(),
          },
        ],
        dropped: 0,
      };
      const key = crypto.randomUUID();
      expect(await operator.api.ok(http.audit.report, { body, key })).toEqual({ recorded: 1 });
      expect(await operator.api.ok(http.audit.report, { body, key })).toEqual({ recorded: 1 });
      const query = { action: "workstation.refused", entityId: operator.deviceId };
      const { items } = await auditor.api.ok(http.audit.list, { query });
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({ reasonCode: "SIGNER_PIN_WRONG", actor: { id: operator.user.id } });
    });

    test("R24.4 records that were taken along as a file stand in the log, once for the same key", async () => {
      const filter = `customer:${operator.deviceId.slice(0, 8)}`;
      const at = new Date().toISOString();
      const body = { at, format: "xlsx" as const, rows: 12, sha256: "ab".repeat(32), asOf: at, filter };
      const key = crypto.randomUUID();
      expect(await operator.api.ok(http.audit.reportExport, { body, key })).toEqual({ recorded: 1 });
      expect(await operator.api.ok(http.audit.reportExport, { body, key })).toEqual({ recorded: 1 });
      const query = { action: "records.exported", entityId: operator.deviceId };
      const { items } = await auditor.api.ok(http.audit.list, { query });
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({ remarks: filter, actor: { id: operator.user.id } });
      expect(items[0]?.after).toEqual({ at, format: "xlsx", rows: 12, sha256: "ab".repeat(32), asOf: at });
    });

    test("R16.3 the audit log's chain of hashes holds over everything above", async () => {
      const verified = await auditor.api.ok(http.audit.verify);
      expect(verified).toMatchObject({ ok: true, firstBadSeq: null });
      expect(verified.checked).toBeGreaterThan(100);
    });

    test("R16.3 the exported log holds without any service, and anybody may ask for its newest head", async () => {
      const page = await auditor.api.ok(http.audit.export, { query: {} });
      const { head } = page;
      const lines = [canonicalJson({ type: "deposit-desk/audit-export/1", head })];
      for (let { items } = page; items.length > 0;) {
        for (const item of items) lines.push(canonicalJson(item));
        ({ items } = await auditor.api.ok(http.audit.export, { query: { after: lines.length - 1, size: head.size } }));
      }
      expect(verifyAuditLog(`${lines.join("\n")}\n`, null)).toEqual({ ok: true, checked: head.size });
      const answer = await operator.api.ok(http.audit.head, { query: { since: head.size } });
      expect(answer.head).toMatchObject({ publicKey: head.publicKey });
      expect(answer.head?.size).toBeGreaterThanOrEqual(head.size);
    });

    test("R16.3 a restored log is taken over for one's workstation with a proof of who it is, once for each proof", async () => {
      const { head } = await auditor.api.ok(http.audit.export, { query: {} });
      const accepted = { size: head.size, at: head.at, rootHash: head.rootHash };
      const device = supervisor.deviceId;
      const stepUpToken = await story.stepUp(supervisor, "audit.accept-head", device);
      const body = {
        kept: { ...accepted, size: accepted.size + 1 },
        accepted,
        broken: "cut",
        remarks: REMARKS,
        stepUpToken,
      };
      expect(await supervisor.api.ok(http.audit.acceptHead, { body })).toEqual({ recorded: 1 });
      await expectRefused(supervisor.api, http.audit.acceptHead, { body }, "STEP_UP_REQUIRED");
      await expectRefused(operator.api, http.audit.acceptHead, { body }, "PERMISSION_DENIED");
    });

    test("every endpoint has answered as its contract says", async () => {
      const { items } = await operator.api.ok(http.addresses.list);
      expect(await operator.api.ok(http.addresses.get, { params: { id: items[0]?.id ?? "" } })).toEqual(items[0]);
      const networks = await operator.api.ok(http.configuration.networks);
      expect(networks.items.length).toBeGreaterThan(0);
      const missing = allEndpoints()
        .map(({ name }) => name)
        .filter((name) => !desk().answered.has(name) && !OUT_OF_REACH.has(name));
      expect(missing).toEqual([]);
    });
  });
}
