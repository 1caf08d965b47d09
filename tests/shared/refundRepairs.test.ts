import { describe, expect, test } from "vitest";
import { refundOutlook } from "#shared/domain/refundOutlook.ts";
import { holdsRefundLock, moneyMayMove } from "#shared/domain/refundMachine.ts";
import {
  isDeadSlot,
  isVoidedSlot,
  whyNotApproveVoid,
  whyNotCloseUnpaid,
  whyNotDropVoid,
  whyNotRaiseFee,
  whyNotRequestVoid,
  whyNotSendAgain,
  whyNotSignVoid,
} from "#shared/domain/refundRepairs.ts";
import { REFUND_STATUSES } from "#shared/domain/statuses.ts";
import { PERMISSIONS } from "#shared/domain/permissions.ts";

const MAKER = "maker";
const EXECUTOR = "executor";
const SUPERVISOR = "supervisor";
const everything = { permissions: new Set<string>(PERMISSIONS), online: true, administrators: ["Yuen Wai Lam"] };
const refund = (status: string, more: object = {}) => ({
  status,
  requestedBy: { id: MAKER },
  voiding: null as { requestedBy: { id: string }; approval: unknown } | null,
  attempts: [{ kind: "PAYMENT" }],
  ...more,
});
const asked = { requestedBy: { id: EXECUTOR }, approval: null };
const approved = { requestedBy: { id: EXECUTOR }, approval: { by: { id: SUPERVISOR } } };
const allowedIn = (rule: (one: ReturnType<typeof refund>) => unknown, more: object = {}) =>
  REFUND_STATUSES.filter((status) => rule(refund(status, more)) === null);

test("I9 a slot counts as voided only when the replacement is mined, and of refunds that ended unsigned", () => {
  const voided = (status: string, ...attempts: { kind: string; mined?: unknown }[]) =>
    isVoidedSlot({ status, attempts });
  const mined = { kind: "VOID", mined: {} };
  expect(REFUND_STATUSES.filter((status) => voided(status, mined)).toSorted()).toEqual([
    "EXPIRED",
    "REJECTED",
    "WITHDRAWN",
  ]);
  expect(voided("EXPIRED", { kind: "VOID", mined: null }, mined)).toBe(true);
  expect(voided("EXPIRED")).toBe(false);
  expect(voided("EXPIRED", { kind: "VOID", mined: null })).toBe(false);
  expect(voided("EXPIRED", { kind: "VOID" })).toBe(false);
  expect(voided("EXPIRED", { kind: "PAYMENT", mined: {} })).toBe(false);
});

