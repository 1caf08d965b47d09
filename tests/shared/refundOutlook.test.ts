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
/** The keys of what a person may do. */
const people = (...given: Parameters<typeof outlook>) => outlook(...given).people.map(({ key }) => key);
const says = (...given: Parameters<typeof outlook>) => outlook(...given).moneySays.map(({ key }) => key);
const asked = { approval: null };
const agreed = { approval: {} };

test("R21.6 whether money can move and whether somebody should look, in every status", () => {
  const seen = Object.fromEntries(
    REFUND_STATUSES.map((status) => {
      const { money, attention } = outlook(status);
      return [status, `${money}${attention ? " look" : ""}${people(status).length === 0 ? " wait" : ""}`];
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
  expect(people("DRAFT")).toEqual(["finishDraft"]);
  expect(outlook("TELEPORTED")).toMatchObject({ money: "MAY", attention: true });
  expect(people("TELEPORTED")).toEqual(["update"]);
});

/** money: first sentence on it; then what happens by itself; then what a person may do */
const whole = (...given: Parameters<typeof outlook>) => {
  const { moneySays, byItself, people: may } = outlook(...given);
  return [moneySays[0]?.key, byItself.key, may.map(({ key }) => key).join(" ")].join(" | ");
};

test("R21.6 every sentence of every status", () => {
  expect(Object.fromEntries(REFUND_STATUSES.map((status) => [status, whole(status)]))).toEqual({
    DRAFT: "nothingSigned | draftStays | finishDraft",
    DISCARDED: "nothingMoved | nothingMore | requestAgain",
    PENDING_APPROVAL: "nothingSigned | requestExpires | approveOne",
    APPROVED: "nothingSigned | approvalExpires | execute",
    ON_HOLD: "nothingSigned | supervisorDecides | clearHold",
    SIGNING: "aboutToSign | lockLapses | onlyExecutor",
    SIGNED: "signed | sentWhenReached | sendAgain mayWithhold",
    BROADCAST_UNKNOWN: "answerLost | chainAsked | sendAgainOnly mayWithhold",
    BROADCAST: "onItsWay | followed | raiseOrSend mayWithhold",
    CONFIRMING: "mined | completes | ",
    DROPPED: "forgotten | nodesAsked | sendOrRaise mayWithhold",
    NONCE_LOST: "slotTaken | chainWatched | findOut",
    WITHDRAWN: "nothingMoved | nothingMore | requestAgain",
    REJECTED: "nothingMoved | nothingMore | requestAgain",
    EXPIRED: "nothingMoved | nothingMore | requestAgain",
    FAILED_ON_CHAIN: "failedNotFinal | freeAfterFailed | payNothing",
    VOID: "withheldNotFinal | freeAfterReplacement | ",
    COMPLETED: "paid | watchedLonger | tellClient",
  });
  expect(whole("FAILED_ON_CHAIN", { lockReleased: true })).toBe("failed | nothingMore | requestAgain");
  expect(whole("VOID", { lockReleased: true })).toBe("withheld | nothingMore | requestAgain");
  expect(whole("TELEPORTED")).toBe("unknown | centralGoesOn | update");
  expect(whole("BROADCAST", { attempts: [PAYMENT, VOID] })).toBe("onItsWay | eitherOne | waitReplacement");
  const orphaned = { current: 0, required: 3, orphanedAt: "2026-11-22T00:00:00.000Z" };
  expect(whole("BROADCAST", { confirmations: orphaned })).toBe("blockDropped | followed | raiseOrSend mayWithhold");
  const three = { current: 3, required: 12, orphanedAt: null };
  expect(outlook("CONFIRMING", { confirmations: three })).toMatchObject({ money: "HAS", attention: false });
  expect(whole("SIGNED", { voiding: asked })).toBe("signed | sentWhenReached | sendAgain withholdAsked");
  expect(whole("SIGNED", { voiding: agreed })).toBe("signed | sentWhenReached | sendAgain withholdApproved");
  const differently = { code: "PAID_DIFFERENTLY", detail: "4 instead of 5" };
  expect(whole("NONCE_LOST", { failure: differently })).toBe("paidDifferently | neverRefunded | settleOutside");
});

test("I9 every sentence of a slot that stands in the way", () => {
  const ended = (more: Partial<OutlookInput>) => whole("EXPIRED", { attempts: [], ...more });
  expect(ended({})).toBe("slotUnused | nothingMore | voidSlot");
  expect(ended({ voiding: asked })).toBe("slotUnused | nothingMore | voidAsked");
  expect(ended({ voiding: agreed })).toBe("slotUnused | nothingMore | voidApproved");
  expect(ended({ attempts: [VOID] })).toBe("slotUnused | slotUsedUp | waitSlot");
});

describe("which sentence", () => {
  test("R20a.2 how many people must approve", () => {
    expect(outlook("PENDING_APPROVAL").people).toEqual([{ key: "approveOne" }]);
    expect(outlook("PENDING_APPROVAL", { requiredApprovals: 2 }).people).toEqual([
      { key: "approveMany", values: { count: 2 } },
    ]);
  });

  test("R21.6 confirmations are counted when they are known", () => {
    expect(outlook("CONFIRMING")).toMatchObject({ moneySays: [{ key: "mined" }], byItself: { key: "completes" } });
    const confirmations = { current: 3, required: 12, orphanedAt: null };
    expect(outlook("CONFIRMING", { confirmations })).toMatchObject({
      moneySays: [{ key: "minedOf", values: { current: 3, required: 12 } }],
      byItself: { key: "completesAt", values: { required: 12 } },
    });
  });

  test("R17.3 after a final end the refund may be requested again, and nobody is called", () => {
    for (const status of ["FAILED_ON_CHAIN", "VOID"]) {
      expect(outlook(status, { lockReleased: true })).toMatchObject({ money: "DID_NOT", attention: false });
      expect(people(status, { lockReleased: true })).toEqual(["requestAgain"]);
      expect(outlook(status).byItself.key).toMatch(/^freeAfter/);
    }
    expect(people("NONCE_LOST")).toEqual(["findOut"]);
  });

  test("F33 F34 what the chain did against expectation comes first", () => {
    const paidOtherwise = outlook("VOID", { failure: { code: "PAID_DIFFERENTLY", detail: "a part was kept" } });
    expect(paidOtherwise).toMatchObject({ money: "HAS", attention: true });
    expect(paidOtherwise.moneySays).toEqual([{ key: "paidDifferently", values: { detail: "a part was kept" } }]);
    expect(outlook("VOID", { failure: { code: "REVERTED", detail: "" } }).money).toBe("DID_NOT");
  });
});

describe("a payment that waits", () => {
  test("F24 ten minutes are long; less is not, and nothing said is nothing waited", () => {
    expect(STUCK_AFTER_MS).toBe(600_000);
    expect(outlook("BROADCAST").attention).toBe(false);
    expect(outlook("BROADCAST", {}, STUCK_AFTER_MS - 1).attention).toBe(false);
    expect(outlook("BROADCAST", {}, STUCK_AFTER_MS).attention).toBe(true);
    expect(says("BROADCAST")).toEqual(["onItsWay", "sameSlot"]);
  });

  test("F30 a dropped block is worth a look at once", () => {
    const counted = { current: 0, required: 12 };
    const orphaned = outlook("BROADCAST", { confirmations: { ...counted, orphanedAt: "2026-11-22T10:00:00.000Z" } });
    expect(orphaned).toMatchObject({ money: "MAY", attention: true });
    expect(orphaned.moneySays).toEqual([{ key: "blockDropped" }, { key: "sameSlot" }]);
    const calm = outlook("BROADCAST", { confirmations: { ...counted, orphanedAt: null } });
    expect(calm.attention).toBe(false);
    expect(calm.moneySays[0]).toEqual({ key: "onItsWay" });
  });

  test("F25 withholding: nobody asked, one asked, another agreed, the replacement is signed", () => {
    for (const status of ["SIGNED", "BROADCAST_UNKNOWN", "BROADCAST", "DROPPED"]) {
      expect(says(status), status).toContain("sameSlot");
      expect(people(status).at(-1), status).toBe("mayWithhold");
      expect(people(status), status).toHaveLength(2);
      expect(people(status, { voiding: asked }).at(-1), status).toBe("withholdAsked");
      expect(people(status, { voiding: agreed }).at(-1), status).toBe("withholdApproved");
      expect(people(status, { voiding: agreed, attempts: [PAYMENT, VOID] }), status).toEqual(["waitReplacement"]);
    }
    expect(outlook("BROADCAST").byItself.key).toBe("followed");
    expect(outlook("BROADCAST", { attempts: [PAYMENT, VOID] }).byItself.key).toBe("eitherOne");
  });
});

describe("L2 a slot that nobody used", () => {
  const dead = { attempts: [], slot: {} };
  test("asks for people until a transaction that uses it up is signed", () => {
    for (const status of ["WITHDRAWN", "REJECTED", "EXPIRED"]) {
      expect(outlook(status, dead)).toMatchObject({ money: "DID_NOT", attention: true });
      expect(people(status, dead)).toEqual(["voidSlot"]);
      expect(outlook(status, { ...dead, voiding: asked })).toMatchObject({ money: "DID_NOT", attention: true });
      expect(people(status, { ...dead, voiding: asked })).toEqual(["voidAsked"]);
      expect(outlook(status, { ...dead, voiding: agreed })).toMatchObject({ money: "DID_NOT", attention: true });
      expect(people(status, { ...dead, voiding: agreed })).toEqual(["voidApproved"]);
      const signed = outlook(status, { ...dead, voiding: agreed, attempts: [VOID] });
      expect(signed).toMatchObject({ money: "DID_NOT", attention: false });
      expect(signed.people).toEqual([{ key: "waitSlot" }]);
      expect(people(status, { attempts: [] as const, slot: null })).toEqual(["requestAgain"]);
    }
  });
});
