/** Every rule from the registered bytes to the end of a refund, alone: reports, sightings, replacements, withholding, closing. On books in memory. */
import { beforeEach, describe, expect, test } from "vitest";
import type { PersonActor } from "#central/context.ts";
import { applyRefundFacts } from "#central/refunds/applyRefundFacts.ts";
import { http } from "#shared/contract/http.ts";
import type { Attempt, Claim, Refund } from "#shared/contract/refund.ts";
import type { Permission } from "#shared/domain/permissions.ts";
import { isAppError } from "#shared/errors.ts";
import { memoryWorld, PAPER_NETWORK, PAYER } from "#tests/central/books/paperWorld.ts";

const ELSE = "00000000-0000-7000-8000-000000000099";
const TEN_MINUTES_MS = 600_000;
let world: ReturnType<typeof memoryWorld>;
beforeEach(() => {
  world = memoryWorld();
});

const refusal = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: unknown) => {
      if (!isAppError(error)) throw error;
      return error.code;
    },
  );
const also = (person: PersonActor, ...permissions: Permission[]): PersonActor => ({
  ...person,
  permissions: new Set([...person.permissions, ...permissions]),
});
const now = (refund: Pick<Refund, "id">) => world.refund(refund.id);
const rowOf = ({ id }: Pick<Refund, "id">) => world.memory.state.refunds.get(id);
const recordOf = ({ depositId }: Pick<Refund, "depositId">) => world.memory.state.deposits.get(depositId);

type Bytes = ReturnType<typeof world.sign>;
async function signed(index = 0): Promise<{ claimed: Claim; bytes: Bytes }> {
  const asked = await world.request(index);
  const once = await world.approve(asked);
  const claimed = await world.claim(once.status === "APPROVED" ? once : await world.approve(once, world.people.second));
  const bytes = world.sign(claimed);
  await world.register(claimed, bytes);
  return { claimed, bytes };
}
async function sent(index = 0) {
  const { claimed, bytes } = await signed(index);
  world.chain.send(bytes.signedTx);
  await world.report(claimed.refund.id, bytes.txHash, "ACCEPTED");
  return { claimed, bytes, refund: await now(claimed.refund) };
}
async function lost() {
  const { refund } = await sent();
  world.chain.evict();
  world.chain.spend(PAYER);
  world.chain.mine(3);
  await world.track();
  return now(refund);
}

