/** What changes in the moment between a question and its answer, what broken books say, and what stands in the way alone. On books in memory. */
import { beforeEach, describe, expect, test } from "vitest";
import { SYSTEM_ACTOR } from "#central/context.ts";
import { claimRefund } from "#central/refunds/claimRefund.ts";
import { readExecutionFacts } from "#central/refunds/executionFacts.ts";
import { DEFAULT_REFUND_LIMITS } from "#central/refunds/limits.ts";
import { holdConcerned } from "#central/refunds/holdRefunds.ts";
import { isListStale, requireClear, requireFreshList, screenAddresses } from "#central/refunds/screenAddress.ts";
import { paymentsBegun } from "#central/refunds/slot.ts";
import { trialRun } from "#central/refunds/trialRun.ts";
import { http } from "#shared/contract/http.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { decisionText } from "#shared/domain/intent.ts";
import { isAppError } from "#shared/errors.ts";
import { bookWorld, memoryWorld, PAPER_NETWORK, PAYEE, PAYER } from "#tests/central/books/paperWorld.ts";

const HOUR_MS = 3_600_000;
const OTHER_KEY = `0x${"a2".repeat(20)}`;

let world: ReturnType<typeof memoryWorld>;
beforeEach(() => {
  world = memoryWorld();
});

async function refusal(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => {
      if (!isAppError(error)) throw error;
      return error.code;
    },
  );
}
const approved = async (index = 0) => world.approve(await world.request(index));
const changeRefund = (id: string, patch: object) =>
  world.memory.asSystem(async ({ books }) => {
    const row = await books.refund(id);
    if (row) await books.updateRefund(id, row.version, { ...patch, version: row.version + 1 });
  });
const changeDeposit = (id: string, patch: object) =>
  world.memory.asSystem(async ({ books }) => {
    const row = await books.deposit(id);
    if (row) await books.updateDeposit(id, row.version, { ...patch, version: row.version + 1 });
  });
const moveBlock = (refund: Refund) =>
  changeDeposit(refund.depositId, {
    confirmations: {
      ...world.rows.deposits.find(({ id }) => id === refund.depositId)?.confirmations,
      blockHash: `0x${"9".repeat(64)}`,
    },
  });
/** Another key of the executor, in use on the network (or on another one). */
const otherKey = (networks: string[] = [PAPER_NETWORK], address = OTHER_KEY) =>
  world.memory.put.signer({
    address,
    executorId: world.people.executor.userId,
    workstationId: world.people.executor.workstationId,
    networks,
  });
async function claimFrom(refund: Refund, workstationId: string) {
  const by = { ...world.people.executor, workstationId };
  const purpose = { action: "refund.claim", resourceId: refund.id, intentHash: refund.intentHash } as const;
  return world.memory.call(by, http.refunds.claim, {
    params: { id: refund.id },
    ifMatch: refund.version,
    body: {
      workstationId,
      signerId: world.rows.signer.id,
      purpose: "PAYMENT",
      stepUpToken: await world.memory.stepUp(by, purpose),
    },
  });
}