describe("what may be done with a payment that does not end by itself", () => {
  test("F24 F26 a fee is raised only while the payment waits to be mined, and not once it is withheld", () => {
    expect(allowedIn((one) => whyNotRaiseFee(one, everything))).toEqual(["BROADCAST", "DROPPED"]);
    expect(whyNotRaiseFee(refund("BROADCAST", { attempts: [{ kind: "VOID" }] }), everything)?.code).toBe("LOCKED");
  });

  test("F25 withholding needs one who asks and another who approves, and a payment that is not mined", () => {
    const unmined = ["SIGNED", "BROADCAST_UNKNOWN", "BROADCAST", "DROPPED"];
    expect(allowedIn((one) => whyNotRequestVoid(one, everything))).toEqual(unmined);
    expect(allowedIn((one) => whyNotApproveVoid(one, SUPERVISOR, everything), { voiding: asked })).toEqual(unmined);
    expect(allowedIn((one) => whyNotSignVoid(one, everything), { voiding: approved })).toEqual(unmined);
    expect(whyNotApproveVoid(refund("BROADCAST", { voiding: asked }), EXECUTOR, everything)?.text).toContain(
      "Another person",
    );
    expect(whyNotApproveVoid(refund("BROADCAST"), SUPERVISOR, everything)?.code).toBe("LOCKED");
    expect(whyNotSignVoid(refund("BROADCAST", { voiding: asked }), everything)?.text).toContain("second person");
    expect(whyNotRequestVoid(refund("BROADCAST", { voiding: asked }), everything)?.code).toBe("LOCKED");
  });

  test("F25 it is dropped again only as long as no replacement is signed", () => {
    expect(whyNotDropVoid(refund("BROADCAST", { voiding: approved }), everything)).toBeNull();
    expect(
      whyNotDropVoid(refund("BROADCAST", { voiding: approved, attempts: [{ kind: "VOID" }] }), everything)?.code,
    ).toBe("LOCKED");
    expect(whyNotDropVoid(refund("BROADCAST"), everything)?.code).toBe("LOCKED");
  });

  test("I9 a slot that was given to a refund which ended unsigned is voided by the same two people", () => {
    const dead = { slot: {}, attempts: [] };
    const ended = ["WITHDRAWN", "REJECTED", "EXPIRED"];
    const unmined = ["SIGNED", "BROADCAST_UNKNOWN", "BROADCAST", "DROPPED"];
    const all = expect.arrayContaining([...ended, ...unmined]);
    expect(allowedIn((one) => whyNotRequestVoid(one, everything), dead)).toEqual(all);
    expect(allowedIn((one) => whyNotApproveVoid(one, SUPERVISOR, everything), { ...dead, voiding: asked })).toEqual(
      all,
    );
    expect(allowedIn((one) => whyNotSignVoid(one, everything), { ...dead, voiding: approved })).toEqual(all);
    for (const status of ended) {
      expect(isDeadSlot(refund(status, dead))).toBe(true);
      expect(isDeadSlot(refund(status, { slot: null, attempts: [] }))).toBe(false);
      expect(whyNotRequestVoid(refund(status, { slot: null, attempts: [] }), everything)?.code).toBe("STATUS");
      // A void that waits may be sent again; one that is mined has used the slot up.
      const sent = refund(status, { slot: {}, attempts: [{ kind: "VOID", mined: null }] });
      expect(whyNotSendAgain(sent, everything)).toBeNull();
      expect(isDeadSlot(refund(status, { slot: {}, attempts: [{ kind: "VOID", mined: {} }] }))).toBe(false);
      expect(whyNotSendAgain(refund(status, dead), everything)?.code).toBe("STATUS");
    }
  });

  test("F28 only a lost nonce is closed as unpaid, and not by the person who requested the refund", () => {
    expect(allowedIn((one) => whyNotCloseUnpaid(one, SUPERVISOR, everything))).toEqual(["NONCE_LOST"]);
    expect(whyNotCloseUnpaid(refund("NONCE_LOST"), MAKER, everything)?.text).toContain("Another person");
  });

  test("R24.1 R3.4 each says why not when offline, and which permission is lacking", () => {
    const offline = { ...everything, online: false };
    const powerless = { ...everything, permissions: new Set<string>() };
    const rules: ((context: typeof everything) => { code: string; text: string } | null)[] = [
      (context) => whyNotRaiseFee(refund("BROADCAST"), context),
      (context) => whyNotSendAgain(refund("BROADCAST_UNKNOWN"), context),
      (context) => whyNotRequestVoid(refund("BROADCAST"), context),
      (context) => whyNotApproveVoid(refund("BROADCAST", { voiding: asked }), SUPERVISOR, context),
      (context) => whyNotSignVoid(refund("BROADCAST", { voiding: approved }), context),
      (context) => whyNotDropVoid(refund("BROADCAST", { voiding: asked }), context),
      (context) => whyNotCloseUnpaid(refund("NONCE_LOST"), SUPERVISOR, context),
    ];
    for (const rule of rules) {
      expect(rule(everything)).toBeNull();
      expect(rule(offline)?.code).toBe("OFFLINE");
      expect(rule(powerless)?.text).toContain("Contact an administrator: Yuen Wai Lam");
    }
  });
});

