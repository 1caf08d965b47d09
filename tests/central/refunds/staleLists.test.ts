/** What time and changes beside a refund do to it is decided under its locks: a list, a row or an answer that was read before counts for nothing. */
import { expect, test } from "vitest";
import { type BookContext, SYSTEM_ACTOR } from "#central/context.ts";
import type { Books } from "#central/books/Books.ts";
import { closeUnpaid, lookAtSlot, type SlotLook } from "#central/refunds/closeUnpaid.ts";
import { expireRefunds } from "#central/refunds/expireRefunds.ts";
import { holdConcerned, holdRefundsTo } from "#central/refunds/holdRefunds.ts";
import { patchRefund } from "#central/refunds/moveRefund.ts";
import { requireRepair } from "#central/refunds/requireRepair.ts";
import type { Claim, Refund } from "#shared/contract/refund.ts";
import { isAppError } from "#shared/errors.ts";
import { paperBytes, type PaperPayment } from "#tests/central/books/paperChain.ts";
import { bookWorld, PAYER } from "#tests/central/books/paperWorld.ts";

/** A world, and its expiry with the lists that somebody read some time ago. */
function openWorld() {
  const { rooms, ...opened } = bookWorld();
  const { books } = opened;
  const expireListed = (overdue: readonly Refund[], lapsed: readonly Refund[]) =>
    expireRefunds({
      ...rooms,
      books: { ...books, overdueRefunds: async () => [...overdue], lapsedLeases: async () => [...lapsed] } as never,
    });
  const holdListed = (waiting: readonly Refund[]) =>
    holdConcerned({ ...rooms, books: { ...books, waitingRefunds: async () => [...waiting] } as never });
  return { ...opened, expireListed, holdListed };
}

const codeOf = async (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: unknown) => {
      if (!isAppError(error)) throw error;
      return error.code;
    },
  );

test("F6 F9 a request that was prolonged, decided or withdrawn meanwhile does not expire", async () => {
  const { world, books, expireListed } = openWorld();
  const pending = await world.request(0);
  expect(await expireListed([pending], [])).toBe(0);
  const row = await books.refund(pending.id);
  await books.transaction((own) => own.updateRefund(pending.id, row?.version ?? 0, { expiresAt: null, version: 9 }));
  expect(await expireListed([pending], [])).toBe(0);
  const other = await world.request(2);
  const rejected = await world.reject(other);
  const ended = await books.refund(other.id);
  await books.transaction((own) =>
    own.updateRefund(other.id, ended?.version ?? 0, { expiresAt: world.clock.now(), version: 9 }),
  );
  expect(await expireListed([rejected], [])).toBe(0);
  expect((await world.refund(other.id)).status).toBe("REJECTED");
});

test("F14 a lock that was renewed, given back or led to a signature meanwhile does not lapse", async () => {
  const { world, books, expireListed } = openWorld();
  const claimed: Claim = await world.claim(await world.approve(await world.request(0)));
  expect(await expireListed([], [claimed.refund])).toBe(0);
  const signed = world.sign(claimed);
  await books.transaction((own) =>
    own.insertAttempt({
      id: claimed.lease.leaseId,
      refundId: claimed.refund.id,
      kind: "PAYMENT",
      nonce: 0n,
      maxFeeWei: "1",
      by: { id: world.people.executor.userId, name: "Executor" },
      fencingToken: 1,
      at: world.clock.now(),
      broadcasts: [],
      ...signed,
    }),
  );
  world.clock.advance(120_000);
  expect(await expireListed([], [claimed.refund])).toBe(0);
  expect((await world.refund(claimed.refund.id)).status).toBe("SIGNING");
});

test("F14 a refund that is Approved again already is not given back once more", async () => {
  const { world, expireListed } = openWorld();
  const claimed = await world.claim(await world.approve(await world.request(0)));
  const released = await world.release(claimed);
  world.clock.advance(120_000);
  expect(await expireListed([], [released])).toBe(0);
  expect(await world.refund(released.id)).toMatchObject({ status: "APPROVED", version: released.version });
});

