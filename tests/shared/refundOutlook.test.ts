/** What a refund's page says of money, status by status: whether it can move, whether somebody should look, and which sentence is chosen. */
import { describe, expect, test } from "vitest";
import { refundOutlook, STUCK_AFTER_MS, type OutlookInput } from "#shared/domain/refundOutlook.ts";
import { REFUND_STATUSES } from "#shared/domain/statuses.ts";

const PAYMENT = { kind: "PAYMENT", mined: null };
const VOID = { kind: "VOID", mined: null };
const outlook = (status: string, more: Partial<OutlookInput> = {}, waitedMs?: number) =>
  refundOutlook(
    {
      status,
      lockReleased: false,
      failure: null,
      holdReason: null,
      confirmations: null,
      voiding: null,
      slot: {},
      attempts: [PAYMENT],
      requiredApprovals: 1,
      ...more,
    },
    waitedMs,
  );
const asked = { approval: null };
const agreed = { approval: {} };

test("R21.6 whether money can move and whether somebody should look, in every status", () => {
  const seen = Object.fromEntries(
    REFUND_STATUSES.map((status) => {
      const { money, attention, people } = outlook(status);
      return [status, `${money}${attention ? " look" : ""}${people === null ? " wait" : ""}`];
    }),
  );
  expect(seen).toEqual({
    DRAFT: "NO",
    DISCARDED: "DID_NOT",
    PENDING_APPROVAL: "NO",
    APPROVED: "NO",
    ON_HOLD: "NO look",
    SIGNING: "NO",
    SIGNED: "MAY",
    BROADCAST_UNKNOWN: "MAY look",
    BROADCAST: "MAY",
    CONFIRMING: "HAS wait",
    DROPPED: "MAY look",
    NONCE_LOST: "MAY look",
    WITHDRAWN: "DID_NOT",
    REJECTED: "DID_NOT",
    EXPIRED: "DID_NOT",
    FAILED_ON_CHAIN: "DID_NOT look",
    VOID: "DID_NOT wait",
    COMPLETED: "HAS",
  });
  expect(outlook("DRAFT").people).toContain("Finish the request");
  expect(outlook("TELEPORTED")).toMatchObject({ money: "MAY", attention: true });
  expect(outlook("TELEPORTED").people).toContain("Update the program");
});

describe("which sentence", () => {
  test("R20a.2 how many people must approve", () => {
    expect(outlook("PENDING_APPROVAL").people).toMatch(/^One person other than/);
    expect(outlook("PENDING_APPROVAL", { requiredApprovals: 2 }).people).toMatch(/^2 people other than/);
  });

  test("R21.6 confirmations are counted when they are known", () => {
    expect(outlook("CONFIRMING")).toMatchObject({ moneyText: "The payment is mined." });
    expect(outlook("CONFIRMING").byItself).toMatch(/^At the required confirmations the refund/);
    const confirmations = { current: 3, required: 12, orphanedAt: null };
    expect(outlook("CONFIRMING", { confirmations }).moneyText).toContain("3 of 12 confirmations");
    expect(outlook("CONFIRMING", { confirmations }).byItself).toMatch(/^At 12 of 12 the refund/);
  });

  test("R17.3 after a final end the refund may be requested again, and nobody is called", () => {
    for (const status of ["FAILED_ON_CHAIN", "VOID"]) {
      expect(outlook(status, { lockReleased: true })).toMatchObject({ money: "DID_NOT", attention: false });
      expect(outlook(status, { lockReleased: true }).people).toContain("requested again");
      expect(outlook(status).byItself).toContain("is free for a new request as soon as");
    }
    expect(outlook("NONCE_LOST").people).toContain("closes the refund as unpaid");
  });

  test("F33 F34 what the chain did against expectation comes first", () => {
    const paidOtherwise = outlook("VOID", { failure: { code: "PAID_DIFFERENTLY", detail: "a part was kept" } });
    expect(paidOtherwise).toMatchObject({ money: "HAS", attention: true });
    expect(paidOtherwise.moneyText).toContain("a part was kept");
    expect(outlook("VOID", { failure: { code: "REVERTED", detail: "" } }).money).toBe("DID_NOT");
  });
});

describe("a payment that waits", () => {
  test("F24 ten minutes are long; less is not, and nothing said is nothing waited", () => {
    expect(STUCK_AFTER_MS).toBe(600_000);
    expect(outlook("BROADCAST").attention).toBe(false);
    expect(outlook("BROADCAST", {}, STUCK_AFTER_MS - 1).attention).toBe(false);
    expect(outlook("BROADCAST", {}, STUCK_AFTER_MS).attention).toBe(true);
    expect(outlook("BROADCAST").moneyText).toContain("waits to be mined");
  });

  test("F30 a dropped block is worth a look at once", () => {
    const counted = { current: 0, required: 12 };
    const orphaned = outlook("BROADCAST", { confirmations: { ...counted, orphanedAt: "2026-11-22T10:00:00.000Z" } });
    expect(orphaned).toMatchObject({ money: "MAY", attention: true });
    expect(orphaned.moneyText).toContain("dropped the block");
    const calm = outlook("BROADCAST", { confirmations: { ...counted, orphanedAt: null } });
    expect(calm.attention).toBe(false);
    expect(calm.moneyText).toContain("waits to be mined");
  });

  test("F25 withholding: nobody asked, one asked, another agreed, the replacement is signed", () => {
    for (const status of ["SIGNED", "BROADCAST_UNKNOWN", "BROADCAST", "DROPPED"]) {
      expect(outlook(status).people, status).toContain("one person asks and another approves");
      expect(outlook(status, { voiding: asked }).people, status).toContain("another person must approve");
      expect(outlook(status, { voiding: agreed }).people, status).toContain("may sign the replacement");
      expect(outlook(status, { voiding: agreed, attempts: [PAYMENT, VOID] }).people, status).toMatch(/^Wait\./);
    }
    expect(outlook("BROADCAST").byItself).toContain("followed until it is mined");
    expect(outlook("BROADCAST", { attempts: [PAYMENT, VOID] }).byItself).toContain("only one of them");
  });
});

describe("L2 a slot that nobody used", () => {
  const dead = { attempts: [], slot: {} };
  test("asks for people until a transaction that uses it up is signed", () => {
    for (const status of ["WITHDRAWN", "REJECTED", "EXPIRED"]) {
      expect(outlook(status, dead)).toMatchObject({ money: "DID_NOT", attention: true });
      expect(outlook(status, dead).people).toContain("One person asks");
      expect(outlook(status, { ...dead, voiding: asked })).toMatchObject({ money: "DID_NOT", attention: true });
      expect(outlook(status, { ...dead, voiding: asked }).people).toContain("another person must approve");
      expect(outlook(status, { ...dead, voiding: agreed })).toMatchObject({ money: "DID_NOT", attention: true });
      expect(outlook(status, { ...dead, voiding: agreed }).people).toContain("may sign the transaction");
      const signed = outlook(status, { ...dead, voiding: agreed, attempts: [VOID] });
      expect(signed).toMatchObject({ money: "DID_NOT", attention: false });
      expect(signed.people).toMatch(/^Wait\./);
      expect(outlook(status, { attempts: [] as const, slot: null }).people).toContain("requested again");
    }
  });
});