describe("while the chain is asked", () => {
  test("I8 a deposit whose block changes meanwhile is not approved", async () => {
    const refund = await world.request(0);
    const receipt = world.chain.receipt.bind(world.chain);
    world.chain.receipt = async (txHash) => {
      const found = await receipt(txHash);
      await moveBlock(refund);
      return found;
    };
    expect(await refusal(world.approve(refund))).toBe("REORG_DETECTED");
  });
  test("I8 nor is it paid back", async () => {
    const refund = await approved();
    world.chain.nonceCounts = async () => {
      await moveBlock(refund);
      return { latest: 0n, pending: 0n };
    };
    expect(await refusal(world.claim(refund))).toBe("REORG_DETECTED");
  });
  test("R20.9 a trial of another token, or of another amount, is no trial of this payment", async () => {
    world.chain.simulateTransfer = async () => {
      world.memory.put.currency({ ...world.rows.currency, contractAddress: `0x${"c8".repeat(20)}` });
      return { ok: true, refused: false, detail: "", gas: null };
    };
    expect(await refusal(world.request(0))).toBe("CHAIN_UNAVAILABLE");
    world = memoryWorld(2);
    world.chain.simulateTransfer = async () => {
      world.memory.put.currency({ ...world.rows.currency, decimals: 6 });
      return { ok: true, refused: false, detail: "", gas: null };
    };
    expect(await refusal(world.request(0))).toBe("CHAIN_UNAVAILABLE");
  });
  test("R20.9 keys of other networks are not tried, and the first that works ends the trial", async () => {
    otherKey(["OTHER"]);
    otherKey([PAPER_NETWORK], `0x${"a3".repeat(20)}`);
    otherKey([PAPER_NETWORK], `0x${"a4".repeat(20)}`);
    const tried: string[] = [];
    world.chain.balanceOf = async () => 10n ** 30n;
    world.chain.simulateTransfer = async ({ from }) => {
      const first = tried.push(from) === 1;
      return { ok: !first, refused: first, detail: from, gas: null };
    };
    const { simulation } = await world.request(0);
    expect(tried).toHaveLength(2);
    expect(simulation).toMatchObject({ ok: true, detail: tried[1] });
    world.chain.simulateTransfer = async ({ from }) => {
      tried.push(from);
      return { ok: false, refused: false, detail: "not tried", gas: null };
    };
    await world.request(2);
    expect(tried).toHaveLength(6);
    expect(tried).not.toContain(OTHER_KEY);
  });
  test("I1 a claim asks for the nonces of the other keys alone, and tries exactly the approved payment", async () => {
    const refund = await approved();
    otherKey();
    const asked: (readonly string[])[] = [];
    const tried: object[] = [];
    world.chain.nextNonces = async (addresses) => {
      asked.push(addresses);
      return addresses.map(() => 0n);
    };
    world.chain.simulateTransfer = async (payment) => {
      tried.push(payment);
      return { ok: true, refused: false, detail: "", gas: 30_000n };
    };
    expect((await world.claim(refund)).limits.gasLimit).toBe("36000");
    expect(asked).toEqual([[OTHER_KEY]]);
    expect(tried).toEqual([{ from: PAYER, to: PAYEE, contractAddress: null, value: 5n * 10n ** 18n }]);
  });
  test("I9 the higher count of the chain is the next nonce; an unknown key or address is named as such", async () => {
    const { world: paper, rooms } = bookWorld();
    const { id, depositId } = await paper.approve(await paper.request(0));
    const about = { id, signerId: paper.rows.signer.id };
    paper.chain.nonceCounts = async () => ({ latest: 4n, pending: 2n });
    expect((await readExecutionFacts(rooms, about)).nextNonce).toBe(4n);
    paper.chain.nonceCounts = async () => ({ latest: 2n, pending: 4n });
    expect((await readExecutionFacts(rooms, about)).nextNonce).toBe(4n);
    expect(await refusal(readExecutionFacts(rooms, { id, signerId: id }))).toBe("SIGNER_NOT_APPROVED");
    expect(await refusal(trialRun(rooms, { depositId, refundAddressId: id, amount: "5" } as never))).toBe("NOT_FOUND");
  });
});

describe("I3 I4 who counts", () => {
  test("a second approval of one person counts no more when another key signs it", async () => {
    const first = await world.approve(await world.request(1));
    const { approver } = world.people;
    const key = world.memory.put.deviceKey({ userId: approver.userId, publicKey: "7".repeat(64) });
    const about = await world.decisionOf(first, approver, "APPROVE");
    const text = decisionText({
      type: "deposit-desk/refund-decision/1",
      refundId: first.id,
      intentHash: first.intentHash,
      decision: "APPROVE",
      userId: approver.userId,
      deviceKeyId: key.id,
      decidedAt: about.body.decidedAt,
    });
    const body = { ...about.body, deviceKeyId: key.id, signature: `${key.publicKey}:${text}` };
    expect(await refusal(world.memory.call(approver, http.refunds.approve, { ...about, body }))).toBe(
      "ALREADY_DECIDED",
    );
  });
  test.each([
    ["an approval of another content", { intentHash: "0".repeat(64) }],
    ["a rejection", { decision: "REJECT" as const }],
  ])("%s is no approval, whatever the status says", async (_name, change) => {
    const refund = await approved();
    const [given] = [...world.memory.state.approvals.values()];
    if (!given) throw new Error("it was approved");
    await world.memory.asSystem(async ({ books }) => {
      await books.voidApprovals(refund.id, "EVERYBODY", world.clock.now());
      await books.insertApproval({ ...given, ...change, id: refund.id, voidedAt: null });
    });
    expect(await refusal(world.claim(refund))).toBe("REFUND_STATE");
  });
  test("a third person executes a large amount", async () => {
    const large = await world.approve(await approved(1), world.people.second);
    expect((await world.claim(large)).refund.status).toBe("SIGNING");
  });
  test("an intent that no longer is what was approved is not paid", async () => {
    const refund = await approved();
    await changeRefund(refund.id, { intent: { ...refund.intent, amountBaseUnits: "6000000000000000000" } });
    expect(await refusal(world.claim(await world.refund(refund.id)))).toBe("INTENT_MISMATCH");
  });
});