test("F10 a refund that went to its executor meanwhile is not held from a list", async () => {
  const { world, books, holdListed } = openWorld();
  const approved = await world.approve(await world.request(0));
  const { refund } = await world.claim(approved);
  const record = await books.deposit(refund.depositId);
  await books.transaction((own) =>
    own.updateDeposit(refund.depositId, record?.version ?? 0, { status: "REORG_ALERT", version: 9 }),
  );
  expect(await books.deposit(refund.depositId)).toMatchObject({ status: "REORG_ALERT" });
  expect(await holdListed([approved])).toBe(0);
  expect(await world.refund(refund.id)).toMatchObject({ status: "SIGNING", version: refund.version, holdReason: null });
});

test("F7 whoever holds several refunds locks their records in one and the same order", async () => {
  const { world, within } = bookWorld();
  const asked = [await world.request(0), await world.request(2), await world.request(1)];
  const wanted = asked.map(({ depositId }) => depositId).toSorted();
  for (const found of [asked, asked.toReversed()]) {
    const locked: string[] = [];
    const listed = (own: Books): Books => ({
      ...own,
      waitingRefunds: async () => [...found],
      lockDeposit: async (id) => {
        locked.push(id);
        return own.lockDeposit(id);
      },
    });
    const hold = (context: BookContext) =>
      holdRefundsTo({ ...context, books: listed(context.books) }, world.rows.address.id, "ADDRESS_REVOKED");
    expect(await within(SYSTEM_ACTOR, hold)).toBe(3);
    expect([...new Set(locked)]).toEqual(wanted);
  }
  for (const { id } of asked)
    expect(await world.refund(id)).toMatchObject({ status: "ON_HOLD", holdReason: "ADDRESS_REVOKED" });
});

test("I9 of two requests for one record at the same moment the books' own index lets one pass", async () => {
  const refusing = (constraint: string) =>
    bookWorld((own) => ({
      ...own,
      insertRefund: async () => {
        throw Object.assign(new Error("duplicate key"), { code: "23505", constraint });
      },
    }));
  expect(await codeOf(refusing("refunds_lock").world.request(0))).toBe("REFUND_ALREADY_OPEN");
  await expect(refusing("refunds_pkey").world.request(0)).rejects.toThrow("duplicate key");
});

test("I13 a row that was read before another change is never written over", async () => {
  const { world, books, within } = bookWorld();
  const asked = await world.request(0);
  const stale = await books.refund(asked.id);
  if (!stale) throw new Error("it was just requested");
  await world.approve(asked);
  expect(await codeOf(within(SYSTEM_ACTOR, (context) => patchRefund(context, stale, { holdReason: "X" })))).toBe(
    "VERSION_MISMATCH",
  );
  expect(await world.refund(asked.id)).toMatchObject({ status: "APPROVED", holdReason: null });
});

test("a rule that lacks a permission says so, any other that the refund is not in its state", () => {
  const thrown = (code: "PERMISSION" | "LOCKED") => {
    try {
      requireRepair({ code, text: "No." });
    } catch (error) {
      return isAppError(error) ? [error.code, error.message] : error;
    }
  };
  expect(thrown("PERMISSION")).toEqual(["PERMISSION_DENIED", "No."]);
  expect(thrown("LOCKED")).toEqual(["REFUND_STATE", "No."]);
  expect(requireRepair(null)).toBeUndefined();
});

type Effect = NonNullable<SlotLook["facts"]["mined"]>["effect"];
test.each<
  [
    string,
    { attempts?: number; mined?: Effect; known?: boolean; final?: boolean; gone?: boolean; paid?: boolean },
    boolean,
  ]
