/** What is looked at once more, what nothing may be written over, and what is not asked or written twice. On books in memory. */
import { beforeEach, describe, expect, test } from "vitest";
import { SYSTEM_ACTOR } from "#central/context.ts";
import { holdRefundsOf } from "#central/refunds/holdRefunds.ts";
import { compareEverywhere } from "#central/refunds/keyFindings.ts";
import { patchRefund } from "#central/refunds/moveRefund.ts";
import { readRefundFacts } from "#central/refunds/refundFacts.ts";
import { requestFacts } from "#central/refunds/requestFacts.ts";
import { actionContextOf } from "#central/refunds/requireRepair.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { bookWorld, PAPER_NETWORK } from "#tests/central/books/paperWorld.ts";

describe("F3 the facts of a request", () => {
  const facts = (change: {
    deposit?: object;
    address?: object;
    input?: object;
    identityCheck?: object;
    intent?: object;
    depositAmount?: string;
  }) =>
    requestFacts({
      deposit: { version: 2, status: "CREDITED", activeRefundId: null, network: "ETHEREUM", ...change.deposit },
      address: { status: "VERIFIED", network: "ETHEREUM", ...change.address },
      input: {
        ...{ version: 2, network: "ETHEREUM" },
        identityCheck: { addressConfirmed: true, noThirdParty: true, ...change.identityCheck },
        ...change.input,
      },
      intent: { amount: "4", adjustmentReason: "FEE", remainder: "FEE", ...change.intent },
      depositAmount: change.depositAmount ?? "5",
    } as unknown as Parameters<typeof requestFacts>[0]);
  const all = {
    ...{ online: true, depositVersionMatches: true, depositCredited: true, refundLockFree: true },
    ...{ addressVerified: true, networkMatches: true, amountWithinDeposit: true, adjustmentReasoned: true },
    ...{ identityChecked: true, simulationOk: true },
  };
  test("all of them hold", () => {
    expect(facts({})).toEqual(all);
    expect(facts({ intent: { amount: "5", adjustmentReason: null, remainder: null } })).toEqual(all);
  });
  test.each<[keyof typeof all, Parameters<typeof facts>[0]]>([
    ["depositVersionMatches", { deposit: { version: 3 } }],
    ["depositCredited", { deposit: { status: "PENDING" } }],
    ["refundLockFree", { deposit: { activeRefundId: "another" } }],
    ["addressVerified", { address: { status: "REVOKED" } }],
    ["networkMatches", { address: { network: "TRON" } }],
    ["networkMatches", { input: { network: "TRON" } }],
    ["networkMatches", { deposit: { network: "TRON" } }],
    ["amountWithinDeposit", { intent: { amount: "5.000000000000000001" } }],
    ["amountWithinDeposit", { intent: { amount: "0" } }],
    ["adjustmentReasoned", { intent: { adjustmentReason: null } }],
    ["adjustmentReasoned", { intent: { remainder: null } }],
    ["adjustmentReasoned", { intent: { adjustmentReason: null, remainder: null } }],
    ["identityChecked", { identityCheck: { addressConfirmed: false } }],
    ["identityChecked", { identityCheck: { noThirdParty: false } }],
  ])("%s alone does not, with %j", (fact, change) => {
    expect(facts(change)).toEqual({ ...all, [fact]: false });
  });
});

let at: ReturnType<typeof bookWorld>;
beforeEach(() => {
  at = bookWorld();
});
const deposit = async ({ depositId }: Refund) => at.books.deposit(depositId);
async function sent() {
  const claimed = await at.world.claim(await at.world.approve(await at.world.request(0)));
  const bytes = at.world.sign(claimed);
  await at.world.register(claimed, bytes);
  at.world.chain.send(bytes.signedTx);
  await at.world.report(claimed.refund.id, bytes.txHash, "ACCEPTED");
  return { bytes, refund: await at.world.refund(claimed.refund.id) };
}