describe("I12 the address", () => {
  test.each([null, "2026-11-22T02:00:00.001Z"])("whose proof grows old at %s may be paid before", async (expiresAt) => {
    world.memory.put.address({ ...world.rows.address, expiresAt });
    const claimed = await world.claim(await approved());
    await world.register(claimed, world.sign(claimed));
    expect((await world.refund(claimed.refund.id)).status).toBe("SIGNED");
  });
  test("that the books have lost is not Verified", async () => {
    let lost = false;
    const paper = bookWorld((own) => ({ ...own, address: async (id) => (lost ? null : own.address(id)) })).world;
    const pending = await paper.request(2);
    const refund = await paper.approve(await paper.request(0));
    lost = true;
    expect(await refusal(paper.approve(pending))).toBe("REFUND_STATE");
    expect(await refusal(paper.claim(refund))).toBe("REFUND_ADDRESS_NOT_VERIFIED");
  });
});

describe("F13 F15 a payment that was begun", () => {
  test("counts once for its key, however often it is claimed", async () => {
    world = memoryWorld(1, { limits: { ...DEFAULT_REFUND_LIMITS, paymentsPerSignerAndDay: 1 } });
    const claimed = await world.claim(await approved());
    await world.release(claimed);
    expect((await world.claim(await world.refund(claimed.refund.id))).slot).toEqual(claimed.slot);
  });
  test("counts for its own currency on its own network", async () => {
    const { world: paper, within } = bookWorld();
    const claimed = await paper.claim(await paper.approve(await paper.request(0)));
    const begun = (network: string, currency: string) =>
      within(SYSTEM_ACTOR, (context) => paymentsBegun(context, paper.rows.signer.id, { network, currency }));
    expect(await begun(PAPER_NETWORK, claimed.refund.currency)).toEqual(["5"]);
    expect(await begun(PAPER_NETWORK, "USDT")).toEqual([]);
    expect(await begun("OTHER", claimed.refund.currency)).toEqual([]);
    expect(await begun("OTHER", "USDT")).toEqual([]);
  });
  test("may be taken up after the approval's time, but not once the deposit left Credited", async () => {
    const claimed = await world.claim(await approved());
    world.clock.advance(4 * HOUR_MS);
    const again = await world.claim(await world.refund(claimed.refund.id));
    expect(again.lease.fencingToken).toBe(2);
    await changeDeposit(claimed.refund.depositId, { status: "REORG_ALERT" });
    expect(await refusal(world.claim(await world.refund(claimed.refund.id)))).toBe("DEPOSIT_NOT_CREDITED");
  });
  test("is nobody's on another workstation once its lock lapsed: the key is not there", async () => {
    const claimed = await world.claim(await approved());
    world.clock.advance(60_000);
    const elsewhere = await refusal(claimFrom(await world.refund(claimed.refund.id), claimed.refund.id));
    expect(elsewhere).toBe("SIGNER_NOT_APPROVED");
  });
  test("I13 a lock that names no holder is nobody's", async () => {
    const claimed = await world.claim(await approved());
    await changeRefund(claimed.refund.id, { leaseHolder: null });
    expect(await refusal(world.renew(claimed))).toBe("LEASE_LOST");
  });
  test("I2 other bytes under a registered hash are not those bytes, and reports name a registered hash", async () => {
    const claimed = await world.claim(await approved());
    const bytes = world.sign(claimed);
    await world.register(claimed, bytes);
    const { signedTx } = world.sign(claimed);
    expect(await refusal(world.register(claimed, { ...bytes, signedTx }))).toBe("REFUND_STATE");
    expect(await refusal(world.report(claimed.refund.id, `0x${"f".repeat(64)}`, "ACCEPTED"))).toBe("TX_HASH_MISMATCH");
    await world.report(claimed.refund.id, bytes.txHash, "ACCEPTED");
    expect((await world.refund(claimed.refund.id)).status).toBe("BROADCAST");
    const again = await world.claim(await world.refund(claimed.refund.id), world.people.executor, "FEE_BUMP");
    const higher = world.sign(again, { fee: "12" });
    expect(await world.register(again, higher, "FEE_BUMP")).toMatchObject({ kind: "FEE_BUMP", txHash: higher.txHash });
  });
  test("I1 a second first payment is refused even when the status still says Signing", async () => {
    const claimed = await world.claim(await approved());
    await world.register(claimed, world.sign(claimed));
    await changeRefund(claimed.refund.id, { status: "SIGNING" });
    expect(await refusal(world.register(claimed, world.sign(claimed)))).toBe("REFUND_STATE");
    expect(world.memory.state.attempts.size).toBe(1);
  });
  test("I8 the claim itself refuses a deposit that its answer calls gone", async () => {
    const { world: paper, rooms, within } = bookWorld();
    const refund = await paper.approve(await paper.request(0));
    const { workstationId } = paper.people.executor;
    const input = { id: refund.id, version: refund.version, workstationId, signerId: paper.rows.signer.id };
    const value = await readExecutionFacts(rooms, input);
    const claiming = (found: object) =>
      within(paper.people.executor, (context) =>
        claimRefund(context, { ...input, stepUpToken: "none" }, { ok: true, value: { ...value, ...found } }),
      );
    expect(await refusal(claiming({ canonical: false }))).toBe("REORG_DETECTED");
    expect(await refusal(claiming({ blockHash: null }))).toBe("REORG_DETECTED");
    expect(await refusal(claiming({}))).toBe("STEP_UP_REQUIRED");
  });
});