describe("F16 F17 F18 F26 what nodes answered", () => {
  test("accepted is sent; a lost answer is unknown; a refusal moves nothing", async () => {
    const { claimed, bytes } = await signed();
    const { id } = claimed.refund;
    expect(await world.report(id, bytes.txHash, "REJECTED")).toMatchObject({ status: "SIGNED" });
    expect(rowOf(claimed.refund)?.broadcastAt).toBeNull();
    expect(await world.report(id, bytes.txHash, "UNKNOWN")).toMatchObject({ status: "BROADCAST_UNKNOWN" });
    expect(rowOf(claimed.refund)?.broadcastAt).toBeNull();
    expect(await world.report(id, bytes.txHash, "UNKNOWN")).toMatchObject({ status: "BROADCAST_UNKNOWN" });
    expect(await world.report(id, bytes.txHash, "ACCEPTED")).toMatchObject({ status: "BROADCAST" });
    expect(rowOf(claimed.refund)?.broadcastAt).toBe(world.clock.now());
    const [attempt] = (await now(claimed.refund)).attempts;
    expect(attempt?.broadcasts.map(({ result }) => result)).toEqual(["REJECTED", "UNKNOWN", "UNKNOWN", "ACCEPTED"]);
  });
  test("F16 a node that knew it already has it; the first time it was sent stays", async () => {
    const { claimed, bytes } = await signed();
    const say = (result: "ALREADY_KNOWN" | "ACCEPTED", error: string | null = null) =>
      world.memory.call(world.people.executor, http.refunds.reportBroadcast, {
        params: { id: claimed.refund.id, txHash: bytes.txHash },
        ifMatch: null,
        body: { result, node: "n", error },
      });
    const first = world.clock.now();
    expect(await say("ALREADY_KNOWN", "already known")).toMatchObject({ status: "BROADCAST" });
    world.clock.advance(TEN_MINUTES_MS);
    expect(await say("ACCEPTED")).toMatchObject({ status: "BROADCAST" });
    expect(rowOf(claimed.refund)?.broadcastAt).toBe(first);
  });
  test("F26 sending the same bytes again brings a dropped payment back, by an executor alone", async () => {
    const { refund, bytes } = await sent();
    world.chain.evict();
    await world.track();
    world.clock.advance(TEN_MINUTES_MS);
    await world.track();
    expect((await now(refund)).status).toBe("DROPPED");
    expect(await world.report(refund.id, bytes.txHash, "UNKNOWN")).toMatchObject({ status: "DROPPED" });
    expect(await world.report(refund.id, bytes.txHash, "ACCEPTED")).toMatchObject({ status: "BROADCAST" });
  });
  test("I2 nobody reports on bytes that were never registered, nor before any are", async () => {
    const claimed = await world.claim(await world.approve(await world.request(0)));
    expect(await refusal(world.report(claimed.refund.id, `0x${"1".repeat(64)}`, "ACCEPTED"))).toBe("TX_HASH_MISMATCH");
    const bytes = world.sign(claimed);
    await world.memory.asSystem(async ({ books }) =>
      books.insertAttempt({
        ...bytes,
        id: claimed.lease.leaseId,
        refundId: claimed.refund.id,
        kind: "PAYMENT",
        nonce: 0n,
        maxFeeWei: "1",
        by: { id: world.people.executor.userId, name: "Executor" },
        fencingToken: 1,
        at: world.clock.now(),
        broadcasts: [],
      }),
    );
    expect(await refusal(world.report(claimed.refund.id, bytes.txHash, "ACCEPTED"))).toBe("REFUND_STATE");
  });
  test("the last fifty reports are kept", async () => {
    const { claimed, bytes } = await signed();
    for (let index = 0; index < 52; index += 1)
      await world.report(claimed.refund.id, bytes.txHash, index === 1 ? "UNKNOWN" : "REJECTED");
    const [attempt] = (await now(claimed.refund)).attempts;
    expect(attempt?.broadcasts).toHaveLength(50);
    expect(attempt?.broadcasts.every(({ result }) => result === "REJECTED")).toBe(true);
  });
});