>([
  ["another attempt was registered since", { attempts: 2, gone: true }, false],
  ["the payment itself was mined", { mined: { kind: "PAID" }, known: true, final: true, gone: true }, false],
  [
    "what was mined differs",
    { mined: { kind: "DIFFERENT", detail: "x" }, known: true, final: true, gone: true },
    false,
  ],
  ["its replacement that pays nobody is not final", { mined: { kind: "WITHHELD" }, known: true, gone: true }, false],
  ["its replacement that pays nobody is final", { mined: { kind: "WITHHELD" }, known: true, final: true }, true],
  ["it was mined and failed for ever", { mined: { kind: "REVERTED" }, known: true, final: true }, true],
  ["a node knows it", { known: true, gone: true }, false],
  ["the other transaction is not final", {}, false],
  ["the other transaction is final", { gone: true }, true],
  ["the other transaction paid exactly this, and was forgotten", { gone: true, paid: true }, false],
])("F28 closed as unpaid or not: %s", async (_, seen, closes) => {
  const { world, within } = bookWorld();
  const claimed = await world.claim(await world.approve(await world.request(0)));
  const bytes = world.sign(claimed);
  await world.register(claimed, bytes);
  world.chain.send(bytes.signedTx);
  await world.report(claimed.refund.id, bytes.txHash, "ACCEPTED");
  world.chain.evict();
  world.chain.spend(PAYER);
  world.chain.mine(3);
  await world.track();
  const lost = await world.refund(claimed.refund.id);
  expect(lost.status).toBe("NONCE_LOST");
  const { approver } = world.people;
  const purpose = { action: "refund.close-unpaid", resourceId: lost.id, intentHash: lost.intentHash } as const;
  const stepUpToken = await world.central.stepUp(approver, purpose);
  const closing = within(approver, async (context) => {
    const [attempt] = await context.books.attempts([lost.id]);
    if (!attempt) throw new Error("it was registered");
    const { attempts = 1, mined, known = false, final = false, gone = false, paid = false } = seen;
    const look: SlotLook = {
      facts: {
        ...{ head: 9n, required: 3, nonceTaken: true, known, final },
        attempts: Array.from({ length: attempts }, () => attempt),
        mined: mined === undefined ? null : ({ attempt, effect: mined } as never),
      },
      goneForEver: gone,
      paidUnregistered: paid,
    };
    const input = { id: lost.id, version: lost.version, evidence: "Seen on the chain", stepUpToken };
    return closeUnpaid(context, input, { ok: true, value: look });
  });
  expect(await codeOf(closing)).toBe(closes ? null : "TX_MAY_STILL_CONFIRM");
  expect((await world.refund(lost.id)).status).toBe(closes ? "FAILED_ON_CHAIN" : "NONCE_LOST");
});

type Used =
  | "BY_A_STRANGER"
  | "BY_A_FORGOTTEN_PAYMENT"
  | "BY_LESS_THAN_THE_PAYMENT"
  | "BY_THE_PAYMENT"
  | "BY_SOMETHING_UNKNOWN";
test.each<[Used, number, Pick<SlotLook, "goneForEver" | "paidUnregistered">]>([
  ["BY_A_STRANGER", 40, { goneForEver: true, paidUnregistered: false }],
  ["BY_A_FORGOTTEN_PAYMENT", 40, { goneForEver: true, paidUnregistered: true }],
  ["BY_A_FORGOTTEN_PAYMENT", 0, { goneForEver: false, paidUnregistered: false }],
  ["BY_LESS_THAN_THE_PAYMENT", 40, { goneForEver: true, paidUnregistered: false }],
  ["BY_THE_PAYMENT", 40, { goneForEver: true, paidUnregistered: false }],
  ["BY_SOMETHING_UNKNOWN", 40, { goneForEver: true, paidUnregistered: false }],
])("F28 F36 the slot was used %s, %i blocks ago", async (used, blocks, expected) => {
  const { world, rooms } = bookWorld();
  const claimed = await world.claim(await world.approve(await world.request(0)));
  const bytes = world.sign(claimed);
  await world.register(claimed, bytes);
  const payment = JSON.parse(Buffer.from(bytes.signedTx.slice(2), "hex").toString()) as PaperPayment;
  const forgotten = { ...payment, hash: `0x${"9".repeat(64)}`, fee: "12" };
  if (used === "BY_THE_PAYMENT") world.chain.send(bytes.signedTx);
  else if (used === "BY_A_FORGOTTEN_PAYMENT") world.chain.send(paperBytes(forgotten));
  else if (used === "BY_LESS_THAN_THE_PAYMENT") world.chain.send(paperBytes({ ...forgotten, value: "1" }));
  else world.chain.spend(PAYER);
  if (used === "BY_SOMETHING_UNKNOWN") world.chain.findByNonce = async () => null;
  world.chain.mine(blocks);
  const look = await lookAtSlot(rooms, { id: claimed.refund.id });
  if (!look.ok) throw new Error("the chain answered");
  expect(look.value).toMatchObject(expected);
});