describe("R20.3 the screening list", () => {
  const screened = (addresses: string[]) => world.memory.asSystem((context) => screenAddresses(context, addresses));
  const stale = () => world.memory.asSystem((context) => isListStale(context));
  const fresh = () => world.memory.asSystem((context) => requireFreshList(context));

  test("hits whatever the letters' size, and is fresh for a day or as long as the list is", async () => {
    const listed = `0x${"66".repeat(20)}`;
    const clear = { result: "CLEAR", listVersion: "list-1", at: "2026-11-22T02:00:00.000Z" };
    expect(await screened([PAYEE, PAYER])).toEqual({ ...clear, validUntil: "2026-11-23T02:00:00.000Z" });
    expect((await screened([PAYEE, listed.toUpperCase()])).result).toBe("HIT");
    world.memory.put.denylist("list-2", [], "2026-11-22T03:00:00.000Z");
    expect(await screened([listed])).toEqual({
      ...clear,
      listVersion: "list-2",
      validUntil: "2026-11-22T03:00:00.000Z",
    });
    world.memory.put.denylist("list-3", [], "2026-11-24T03:00:00.000Z");
    expect((await screened([listed])).validUntil).toBe("2026-11-23T02:00:00.000Z");
  });
  test("is too old with its last millisecond; then nothing is claimed until a newer one is in force", async () => {
    const refund = await approved();
    expect([await stale(), await fresh()]).toEqual([false, "list-1"]);
    world.memory.put.denylist("list-2", [], "2026-11-22T02:00:00.001Z");
    expect([await stale(), await fresh()]).toEqual([false, "list-2"]);
    world.clock.advance(1);
    expect(await stale()).toBe(true);
    expect(await refusal(fresh())).toBe("SCREENING_LIST_STALE");
    expect(await refusal(world.claim(refund))).toBe("SCREENING_LIST_STALE");
    world.memory.put.denylist("list-3", []);
    expect(await refusal(world.claim(refund))).toBeNull();
  });
  test("R18.3 without any list nobody is clear, nothing is requested, and nothing is claimed", async () => {
    const { world: paper, within } = bookWorld((own) => ({ ...own, newestDenylist: async () => null }));
    const found = await within(SYSTEM_ACTOR, async (context) => [
      await isListStale(context),
      await screenAddresses(context, [PAYEE]),
    ]);
    const at = paper.clock.now();
    expect(found).toEqual([false, { result: "NOT_SCREENED", listVersion: "none", at, validUntil: at }]);
    const missing = { code: "SCREENING_LIST_MISSING", message: expect.stringContaining("imported and approved") };
    await expect(within(SYSTEM_ACTOR, (context) => requireFreshList(context))).rejects.toMatchObject(missing);
    await expect(within(SYSTEM_ACTOR, (context) => requireClear(context, [PAYEE], "paid"))).rejects.toMatchObject(
      missing,
    );
  });
  test("R18.3 without any list nothing that waits is approved, and its hold says so", async () => {
    let listed = true;
    const { world: paper, rooms } = bookWorld((own) => ({
      ...own,
      newestDenylist: async () => (listed ? own.newestDenylist() : null),
    }));
    const waits = await paper.request(0);
    listed = false;
    await expect(paper.approve(waits)).rejects.toMatchObject({
      code: "REFUND_STATE",
      message: "Nothing can be approved now: no screening list is in force",
    });
    expect(await holdConcerned(rooms)).toBe(1);
    expect(await paper.refund(waits.id)).toMatchObject({ status: "ON_HOLD", holdReason: "SCREENING" });
  });
  test("R20.3 who stands on the list is neither asked for nor paid; compliance is told which", async () => {
    const waits = await approved(0);
    world.memory.put.denylist("list-2", [PAYEE.toLowerCase()]);
    const message = (what: string) => ({
      code: "SCREENING_HIT",
      message: expect.stringContaining(`it can be ${what}`),
    });
    await expect(world.claim(waits)).rejects.toMatchObject(message("paid"));
    await expect(world.request(2)).rejects.toMatchObject(message("requested"));
  });
});