describe("F20 to F34 what the chain did", () => {
  test("F20 F31 D22 mined, confirmed, completed; the record becomes Refunded and the lock is gone", async () => {
    const { refund, bytes } = await sent();
    world.chain.mine(2);
    await world.track();
    expect(await now(refund)).toMatchObject({ status: "CONFIRMING", confirmations: { current: 2, required: 3 } });
    expect(recordOf(refund)).toMatchObject({ status: "CREDITED", refundBadge: "Refund confirming 2/3" });
    world.chain.mine(1);
    await world.track();
    const done = await now(refund);
    expect(done).toMatchObject({
      status: "COMPLETED",
      lease: null,
      attempts: [{ txHash: bytes.txHash, mined: { status: 1 } }],
    });
    expect(recordOf(refund)).toMatchObject({ status: "REFUNDED", refundedAmount: "5", refundBadge: null });
  });
  test("F20 where its attempt is mined is written down once for each block", async () => {
    const { refund, bytes } = await sent();
    world.chain.mine(1);
    await world.track();
    const marked = async () => (await now(refund)).attempts[0]?.mined;
    const first = await marked();
    expect(first).toEqual({
      blockNumber: "2",
      blockHash: first?.blockHash,
      status: 1,
      feeWei: (await world.chain.receipt(bytes.txHash))?.feeWei.toString(),
      at: (await world.chain.blockAt(2n))?.at,
    });
    expect(first?.blockHash).toBe((await world.chain.blockAt(2n))?.hash);
    const row = () => world.memory.state.attempts.values().next().value;
    const before = row();
    world.chain.mine(1);
    await world.track();
    expect(row()).toBe(before);
    world.chain.reorganise(2, "WAITS");
    await world.track();
    expect(await marked()).toBeNull();
    world.chain.mine(2);
    await world.track();
    const again = await marked();
    expect(again?.blockHash).toBe((await world.chain.blockAt(BigInt(again?.blockNumber ?? "0")))?.hash);
    expect(again?.blockHash).not.toBe(first?.blockHash);
  });
  test("R20.6 what becomes of the rest is written down with the record", async () => {
    const asked = await world.request(0, { amount: "4" });
    const claimed = await world.claim(await world.approve(asked));
    const bytes = world.sign(claimed);
    await world.register(claimed, bytes);
    world.chain.send(bytes.signedTx);
    world.chain.mine(3);
    await world.track();
    expect(recordOf(asked)).toMatchObject({ status: "REFUNDED", refundedAmount: "4" });
    expect(world.memory.state.history.at(-1)).toMatchObject({
      action: "deposit.refunded",
      detail: { refundNo: asked.refundNo, amount: "4", remainder: "FEE", txHash: bytes.txHash },
    });
  });
  test("F24 facts that were read before another attempt was registered decide nothing", async () => {
    const { refund } = await sent();
    const facts = { head: 9n, required: 3, attempts: [], mined: null, known: false, nonceTaken: true, final: false };
    const left = await world.memory.asSystem((context) => applyRefundFacts(context, refund, facts, 0));
    expect(left).toMatchObject({ status: "BROADCAST", version: refund.version });
  });
  test("D23 F32 a completed payment that the chain drops is open again, and its record Credited", async () => {
    const { refund } = await sent();
    world.chain.mine(3);
    await world.track();
    world.chain.reorganise(4, "WAITS");
    await world.track();
    expect(await now(refund)).toMatchObject({ status: "BROADCAST", attempts: [{ mined: null }] });
    expect(recordOf(refund)).toMatchObject({ status: "CREDITED", refundedAmount: null });
    const undone = world.memory.state.history.findLast(({ action }) => action.startsWith("deposit."));
    expect(undone).toMatchObject({
      fromStatus: "REFUNDED",
      detail: { refundNo: refund.refundNo, txHash: refund.attempts[0]?.txHash },
    });
    world.chain.mine(3);
    await world.track();
    expect(recordOf(refund)).toMatchObject({ status: "REFUNDED", refundedAmount: "5" });
  });
  test("D22 a record that is under a reorganisation alarm becomes Refunded when that is over", async () => {
    const { refund } = await sent();
    const is = (status: "CREDITED" | "REORG_ALERT") =>
      world.memory.asSystem(async ({ books }) => {
        const row = await books.deposit(refund.depositId);
        if (row) await books.updateDeposit(row.id, row.version, { status, version: row.version + 1 });
      });
    await is("REORG_ALERT");
    world.chain.mine(3);
    await world.track();
    expect(await now(refund)).toMatchObject({ status: "COMPLETED" });
    expect(recordOf(refund)?.status).toBe("REORG_ALERT");
    world.chain.reorganise(4, "WAITS");
    await world.track();
    expect((await now(refund)).status).toBe("BROADCAST");
    expect(recordOf(refund)?.status).toBe("REORG_ALERT");
    await is("CREDITED");
    world.chain.mine(3);
    await world.track();
    expect(recordOf(refund)?.status).toBe("REFUNDED");
  });
  test("I8 a receipt whose block is not the chain's any more counts for nothing, but the payment is known", async () => {
    const { refund } = await sent();
    world.chain.mine(3);
    const blocks = world.chain.blockAt;
    for (const gone of [null, `0x${"9".repeat(64)}`]) {
      world.chain.blockAt = async (height) => {
        const block = await blocks(height);
        return block && gone !== null ? { ...block, hash: gone } : null;
      };
      world.clock.advance(TEN_MINUTES_MS);
      await world.track();
      expect(await now(refund)).toMatchObject({
        status: "BROADCAST",
        confirmations: null,
        attempts: [{ mined: null }],
      });
    }
    world.chain.blockAt = blocks;
    await world.track();
    expect(await now(refund)).toMatchObject({ status: "COMPLETED" });
  });
  test("F21 a reverted payment frees the record once it is final", async () => {
    const { refund, bytes } = await sent();
    world.chain.spoil(bytes.txHash, { status: 0 });
    world.chain.mine(3);
    await world.track();
    expect(await now(refund)).toMatchObject({ status: "FAILED_ON_CHAIN", lockReleased: false, lease: null });
    expect(recordOf(refund)?.activeRefundId).toBe(refund.id);
    world.chain.mine(3);
    await world.track();
    expect(await now(refund)).toMatchObject({ lockReleased: true });
    expect(recordOf(refund)?.activeRefundId).toBeNull();
  });
  test("F33 I1 a receipt that says something else raises an alarm, in the log too, and the lock stays", async () => {
    const { refund, bytes } = await sent();
    world.chain.spoil(bytes.txHash, { to: `0x${"c3".repeat(20)}` });
    world.chain.mine(9);
    await world.track();
    await world.track();
    expect(await now(refund)).toMatchObject({ status: "BROADCAST", failure: { code: "PAID_DIFFERENTLY" } });
    const alarms = world.memory.state.auditEvents.filter(({ action }) => action === "refund.alarm");
    const { failure } = await now(refund);
    expect(alarms).toMatchObject([
      {
        reasonCode: "PAID_DIFFERENTLY",
        entity: "refund",
        entityId: refund.id,
        entityNo: refund.refundNo,
        fromStatus: "BROADCAST",
        toStatus: "BROADCAST",
      },
    ]);
    const told = world.memory.state.history.filter(({ action }) => action === "refund.alarm");
    expect(told).toMatchObject([{ depositId: refund.depositId, detail: { finding: failure?.detail } }]);
    expect(recordOf(refund)?.activeRefundId).toBe(refund.id);
  });
  test("F23 the nonce was used by another: deep enough, and not before", async () => {
    const { refund } = await sent();
    world.chain.evict();
    world.chain.spend(PAYER);
    world.chain.mine(1);
    await world.track();
    expect((await now(refund)).status).toBe("BROADCAST");
    world.chain.mine(1);
    await world.track();
    expect((await now(refund)).status).toBe("NONCE_LOST");
  });
  test("I8 where the network calls blocks finalized, their word counts and not the depth", async () => {
    world.memory.put.network({ ...world.rows.network, finality: "FINALIZED" });
    let finalized: bigint | null = null;
    world.chain.finalizedNumber = async () => finalized;
    const { refund, bytes } = await sent();
    world.chain.spoil(bytes.txHash, { status: 0 });
    world.chain.mine(9);
    await world.track();
    expect(await now(refund)).toMatchObject({ status: "FAILED_ON_CHAIN", lockReleased: false });
    finalized = 1n;
    world.chain.mine(1);
    await world.track();
    expect((await now(refund)).lockReleased).toBe(false);
    finalized = 2n;
    world.chain.mine(1);
    await world.track();
    expect((await now(refund)).lockReleased).toBe(true);
  });
});