describe("what the record shows of its refund", () => {
  test("I4 a refund that has ended takes nothing away from the one that runs now", async () => {
    const first = await at.world.request(0);
    const ended = await at.world.reject(first);
    expect(await deposit(first)).toMatchObject({ activeRefundId: null, activeRefundNo: null, refundBadge: null });
    const second = await at.world.request(0);
    const shown = {
      activeRefundId: second.id,
      activeRefundNo: second.refundNo,
      refundBadge: "Refund pending approval",
    };
    expect(await deposit(second)).toMatchObject(shown);
    await at.within(SYSTEM_ACTOR, async (context) => {
      const row = await context.books.refund(ended.id);
      if (row) await patchRefund(context, row, {});
    });
    expect(await deposit(second)).toMatchObject(shown);
  });

  test("a change that does not show leaves the record as it is", async () => {
    const refund = await at.world.request(0);
    const before = await deposit(refund);
    await at.within(SYSTEM_ACTOR, async (context) => {
      const row = await context.books.refund(refund.id);
      if (row) await patchRefund(context, row, {});
    });
    expect(await deposit(refund)).toEqual(before);
  });

  test("F3 who loses the race for a record learns it, with what the books said", async () => {
    const taken = Object.assign(new Error("duplicate"), { code: "23505", constraint: "refunds_lock" });
    at = bookWorld((own) => ({ ...own, insertRefund: () => Promise.reject(taken) }));
    const lost = at.world.request(0);
    await expect(lost).rejects.toMatchObject({ code: "REFUND_ALREADY_OPEN", cause: taken });
  });

  test("R16.2 the request is a line of the record's history, from Draft", async () => {
    const refund = await at.world.request(0);
    expect(at.tables.history.at(-1)).toMatchObject({
      ...{ action: "refund.requested", entity: "refund", entityId: refund.id },
      ...{ fromStatus: "DRAFT", toStatus: "PENDING_APPROVAL", remarks: refund.reason },
    });
    expect(at.tables.auditEvents.at(-1)).toMatchObject({ entity: "refund", entityNo: refund.refundNo });
  });
});

test("R16.2 a change of status is a line of the log, with its reason where there is one", async () => {
  const logged = (status: string) => at.tables.auditEvents.findLast(({ toStatus }) => toStatus === status);
  const refund = await at.world.request(0);
  await at.within(SYSTEM_ACTOR, (context) => holdRefundsOf(context, refund.depositId, "SCREENING"));
  expect(logged("ON_HOLD")).toMatchObject({ entity: "refund", entityId: refund.id, reasonCode: "SCREENING" });
  await at.world.reject(await at.world.request(1));
  expect(logged("REJECTED")).toMatchObject({ entity: "refund", reasonCode: null });
});

describe("what the nodes say", () => {
  const facts = async (refund: Refund) => {
    const row = await at.books.refund(refund.id);
    if (!row) throw new Error("it was requested");
    return readRefundFacts(at.rooms, at.world.chain, row);
  };
  const mined = async () => {
    const { refund } = await sent();
    at.world.chain.mine(1);
    return refund;
  };

  test("a receipt says that a payment is known, whatever else a lagging node has forgotten", async () => {
    const refund = await mined();
    at.world.chain.transaction = async () => null;
    expect((await facts(refund)).known).toBe(true);
    at.world.chain.blockAt = async () => null;
    expect(await facts(refund)).toMatchObject({ mined: null, known: true });
  });

  test("I7 nothing is final that is not mined", async () => {
    const { refund } = await sent();
    expect(await facts(refund)).toMatchObject({ mined: null, known: true, final: false });
  });

  test.each([
    [null, false],
    [1n, false],
    [2n, true],
    [3n, true],
  ])("I7 of a chain that tells its final block: mined in block 2, final is %s", async (finalized, final) => {
    const rules = at.rooms.books.rules;
    at.rooms.books.rules = async (...of) => {
      const found = await rules(...of);
      return found && { ...found, network: { ...found.network, finality: "FINALIZED" } };
    };
    at.world.chain.finalizedNumber = async () => finalized;
    const refund = await mined();
    const found = await facts(refund);
    expect(found.mined?.receipt.blockNumber).toBe(2n);
    expect(found.final).toBe(final);
  });
});

test("of a key that nobody knows there is nothing to compare", async () => {
  expect(await compareEverywhere(at.rooms, "00000000-0000-4000-8000-000000000000")).toEqual([]);
  const [comparison] = await compareEverywhere(at.rooms, at.world.rows.signer.id);
  expect(comparison).toMatchObject({ network: PAPER_NETWORK, findings: [] });
});

test("the service's rules see the person's rights, and name nobody to ask", async () => {
  const { executor } = at.world.people;
  await at.within(executor, async (context) => {
    expect(actionContextOf(context)).toEqual({
      permissions: executor.permissions,
      online: true,
      administrators: [],
    });
  });
});