describe("what the page says about a refund", () => {
  const outlook = (status: string, more: object = {}, waitedMs = 0) =>
    refundOutlook(
      {
        status,
        lockReleased: false,
        failure: null,
        holdReason: null,
        confirmations: null,
        voiding: null,
        attempts: [{ kind: "PAYMENT" }],
        requiredApprovals: 1,
        ...more,
      },
      waitedMs,
    );

  test("R21.6 every status says whether money can move, what happens by itself and what people may do", () => {
    for (const status of REFUND_STATUSES) {
      const { money, moneySays, byItself } = outlook(status);
      expect(moneySays.length, status).toBeGreaterThan(0);
      expect(byItself.key, status).not.toBe("centralGoesOn");
      // Signed bytes exist exactly where the machine says so; mined ones are paid.
      expect(money === "MAY" || money === "HAS", status).toBe(moneyMayMove(status) || status === "COMPLETED");
      if (!holdsRefundLock(status, false)) expect(["NO", "DID_NOT"], status).toContain(money);
    }
  });

  test("a status that this version does not know is treated as if money could move", () => {
    expect(outlook("SOMETHING_NEW")).toMatchObject({ money: "MAY", attention: true });
  });

  test("a payment that waits long, lost its block or paid differently asks for a person", () => {
    expect(outlook("BROADCAST").attention).toBe(false);
    expect(outlook("BROADCAST", {}, 11 * 60_000).attention).toBe(true);
    expect(
      outlook("BROADCAST", { confirmations: { current: 0, required: 12, orphanedAt: "2026-11-22T00:00:00.000Z" } })
        .moneySays[0]?.key,
    ).toBe("blockDropped");
    expect(
      outlook("BROADCAST", { failure: { code: "PAID_DIFFERENTLY", detail: "the token kept a part" } }),
    ).toMatchObject({ money: "HAS", attention: true });
  });

  test("F33 F34 I1 what the chain paid after all comes before what the status would say", () => {
    const failure = { code: "PAID_DIFFERENTLY", detail: "the payee received 99 base units instead of 100" };
    for (const status of ["BROADCAST", "FAILED_ON_CHAIN", "VOID"])
      expect(outlook(status, { failure }), status).toMatchObject({ money: "HAS", attention: true });
    // F35: mined after all, it is followed again; until then nobody asks for another one.
    expect(outlook("NONCE_LOST").byItself.key).toBe("chainWatched");
    expect(outlook("FAILED_ON_CHAIN", { failure: { code: "REVERTED", detail: "" } }).money).toBe("DID_NOT");
  });

  test("F25 who may act while a payment is being withheld", () => {
    expect(outlook("BROADCAST", { voiding: asked }).people.at(-1)?.key).toBe("withholdAsked");
    expect(outlook("BROADCAST", { voiding: approved }).people.at(-1)?.key).toBe("withholdApproved");
    expect(
      outlook("BROADCAST", { voiding: approved, attempts: [{ kind: "PAYMENT" }, { kind: "VOID" }] }).byItself.key,
    ).toBe("eitherOne");
  });

  test("L2 a slot that stands in its key's way asks for people until it is voided", () => {
    const dead = { slot: {}, attempts: [] };
    expect(outlook("EXPIRED", dead)).toMatchObject({ money: "DID_NOT", attention: true });
    expect(outlook("EXPIRED", dead).people).toEqual([{ key: "voidSlot" }]);
    expect(outlook("REJECTED", { ...dead, voiding: asked }).people).toEqual([{ key: "voidAsked" }]);
    expect(outlook("WITHDRAWN", { ...dead, voiding: approved }).people).toEqual([{ key: "voidApproved" }]);
    const waits = { slot: {}, attempts: [{ kind: "VOID", mined: null }], voiding: approved };
    expect(outlook("EXPIRED", waits).attention).toBe(false);
    expect(outlook("EXPIRED", { ...waits, attempts: [{ kind: "VOID", mined: {} }] }).people).toEqual([
      { key: "requestAgain" },
    ]);
  });

  test("after a final end the refund may be requested again, before it nobody pays in another way", () => {
    expect(outlook("FAILED_ON_CHAIN").people).toEqual([{ key: "payNothing" }]);
    expect(outlook("FAILED_ON_CHAIN", { lockReleased: true }).people).toEqual([{ key: "requestAgain" }]);
    expect(outlook("VOID", { lockReleased: true }).money).toBe("DID_NOT");
    expect(outlook("PENDING_APPROVAL", { requiredApprovals: 2 }).people).toEqual([
      { key: "approveMany", values: { count: 2 } },
    ]);
  });
});