describe("R21.6 a workstation's sighting makes the service look for itself", () => {
  const sighting = (refund: Refund, txHash: string, change: object = {}) =>
    world.memory.call(world.people.executor, http.refunds.reportObservation, {
      params: { id: refund.id, txHash },
      ifMatch: null,
      body: {
        blockNumber: "2",
        blockHash: `0x${"2".padStart(64, "0")}`,
        confirmations: 1,
        node: "n",
        ...change,
      } as never,
    });
  test("what our own nodes see is applied; what they do not, is refused", async () => {
    const { refund, bytes } = await sent();
    expect(await refusal(sighting(refund, `0x${"1".repeat(64)}`))).toBe("TX_HASH_MISMATCH");
    expect(await refusal(sighting(refund, bytes.txHash, { confirmations: 3 }))).toBe("CONFIRMATIONS_INSUFFICIENT");
    expect(await sighting(refund, bytes.txHash)).toMatchObject({ status: "BROADCAST" });
    world.chain.mine(1);
    expect(await refusal(sighting(refund, bytes.txHash, { blockHash: `0x${"9".repeat(64)}` }))).toBe("REORG_DETECTED");
    expect(await refusal(sighting(refund, bytes.txHash, { confirmations: 3 }))).toBe("CONFIRMATIONS_INSUFFICIENT");
    expect(await sighting(refund, bytes.txHash, { confirmations: 2 })).toMatchObject({ status: "CONFIRMING" });
    world.chain.mine(2);
    expect(await sighting(refund, bytes.txHash, { confirmations: 3 })).toMatchObject({ status: "COMPLETED" });
  });
  test("a chain that cannot be asked says so", async () => {
    const { refund, bytes } = await sent();
    world.chain.head = async () => {
      throw Object.assign(new Error("gone"));
    };
    await expect(sighting(refund, bytes.txHash)).rejects.toThrow();
  });
});

