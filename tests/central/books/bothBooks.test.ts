/** One suite for both kinds of books: the same answers, the same refusals, the same log to the last byte. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Books } from "#central/books/Books.ts";
import type { NewRefundRow } from "#central/refunds/toRefund.ts";
import { databaseErrorOf, isUniqueViolation } from "#central/store/inTransaction.ts";
import { type BooksUnderTest, onEmbedded, onMemory, onServer } from "./bothBooks.ts";
import { PAYER } from "./paperWorld.ts";
import { randomLife } from "./randomLife.ts";

const ID = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
const AT = "2026-11-22T03:00:00.000Z";

/** One world for all tests of a kind: each takes ids of its own, and what it writes is taken back. */
describe.each([
  ["memory", onMemory],
  ["the embedded database", onEmbedded],
  ["PostgreSQL", onServer],
] as const)("books in %s", (_name, open) => {
  let under: BooksUnderTest;
  beforeAll(async () => {
    under = await open();
  });
  afterAll(() => under.stop());

  class TakenBack extends Error {}
  /** Carries out `work` in a transaction that leaves nothing behind; throws what it throws. */
  async function tried(work: (books: Books) => Promise<unknown>): Promise<void> {
    const done = under.write(async (books) => {
      await work(books);
      throw new TakenBack();
    });
    await done.catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error;
    });
  }
  const refusal = (work: (books: Books) => Promise<unknown>) =>
    tried(work).then(
      () => null,
      (error: unknown) => error,
    );
  const depositId = (index = 0) => under.rows.deposits[index]?.id ?? "";
  const aRefund = (number: number, change: Partial<NewRefundRow> = {}): NewRefundRow => ({
    ...({
      id: ID(number),
      refundNo: `RF-20261122-9${String(number).padStart(5, "0")}`,
      depositId: depositId(),
      recordNo: "DP-20261122-000001",
      customerNo: "C10001",
      customerName: "Client",
      status: "PENDING_APPROVAL",
      kind: "CUSTOMER_REQUEST",
      refundAddressId: under.rows.address.id,
      refundAddress: under.rows.address.address,
      network: "DEVNET",
      currency: "ETH",
      amount: "5",
      depositAmount: "5",
      reason: "asked",
      identityCheck: {} as never,
      simulation: { ok: true, detail: "", at: AT },
      requestedById: under.rows.people.maker.userId,
      requestedByName: "Maker",
      requestedAt: AT,
      requiredApprovals: 1,
      intent: {} as never,
      intentHash: "0".repeat(64),
      createdAt: AT,
      updatedAt: AT,
      version: 1,
    } as const),
    ...change,
  });
  const aSlot = (refundId: string, nonce: bigint) => ({
    refundId,
    signerId: under.rows.signer.id,
    chainId: 31337,
    fromAddress: PAYER,
    nonce,
    allocatedAt: AT,
  });
  const anAttempt = (number: number, refundId: string, change: { txHash?: string; at?: string } = {}) => ({
    id: ID(number),
    refundId,
    kind: "PAYMENT" as const,
    txHash: change.txHash ?? `0x${String(number).padStart(64, "0")}`,
    nonce: 0n,
    maxFeeWei: "1",
    signedTx: "0x01",
    by: { id: under.rows.people.executor.userId, name: "Executor" },
    fencingToken: 1,
    at: change.at ?? AT,
    broadcasts: [],
  });

  test("a new row comes back with what it left out filled in, and is read the same", async () => {
    await tried(async (books) => {
      const row = await books.insertRefund(aRefund(1));
      expect(row).toMatchObject({ finalAt: null, lockReleased: false, fencingToken: 0, leaseId: null, txHash: null });
      expect(await books.refund(ID(1))).toEqual(row);
      expect(await books.refundHoldingLock(depositId())).toEqual(row);
      expect(await books.waitingRefunds("ALL")).toEqual([{ id: ID(1), depositId: depositId() }]);
    });
    expect(await under.store.refund(ID(1))).toBeNull();
    expect(await under.store.waitingRefunds("ALL")).toEqual([]);
  });

  test("an error leaves nothing behind: rows, numbers, log and history are as before", async () => {
    const before = await under.log();
    const counts = { events: before.events.length, history: before.history.length };
    await tried(async (books) => {
      await books.insertRefund(aRefund(1));
      await books.insertSlot(aSlot(ID(1), 0n));
      await books.updateDeposit(depositId(), 1, { refundBadge: "x", version: 2 });
      expect(await books.nextNumber("RF", "20270101")).toBe(1);
      expect(await books.nextNumber("RF", "20270101")).toBe(2);
    });
    expect(await under.store.deposit(depositId())).toMatchObject({ refundBadge: null, version: 1 });
    expect(await under.store.slots([ID(1)])).toEqual([]);
    expect(await under.store.lastNonce(31337, PAYER)).toBeNull();
    const after = await under.log();
    expect({ events: after.events.length, history: after.history.length }).toEqual(counts);
    await tried(async (books) => expect(await books.nextNumber("RF", "20270101")).toBe(1));
  });

  test("the refund lock: one refund of a deposit holds it, until it is released", async () => {
    const second = await refusal(async (books) => {
      await books.insertRefund(aRefund(1));
      await books.insertRefund(aRefund(2));
    });
    expect(isUniqueViolation(second, "refunds_lock")).toBe(true);
    const reopened = await refusal(async (books) => {
      await books.insertRefund(aRefund(1, { status: "FAILED_ON_CHAIN", lockReleased: true }));
      await books.insertRefund(aRefund(2));
      await books.updateRefund(ID(1), 1, { status: "CONFIRMING", version: 2 });
    });
    expect(isUniqueViolation(reopened, "refunds_lock")).toBe(true);
    const held = await refusal(async (books) => {
      await books.insertRefund(aRefund(1, { status: "FAILED_ON_CHAIN" }));
      await books.insertRefund(aRefund(2));
    });
    expect(isUniqueViolation(held, "refunds_lock")).toBe(true);
    const sameNumber = await refusal(async (books) => {
      const { refundNo } = await books.insertRefund(aRefund(1));
      await books.insertRefund(aRefund(2, { depositId: depositId(1), refundNo }));
    });
    expect(isUniqueViolation(sameNumber, "refunds_no")).toBe(true);
  });

  test("I9 one slot a refund, a nonce once, and nothing for a refund that is not there", async () => {
    const twice = await refusal(async (books) => {
      await books.insertRefund(aRefund(1));
      await books.insertSlot(aSlot(ID(1), 7n));
      await books.insertSlot(aSlot(ID(1), 8n));
    });
    expect(isUniqueViolation(twice, "refund_slots_pkey")).toBe(true);
    const sameNonce = await refusal(async (books) => {
      await books.insertRefund(aRefund(1));
      await books.insertRefund(aRefund(2, { depositId: depositId(1) }));
      await books.insertSlot(aSlot(ID(1), 7n));
      await books.insertSlot(aSlot(ID(2), 7n));
    });
    expect(isUniqueViolation(sameNonce, "refund_slots_nonce")).toBe(true);
    const nobodys = await refusal((books) => books.insertSlot(aSlot(ID(9), 7n)));
    expect(databaseErrorOf(nobodys)?.code).toBe("23503");
    await tried(async (books) => {
      await books.insertRefund(aRefund(1));
      await books.insertRefund(aRefund(2, { depositId: depositId(1) }));
      await books.insertSlot(aSlot(ID(1), 70n));
      await books.insertSlot(aSlot(ID(2), 8n));
      expect(await books.lastNonce(31337, PAYER)).toBe(70n);
      expect(await books.lastNonce(1, PAYER)).toBeNull();
      const { id: signerId } = under.rows.signer;
      expect((await books.unusedSlots(signerId)).map(({ id }) => id)).toEqual([ID(2), ID(1)]);
      await books.insertAttempt(anAttempt(21, ID(2)));
      expect((await books.unusedSlots(signerId)).map(({ id }) => id)).toEqual([ID(1)]);
      const begun = await books.paymentsSince(signerId, AT);
      expect(begun.map(({ network, currency, amount }) => `${amount} ${currency} on ${network}`)).toHaveLength(2);
      expect(await books.paymentsSince(signerId, "2026-11-22T03:00:00.001Z")).toEqual([]);
      expect((await books.runningPayments(signerId)).map(({ refundNo }) => refundNo).toSorted()).toHaveLength(2);
      await books.updateRefund(ID(1), 1, { status: "EXPIRED", version: 2 });
      expect(await books.runningPayments(signerId)).toHaveLength(1);
    });
  });

  test("F25 a slot that only a void stands for is unused until the void is mined, and is followed until it is final", async () => {
    await tried(async (books) => {
      const { id: signerId } = under.rows.signer;
      const by = { id: under.rows.people.executor.userId, name: "Executor" };
      const unused = async () => (await books.unusedSlots(signerId)).map(({ id }) => id);
      const followed = async () => (await books.slotsBeingVoided("DEVNET")).map(({ id }) => id);
      await books.insertRefund(aRefund(1, { status: "EXPIRED" }));
      await books.insertSlot(aSlot(ID(1), 7n));
      expect(await followed()).toEqual([]);
      const voiding = { requestedBy: by, requestedAt: AT, reason: "free the key", approval: null };
      await books.updateRefund(ID(1), 1, { voiding, version: 2 });
      expect(await followed()).toEqual([ID(1)]);
      expect(await books.slotsBeingVoided("OTHER")).toEqual([]);
      await books.insertAttempt({ ...anAttempt(21, ID(1)), kind: "VOID" });
      expect(await unused()).toEqual([ID(1)]);
      await books.markAttempt(ID(21), {
        mined: { blockNumber: "1", blockHash: "0x1", status: 1, feeWei: "2", at: AT },
      });
      expect(await unused()).toEqual([]);
      await books.updateRefund(ID(1), 2, { finalAt: AT, version: 3 });
      expect(await followed()).toEqual([]);
      await books.insertRefund(aRefund(2, { depositId: depositId(1), status: "BROADCAST", voiding }));
      expect(await followed()).toEqual([]);
    });
  });

  test("a change made from an older version changes nothing", async () => {
    await tried(async (books) => {
      await books.insertRefund(aRefund(1));
      expect(await books.updateRefund(ID(1), 1, { holdReason: "first", version: 2 })).toMatchObject({ version: 2 });
      expect(await books.updateRefund(ID(1), 1, { holdReason: "late", version: 2 })).toBeNull();
      expect(await books.refund(ID(1))).toMatchObject({ holdReason: "first" });
      expect(await books.updateRefund(ID(9), 1, { version: 2 })).toBeNull();
      expect(await books.updateDeposit(depositId(), 5, { version: 6 })).toBeNull();
    });
  });

  test("signed bytes: a hash once, in order of time, and only marks are added", async () => {
    const twice = await refusal(async (books) => {
      await books.insertRefund(aRefund(1));
      await books.insertAttempt(anAttempt(21, ID(1)));
      await books.insertAttempt(anAttempt(22, ID(1), { txHash: `0x${"21".padStart(64, "0")}` }));
    });
    expect(isUniqueViolation(twice, "refund_attempts_hash")).toBe(true);
    await tried(async (books) => {
      await books.insertRefund(aRefund(1));
      await books.insertAttempt(anAttempt(22, ID(1), { at: "2026-11-22T03:00:01.000Z" }));
      await books.insertAttempt(anAttempt(23, ID(1)));
      const mined = { blockNumber: "1", blockHash: "0x1", status: 1, feeWei: "2", at: AT };
      await books.markAttempt(ID(23), { mined });
      expect((await books.attempts([ID(1)])).map(({ id, mined: seen }) => [id, seen])).toEqual([
        [ID(23), mined],
        [ID(22), null],
      ]);
      await books.markAttempt(ID(23), { mined: null });
      expect((await books.attempts([ID(1)]))[0]?.mined).toBeNull();
    });
  });

  test("I3 one decision a person counts, and voided ones count no longer", async () => {
    const anApproval = (number: number, byId: string) => ({
      id: ID(number),
      refundId: ID(1),
      byId,
      byName: "Approver",
      decision: "APPROVE" as const,
      comment: "",
      at: AT,
      decidedAt: AT,
      deviceKeyId: ID(3),
      publicKey: "1".repeat(64),
      signature: "s",
      intentHash: "0".repeat(64),
    });
    const twice = await refusal(async (books) => {
      await books.insertRefund(aRefund(1));
      await books.insertApproval(anApproval(31, ID(50)));
      await books.insertApproval(anApproval(32, ID(50)));
    });
    expect(isUniqueViolation(twice, "refund_approvals_once")).toBe(true);
    await tried(async (books) => {
      await books.insertRefund(aRefund(1));
      await books.insertApproval(anApproval(31, ID(50)));
      await books.insertApproval(anApproval(32, ID(51)));
      await books.voidApprovals(ID(1), ID(50), AT);
      expect((await books.liveApprovals([ID(1)])).map(({ id }) => id)).toEqual([ID(32)]);
      await books.insertApproval(anApproval(33, ID(50)));
      await books.voidApprovals(ID(1), "EVERYBODY", AT);
      expect(await books.liveApprovals([ID(1)])).toEqual([]);
    });
  });

  test("what is due: overdue refunds, lapsed locks, refunds that are not final", async () => {
    await tried(async (books) => {
      await books.insertRefund(aRefund(1, { expiresAt: AT }));
      await books.insertRefund(
        aRefund(2, {
          depositId: depositId(1),
          status: "SIGNING",
          leaseExpiresAt: AT,
          createdAt: "2026-11-22T02:59:00.000Z",
        }),
      );
      const keys = (found: readonly { id: string }[]) => found.map(({ id }) => id);
      expect(keys(await books.overdueRefunds("2026-11-22T02:59:59.999Z"))).toEqual([]);
      expect(keys(await books.overdueRefunds(AT))).toEqual([ID(1)]);
      expect(keys(await books.lapsedLeases(AT))).toEqual([ID(2)]);
      expect(keys(await books.refundsNotFinal("DEVNET", ["PENDING_APPROVAL", "SIGNING"]))).toEqual([ID(2), ID(1)]);
      await books.updateRefund(ID(1), 1, { finalAt: AT, version: 2 });
      expect(keys(await books.refundsNotFinal("DEVNET", ["PENDING_APPROVAL", "SIGNING"]))).toEqual([ID(2)]);
      expect(keys(await books.waitingRefunds({ addressId: under.rows.address.id }))).toEqual([ID(1)]);
      expect(keys(await books.waitingRefunds({ depositId: depositId(1) }))).toEqual([]);
    });
  });

  test("addresses of the broker, keys, rules and the screening list", async () => {
    const { signer, address, keys, network, currency } = under.rows;
    const { store } = under;
    expect(await store.isOurs("DEVNET", signer.addressKey)).toBe(true);
    expect(await store.isOurs("DEVNET", address.addressKey)).toBe(false);
    expect(await store.signer(signer.id)).toEqual(signer);
    expect(await store.approvedSigners()).toEqual([signer]);
    expect(await store.deviceKey(keys[0]?.id ?? "")).toEqual(keys[0]);
    expect(await store.address(address.id)).toEqual(address);
    expect(await store.rules("DEVNET", "ETH")).toEqual({ network, currency });
    expect(await store.rules("DEVNET", "XYZ")).toBeNull();
    expect(await store.newestDenylist()).toEqual({ listVersion: "list-1", goodUntil: null });
    expect(await store.isDenied("list-1", `0x${"66".repeat(20)}`)).toBe(true);
    expect(await store.isDenied("list-0", `0x${"66".repeat(20)}`)).toBe(false);
  });

  test("transactions begun at once: none sees half of another, and none loses the other's change", async () => {
    const day = "20270202";
    const seen = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        under
          .write(async (books) => {
            const first = await books.nextNumber("RF", day);
            const next = await books.nextNumber("RF", day);
            if (index % 2 === 1) throw new TakenBack();
            return [first, next];
          })
          .catch(() => []),
      ),
    );
    expect(seen.flat().toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

test.each([
  [1, "the embedded database", onEmbedded],
  [2, "PostgreSQL", onServer],
] as const)(
  "I7 I10 the same life, whatever happens in it, is the same in memory and in the database (seed %i, %s)",
  async (seed, _name, open) => {
    const memory = await onMemory(seed);
    const database = await open(seed);
    try {
      const told = await randomLife(memory.world, seed, 160);
      expect(await randomLife(database.world, seed, 160)).toEqual(told);
      const [one, other] = [await memory.log(), await database.log()];
      expect(other.events).toEqual(one.events);
      expect(other.history).toEqual(one.history);
    } finally {
      await database.stop();
    }
  },
  120_000,
);

test("F25 F28 I1 I8 I9 whatever happens to refunds, no deposit is paid back twice, and what counts as paid was paid", async () => {
  const reached = new Set<string | null>();
  for (let seed = 1; seed <= 40; seed += 1) {
    const { world, log, store } = await onMemory(seed);
    await randomLife(world, seed, 250);
    const { events } = await log();
    for (const { toStatus } of events) reached.add(toStatus);
    const ids = [...new Set(events.filter(({ entity }) => entity === "refund").map(({ entityId }) => entityId ?? ""))];
    const refunds = await Promise.all(ids.map((id) => world.refund(id)));
    const paidNow = new Set(world.chain.paid().map(({ hash }) => hash));
    const paidOf = new Map<string, number>();
    for (const { id, depositId, status, attempts } of refunds) {
      const paid = attempts.filter(({ kind, txHash }) => kind !== "VOID" && paidNow.has(txHash)).length;
      paidOf.set(depositId, (paidOf.get(depositId) ?? 0) + paid);
      expect(paid, `${id} (${status}) of seed ${seed}`).toBeLessThanOrEqual(1);
    }
    for (const [depositId, paid] of paidOf) expect(paid, `${depositId} of seed ${seed}`).toBeLessThanOrEqual(1);
    const slots = await store.slots(ids);
    expect(new Set(slots.map(({ nonce }) => nonce)).size, `seed ${seed}`).toBe(slots.length);
    await world.track();
    for (const { id } of refunds) {
      const { status, txHash } = await world.refund(id);
      if (status === "COMPLETED") expect(paidNow, `${id} of seed ${seed}`).toContain(txHash);
    }
  }
  expect([...reached]).toEqual(
    expect.arrayContaining([
      ...[
        "PENDING_APPROVAL",
        "APPROVED",
        "SIGNING",
        "SIGNED",
        "BROADCAST_UNKNOWN",
        "BROADCAST",
        "CONFIRMING",
        "DROPPED",
      ],
      ...["WITHDRAWN", "REJECTED", "EXPIRED", "FAILED_ON_CHAIN", "NONCE_LOST", "VOID", "COMPLETED", "REFUNDED"],
    ]),
  );
});