describe("F24 F25 I9 a second transaction on the one slot", () => {
  async function claiming(refund: Refund, purpose: Attempt["kind"], change: object = {}, by = world.people.executor) {
    const of = { action: "refund.claim", resourceId: refund.id, intentHash: refund.intentHash } as const;
    return world.memory.call(by, http.refunds.claim, {
      params: { id: refund.id },
      ifMatch: refund.version,
      body: {
        workstationId: by.workstationId,
        signerId: world.rows.signer.id,
        purpose,
        stepUpToken: await world.memory.stepUp(by, of),
        ...change,
      },
    });
  }
  const withheld = async (refund: Refund) => world.approveVoid(await world.requestVoid(refund));

  test("F24 the same payment with a higher fee: what it must outbid is told, and what it may cost", async () => {
    const { refund, claimed } = await sent();
    const again = await claiming(refund, "FEE_BUMP");
    expect(again).toMatchObject({
      slot: claimed.slot,
      outbid: { maxFeePerGasWei: "10", maxPriorityFeePerGasWei: "10" },
    });
    expect(again.limits.gasLimit).toBe("25200");
    expect(await refusal(world.register(again, world.sign(again, { fee: "10" }), "FEE_BUMP"))).toBe(
      "SIGNED_TX_MISMATCH",
    );
    expect(await refusal(world.register(again, world.sign(again, { fee: "11", to: PAYER }), "FEE_BUMP"))).toBe(
      "SIGNED_TX_MISMATCH",
    );
    const bumped = world.sign(again, { fee: "11" });
    expect(await world.register(again, bumped, "FEE_BUMP")).toMatchObject({ kind: "FEE_BUMP", nonce: "0" });
    expect((await now(refund)).status).toBe("BROADCAST");
    world.chain.send(bumped.signedTx);
    world.chain.mine(3);
    await world.track();
    expect(await now(refund)).toMatchObject({ status: "COMPLETED", txHash: bumped.txHash });
    expect(world.chain.paid().filter(({ from }) => from === PAYER)).toHaveLength(1);
  });
  test("F24 a node's estimate sets the gas anew; without one it is that of the attempt before, within the cap", async () => {
    const { refund } = await sent();
    const estimating = (gas: bigint | null) => {
      world.chain.simulateTransfer = async () => ({ ok: true, refused: false, detail: "", gas });
    };
    estimating(50_000n);
    const estimated = await claiming(refund, "FEE_BUMP");
    expect(estimated.limits.gasLimit).toBe("60000");
    estimating(null);
    const cap = BigInt(estimated.intent.feeCapWei);
    expect((await claiming(estimated.refund, "FEE_BUMP")).limits).toEqual({
      gasLimit: "21000",
      maxFeePerGasWei: (cap / 21_000n).toString(),
    });
  });
  test("F26 a dropped payment stays Dropped until a node takes the new bytes", async () => {
    const { refund } = await sent();
    world.chain.evict();
    await world.track();
    world.clock.advance(TEN_MINUTES_MS);
    await world.track();
    const again = await claiming(await now(refund), "FEE_BUMP");
    const bumped = world.sign(again, { fee: "12" });
    await world.register(again, bumped, "FEE_BUMP");
    expect((await now(refund)).status).toBe("DROPPED");
    expect(await world.report(refund.id, bumped.txHash, "ACCEPTED")).toMatchObject({ status: "BROADCAST" });
  });
  test("F24 I12 what may not be paid any more is not helped along", async () => {
    const { refund } = await sent();
    const again = await claiming(refund, "FEE_BUMP");
    world.memory.put.address({ ...world.rows.address, status: "REVOKED" });
    expect(await refusal(world.register(again, world.sign(again, { fee: "12" }), "FEE_BUMP"))).toBe("REFUND_STATE");
    expect(await refusal(claiming(await now(refund), "FEE_BUMP"))).toBe("REFUND_ADDRESS_NOT_VERIFIED");
  });
  test.each(["FEE_BUMP", "VOID"] as const)(
    "I3 I13 %s: by another than the maker, with the slot's own key, alone",
    async (purpose) => {
      const { refund } = await sent();
      const ready = purpose === "VOID" ? await withheld(refund) : refund;
      const maker = also(
        { ...world.people.maker, workstationId: world.people.executor.workstationId },
        "Refund.Execute",
      );
      expect(await refusal(claiming(ready, purpose, {}, maker))).toBe("REFUND_CLAIMED");
      world.clock.advance(60_000);
      expect(await refusal(claiming(ready, purpose, {}, maker))).toBe("EXECUTOR_IS_REQUESTER");
      expect(await refusal(claiming({ ...ready, version: 1 }, purpose))).toBe("VERSION_MISMATCH");
      expect(await refusal(claiming(ready, purpose, { signerId: ELSE }))).toBe("SIGNER_NOT_APPROVED");
      expect(await refusal(claiming(ready, purpose, { stepUpToken: "none" }))).toBe("STEP_UP_REQUIRED");
      const other = world.memory.put.signer({
        address: `0x${"a2".repeat(20)}`,
        executorId: world.people.executor.userId,
        workstationId: world.people.executor.workstationId,
        networks: [PAPER_NETWORK],
      });
      expect(await refusal(claiming(ready, purpose, { signerId: other.id }))).toBe("SIGNER_NOT_APPROVED");
      const claimed = await claiming(ready, purpose);
      expect(claimed.lease.fencingToken).toBe(2);
      const elsewhere = { ...world.people.executor, workstationId: ELSE };
      expect(await refusal(claiming(claimed.refund, purpose, {}, elsewhere))).toBe("REFUND_CLAIMED");
      expect(await refusal(claiming(claimed.refund, purpose))).toBeNull();
    },
  );
  test("I8 a fee is not raised for a deposit whose block is gone", async () => {
    const { refund } = await sent();
    const receipts = world.chain.receipt;
    world.chain.receipt = async (hash) => (hash.startsWith("0xd") ? null : receipts(hash));
    expect(await refusal(claiming(refund, "FEE_BUMP"))).toBe("REORG_DETECTED");
  });
  test("a payment that is mined is neither raised nor withheld", async () => {
    const { refund } = await sent();
    world.chain.mine(1);
    await world.track();
    const confirming = await now(refund);
    expect(await refusal(claiming(confirming, "FEE_BUMP"))).toBe("REFUND_STATE");
    expect(await refusal(world.requestVoid(confirming))).toBe("REFUND_STATE");
  });

  describe("F25 withholding", () => {
    test("one asks, another approves; the slot is used up and nobody is paid", async () => {
      const { refund } = await sent();
      const asked = await world.requestVoid(refund);
      expect(asked.voiding).toMatchObject({ requestedBy: { id: world.people.executor.userId }, approval: null });
      expect(await refusal(claiming(asked, "VOID"))).toBe("REFUND_STATE");
      const agreed = await world.approveVoid(asked, world.people.second, "He called me too");
      expect(agreed.voiding?.approval).toMatchObject({
        by: { id: world.people.second.userId },
        comment: "He called me too",
      });
      expect(world.memory.state.history.at(-1)).toMatchObject({
        action: "refund.void_approved",
        remarks: "He called me too",
        detail: { from: PAYER, nonce: "0", askedBy: "Executor" },
      });
      const claimed = await claiming(agreed, "VOID");
      expect(claimed.limits.gasLimit).toBe("21000");
      expect(
        await refusal(world.register(claimed, world.sign(claimed, { fee: "20", to: PAYER, value: "1" }), "VOID")),
      ).toBe("SIGNED_TX_MISMATCH");
      const nothing = world.sign(claimed, { fee: "20", to: PAYER, value: "0" });
      await world.register(claimed, nothing, "VOID");
      expect(await refusal(world.dropVoid(await now(refund)))).toBe("REFUND_STATE");
      world.chain.send(nothing.signedTx);
      world.chain.mine(3);
      await world.track();
      expect(await now(refund)).toMatchObject({ status: "VOID", lockReleased: false, lease: null });
      world.chain.mine(3);
      await world.track();
      expect(recordOf(refund)).toMatchObject({ status: "CREDITED", activeRefundId: null });
      expect(world.chain.paid().filter(({ from, value }) => from === PAYER && value !== "0")).toEqual([]);
    });
    test("I3 nobody approves what he asked for; the second person's key and signature must be right", async () => {
      const { refund } = await sent();
      const asked = await world.requestVoid(refund);
      expect(await refusal(world.requestVoid(asked))).toBe("REFUND_STATE");
      expect(await refusal(world.approveVoid(asked, also(world.people.executor, "Refund.VoidApprove")))).toBe(
        "SELF_APPROVAL_FORBIDDEN",
      );
      expect(await refusal(world.approveVoid(asked, also(world.people.watcher, "Refund.VoidApprove")))).toBe(
        "DEVICE_KEY_UNKNOWN",
      );
      expect(await refusal(world.approveVoid({ ...asked, intentHash: "0".repeat(64) }))).toBe("SIGNATURE_INVALID");
      expect(await refusal(world.approveVoid({ ...asked, slot: null }))).toBe("SIGNATURE_INVALID");
      expect(await refusal(world.approveVoid({ ...asked, version: 1 }))).toBe("VERSION_MISMATCH");
      const [, key] = world.rows.keys;
      if (!key) throw new Error("the second approver has a key");
      world.memory.put.deviceKey({ ...key, status: "REVOKED" });
      expect(await refusal(world.approveVoid(asked))).toBe("DEVICE_KEY_UNKNOWN");
      world.memory.put.deviceKey(key);
      const agreed = await world.approveVoid(asked);
      expect(await refusal(world.approveVoid(agreed))).toBe("REFUND_STATE");
      world.memory.put.deviceKey({ ...key, status: "REVOKED" });
      expect(await refusal(claiming(agreed, "VOID"))).toBe("REFUND_STATE");
      world.memory.put.deviceKey({ ...key, userId: ELSE });
      expect(await refusal(claiming(agreed, "VOID"))).toBe("REFUND_STATE");
      world.memory.put.deviceKey({ ...key, publicKey: "7".repeat(64) });
      expect(await refusal(claiming(agreed, "VOID"))).toBe("REFUND_STATE");
    });
    test("I3 an approval that is not what its key signed counts nothing, however it came into the books", async () => {
      const { refund } = await sent();
      const agreed = await withheld(refund);
      const patch = (voiding: unknown) =>
        world.memory.asSystem(async ({ books }) => {
          const row = await books.refund(refund.id);
          if (row)
            await books.updateRefund(row.id, row.version, { voiding: voiding as never, version: row.version + 1 });
        });
      const { voiding } = agreed;
      for (const wrong of [
        { ...voiding, requestedBy: { id: world.people.second.userId, name: "Second" } },
        { ...voiding, requestedBy: { id: ELSE, name: "Other" } },
        { ...voiding, approval: { ...voiding?.approval, signature: "x" } },
        { ...voiding, approval: { ...voiding?.approval, deviceKeyId: ELSE } },
      ]) {
        await patch(wrong);
        expect(await refusal(claiming(await now(refund), "VOID"))).toBe("REFUND_STATE");
      }
      await patch(voiding);
      expect(await refusal(claiming(await now(refund), "VOID"))).toBeNull();
    });
    test("F25 it is dropped by whoever may, as long as nothing is signed", async () => {
      const { refund } = await sent();
      expect(await refusal(world.dropVoid(refund))).toBe("REFUND_STATE");
      const asked = await world.requestVoid(refund);
      expect(await refusal(world.dropVoid({ ...asked, version: 1 }))).toBe("VERSION_MISMATCH");
      expect((await world.dropVoid(asked)).voiding).toBeNull();
    });
    test("L2 the slot of a refund that ended unsigned is voided, and the key is free again", async () => {
      const claimed = await world.claim(await world.approve(await world.request(0)));
      await world.release(claimed);
      world.clock.advance(5 * 3_600_000);
      await world.memory.expireRefunds();
      const expired = await now(claimed.refund);
      expect(expired.status).toBe("EXPIRED");
      const void_ = await claiming(await withheld(expired), "VOID");
      expect(await refusal(world.register(void_, world.sign(void_)))).toBe("REFUND_STATE");
      expect(world.memory.state.attempts.size).toBe(0);
      const nothing = world.sign(void_, { fee: "20", to: PAYER, value: "0" });
      await world.register(void_, nothing, "VOID");
      world.chain.send(nothing.signedTx);
      world.chain.mine(6);
      await world.track();
      expect(await now(expired)).toMatchObject({
        status: "EXPIRED",
        attempts: [{ kind: "VOID", mined: { status: 1 } }],
      });
      expect(rowOf(expired)?.finalAt).not.toBeNull();
      expect(await refusal(signed(2))).toBeNull();
    });
  });

  describe("F28 closed as unpaid", () => {
    test("once the other transaction is final, by another than the maker, with a fresh proof", async () => {
      const refund = await lost();
      expect(refund.status).toBe("NONCE_LOST");
      expect(await refusal(world.closeUnpaid(refund))).toBe("TX_MAY_STILL_CONFIRM");
      world.memory.put.network({ ...world.rows.network, finalityDepth: 1_000 });
      world.chain.mine(3);
      expect(await refusal(world.closeUnpaid(refund))).toBe("TX_MAY_STILL_CONFIRM");
      world.memory.put.network(world.rows.network);
      expect(await refusal(world.closeUnpaid(refund, also(world.people.maker, "Refund.Approve")))).toBe(
        "SELF_APPROVAL_FORBIDDEN",
      );
      expect(await refusal(world.closeUnpaid({ ...refund, version: 1 }))).toBe("VERSION_MISMATCH");
      expect(await refusal(world.closeUnpaid({ ...refund, intentHash: "0".repeat(64) }))).toBe("STEP_UP_REQUIRED");
      const closed = await world.closeUnpaid(refund);
      expect(closed).toMatchObject({
        status: "FAILED_ON_CHAIN",
        lockReleased: true,
        lease: null,
        failure: { code: "CLOSED_UNPAID" },
        ended: { remarks: "Another transaction has the nonce" },
      });
      expect(world.memory.state.history.at(-1)).toMatchObject({ detail: { nonce: "0", from: PAYER } });
      expect(recordOf(refund)?.activeRefundId).toBeNull();
    });
    test("not while a node knows the payment, and never once it is mined", async () => {
      const refund = await lost();
      world.chain.mine(9);
      const [attempt] = [...world.memory.state.attempts.values()];
      const known = world.chain.transaction;
      world.chain.transaction = async (hash) =>
        hash === attempt?.txHash
          ? { hash, from: PAYER, to: PAYER, nonce: 0n, value: 0n, input: "0x", blockNumber: null, blockHash: null }
          : null;
      expect(await refusal(world.closeUnpaid(refund))).toBe("TX_MAY_STILL_CONFIRM");
      world.chain.transaction = known;
      expect(await refusal(world.closeUnpaid(await sent(2).then(({ refund: other }) => other)))).toBe("REFUND_STATE");
    });
    test("I8 where the network calls blocks finalized, nothing is closed before it does", async () => {
      world.memory.put.network({ ...world.rows.network, finality: "FINALIZED" });
      let finalized: bigint | null = null;
      world.chain.finalizedNumber = async () => finalized;
      const refund = await lost();
      world.chain.mine(20);
      expect(await refusal(world.closeUnpaid(refund))).toBe("TX_MAY_STILL_CONFIRM");
      finalized = 1n;
      expect(await refusal(world.closeUnpaid(refund))).toBe("TX_MAY_STILL_CONFIRM");
      finalized = 9n;
      expect(await refusal(world.closeUnpaid(refund))).toBeNull();
    });
  });
});
