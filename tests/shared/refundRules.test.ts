/** Who may do what with a refund, each rule alone: everything else is right, so that nothing but the rule itself can refuse. */
import { describe, expect, test } from "vitest";
import {
  DELETABLE_RECORD_STATUS,
  whyNotCancel,
  whyNotPermitted,
  whyNotRequestRefund,
  type ActionContext,
} from "#shared/domain/deposits.ts";
import { isTerminal, judge, SYSTEM, transitionsFrom, type Mover } from "#shared/domain/machine.ts";
import { holdsRefundLock, moneyMayMove, refundMachine } from "#shared/domain/refundMachine.ts";
import {
  isDeadSlot,
  isWithheld,
  whyNotApproveVoid,
  whyNotCloseUnpaid,
  whyNotDropVoid,
  whyNotRaiseFee,
  whyNotRequestVoid,
  whyNotSendAgain,
  whyNotSignVoid,
} from "#shared/domain/refundRepairs.ts";
import {
  checkRefundAmount,
  IDENTITY_METHOD_LABELS,
  IDENTITY_METHODS,
  isLargeAmount,
  REFUND_KIND_LABELS,
  REFUND_KINDS,
  refundBadge,
  REMAINDER_DISPOSITIONS,
  REMAINDER_LABELS,
  requiredApprovals,
  whyNotApprove,
  whyNotExecute,
  whyNotWithdraw,
} from "#shared/domain/refunds.ts";
import { REFUND_STATUSES } from "#shared/domain/statuses.ts";

const MAKER = "maker";
const OTHER = "other";
const THIRD = "third";
const holding = (...permissions: string[]): ActionContext => ({
  permissions: new Set(permissions),
  online: true,
  administrators: [],
});
const offline = (context: ActionContext): ActionContext => ({ ...context, online: false });

test("what a refusal names is handed to whoever words it", () => {
  const said: object[] = [];
  const context: ActionContext = { ...holding(), say: (key, values) => String(said.push({ key, ...values })) };
  whyNotCancel({ status: "CREDITED" }, context);
  whyNotRequestRefund({ status: "CANCELLED", activeRefundNo: null }, context);
  whyNotRequestRefund({ status: "CREDITED", activeRefundNo: "RF-1" }, context);
  const refund = { status: "VOID", requestedBy: { id: MAKER }, requiredApprovals: 1, approvals: [] };
  whyNotApprove(refund, OTHER, context);
  whyNotExecute(refund, OTHER, context);
  whyNotWithdraw(refund, MAKER, context);
  expect(said).toEqual([
    { key: "cancelStatus", deposit: "CREDITED" },
    { key: "refundStatus", deposit: "CANCELLED" },
    { key: "refundOpen", refundNo: "RF-1" },
    { key: "decideStatus", refund: "VOID" },
    { key: "executeStatus", refund: "VOID" },
    { key: "withdrawStatus", refund: "VOID" },
  ]);
});

describe("words that the contract compares", () => {
  test("R20.3 R20.7 the lists are the guide's and ours, each with a label", () => {
    expect(REFUND_KINDS).toEqual(["CUSTOMER_REQUEST", "FORCED"]);
    expect(REMAINDER_DISPOSITIONS).toEqual(["FEE", "WITHHELD", "STAYS_CREDITED"]);
    expect(IDENTITY_METHODS).toEqual(["CALL_BACK", "IN_PERSON", "VIDEO", "DOCUMENT"]);
    expect(Object.keys(REFUND_KIND_LABELS)).toEqual([...REFUND_KINDS]);
    expect(Object.keys(REMAINDER_LABELS)).toEqual([...REMAINDER_DISPOSITIONS]);
    expect(REMAINDER_LABELS.WITHHELD).toBe("Withheld");
    expect(Object.keys(IDENTITY_METHOD_LABELS)).toEqual([...IDENTITY_METHODS]);
  });
});

describe("R1.3 the judge", () => {
  const executor: Mover = { kind: "PERSON", permissions: new Set(["Refund.Execute"]) };
  test("I7 each refusal says what was wrong, and nothing more", () => {
    const proven = { sameBytes: true };
    expect(judge(refundMachine, "F99" as "F26", "DROPPED", executor, proven)).toEqual({
      allowed: false,
      why: "NOT_LISTED",
    });
    expect(judge(refundMachine, "F26", "BROADCAST", executor, proven)).toEqual({
      allowed: false,
      why: "NOT_THIS_STATUS",
      from: "DROPPED",
    });
    expect(judge(refundMachine, "F26", "DROPPED", SYSTEM, proven)).toEqual({
      allowed: false,
      why: "NOT_THIS_ACTOR",
      permission: "Refund.Execute",
    });
    expect(judge(refundMachine, "F26", "DROPPED", executor, {})).toEqual({
      allowed: false,
      why: "GUARD",
      guard: "sameBytes",
      text: refundMachine.guardTexts.sameBytes,
    });
    expect(judge(refundMachine, "F26", "DROPPED", executor, proven)).toEqual({
      allowed: true,
      transition: refundMachine.transitions.find(({ id }) => id === "F26"),
    });
  });

  test("R3.1 a person without the right never moves, nor does a person where the central service acts", () => {
    const powerless: Mover = { kind: "PERSON", permissions: new Set() };
    expect(judge(refundMachine, "F26", "DROPPED", powerless, { sameBytes: true }).allowed).toBe(false);
    expect(judge(refundMachine, "F22", "BROADCAST", executor, { notInAnyPool: true })).toMatchObject({
      why: "NOT_THIS_ACTOR",
      permission: null,
    });
    expect(judge(refundMachine, "F22", "BROADCAST", SYSTEM, { notInAnyPool: true }).allowed).toBe(true);
  });

  test("I7 what leaves a status, and what is an end", () => {
    expect(transitionsFrom(refundMachine, "DROPPED").map(({ id }) => id)).toEqual(["F26", "F27"]);
    expect(transitionsFrom(refundMachine, null).map(({ id }) => id)).toEqual(["F1"]);
    const ends = REFUND_STATUSES.filter((status) => isTerminal(refundMachine, status));
    expect(ends).toEqual(["DISCARDED", "WITHDRAWN", "REJECTED", "EXPIRED"]);
  });

  test("I1 signed money may move; its deposit stays locked", () => {
    const moving = ["SIGNED", "BROADCAST_UNKNOWN", "BROADCAST", "CONFIRMING", "DROPPED", "NONCE_LOST"];
    expect(REFUND_STATUSES.filter(moneyMayMove)).toEqual(moving);
    const locked = ["PENDING_APPROVAL", "APPROVED", "ON_HOLD", "SIGNING", ...moving, "COMPLETED"];
    const inOrder = (statuses: readonly string[]) => REFUND_STATUSES.filter((status) => statuses.includes(status));
    expect(REFUND_STATUSES.filter((status) => holdsRefundLock(status, true))).toEqual(inOrder(locked));
    expect(REFUND_STATUSES.filter((status) => holdsRefundLock(status, false))).toEqual(
      inOrder([...locked, "FAILED_ON_CHAIN", "VOID"]),
    );
  });
});

describe("R20.4 the amount", () => {
  const deposit = { depositAmount: "100", adjustmentReason: "fee kept", remainder: "FEE" as const };
  test("R20.5 each rule alone", () => {
    expect(checkRefundAmount({ ...deposit, amount: "x" })).toBe("AMOUNT_INVALID");
    expect(checkRefundAmount({ ...deposit, amount: "0.00" })).toBe("AMOUNT_INVALID");
    expect(checkRefundAmount({ ...deposit, amount: "0.000001" })).toBeNull();
    expect(checkRefundAmount({ ...deposit, amount: "100.01" })).toBe("AMOUNT_EXCEEDS_DEPOSIT");
    expect(checkRefundAmount({ ...deposit, amount: "99.99" })).toBeNull();
    expect(checkRefundAmount({ ...deposit, amount: "99", adjustmentReason: null })).toBe("ADJUSTMENT_REASON_REQUIRED");
    expect(checkRefundAmount({ ...deposit, amount: "99", adjustmentReason: " \n" })).toBe("ADJUSTMENT_REASON_REQUIRED");
    expect(checkRefundAmount({ ...deposit, amount: "99", remainder: null })).toBe("REMAINDER_REQUIRED");
    expect(checkRefundAmount({ amount: "100", depositAmount: "100", adjustmentReason: null, remainder: null })).toBe(
      null,
    );
  });
  test("R20a.2 two people above the limit, one at it", () => {
    expect(isLargeAmount("100", "100")).toBe(false);
    expect(isLargeAmount("100.1", "100")).toBe(true);
    expect([requiredApprovals("99", "100"), requiredApprovals("100", "100"), requiredApprovals("101", "100")]).toEqual([
      1, 1, 2,
    ]);
  });
});

describe("R12.1 R17.1 records", () => {
  test("R8.3 an application is deleted only as long as nothing can have arrived for its record", () => {
    expect(DELETABLE_RECORD_STATUS).toBe("WALLET_ADDRESS_UNDER_VERIFICATION");
  });
  test("R12.4 cancelling needs the status, the right and a connection, in this order", () => {
    const waiting = { status: "WALLET_ADDRESS_UNDER_VERIFICATION" };
    expect(whyNotCancel(waiting, holding("Cancel"))).toBeNull();
    expect(whyNotCancel({ status: "CREDITED" }, offline(holding()))?.code).toBe("STATUS");
    expect(whyNotCancel(waiting, offline(holding()))?.code).toBe("PERMISSION");
    expect(whyNotCancel(waiting, offline(holding("Cancel")))?.code).toBe("OFFLINE");
  });

  test("R17.3 requesting needs the status, the lock, both rights and a connection, in this order", () => {
    const credited = { status: "CREDITED", activeRefundNo: null };
    const both = holding("Refund", "Refund.Request");
    expect(whyNotRequestRefund(credited, both)).toBeNull();
    expect(whyNotRequestRefund({ status: "REFUNDED", activeRefundNo: "RF-1" }, both)?.code).toBe("STATUS");
    expect(whyNotRequestRefund({ ...credited, activeRefundNo: "RF-1" }, holding())?.code).toBe("REFUND_OPEN");
    expect(whyNotRequestRefund(credited, holding("Refund"))?.text).toContain('"Refund.Request"');
    expect(whyNotRequestRefund(credited, holding("Refund.Request"))?.text).toContain('"Refund".');
    expect(whyNotRequestRefund(credited, offline(holding()))?.code).toBe("PERMISSION");
    expect(whyNotRequestRefund(credited, offline(both))?.code).toBe("OFFLINE");
  });

  test("R3.4 the administrators are named, if there are any", () => {
    expect(whyNotPermitted("Cancel", holding("Cancel"))).toBeNull();
    expect(whyNotPermitted("Cancel", holding())).toEqual({
      code: "PERMISSION",
      text: 'You lack the permission "Cancel". Contact an administrator.',
      permission: "Cancel",
    });
    expect(whyNotPermitted("Cancel", { ...holding(), administrators: ["Ada", "Ben"] })?.text).toBe(
      'You lack the permission "Cancel". Contact an administrator: Ada, Ben.',
    );
  });
});

describe("I3 separation of duties", () => {
  const by = (id: string, decision = "APPROVE") => ({ by: { id }, decision });
  const pending = { status: "PENDING_APPROVAL", requestedBy: { id: MAKER }, approvals: [by(THIRD)] };
  const approver = holding("Refund.Approve");
  test("R20a.1 approving: the maker never, nobody twice, and only with the right and a connection", () => {
    expect(whyNotApprove(pending, OTHER, approver)).toBeNull();
    expect(whyNotApprove({ ...pending, status: "APPROVED" }, OTHER, approver)?.code).toBe("STATUS");
    expect(whyNotApprove(pending, MAKER, approver)?.text).toContain("Your own request");
    expect(whyNotApprove(pending, THIRD, approver)).toMatchObject({ code: "LOCKED" });
    expect(whyNotApprove(pending, THIRD, approver)?.text).toContain("already");
    expect(whyNotApprove({ ...pending, approvals: [by(THIRD), by(OTHER)] }, THIRD, approver)?.code).toBe("LOCKED");
    expect(whyNotApprove({ ...pending, approvals: [by(THIRD, "REJECT")] }, THIRD, approver)).toBeNull();
    expect(whyNotApprove({ ...pending, approvals: [by(OTHER, "REJECT"), by(THIRD)] }, OTHER, approver)).toBeNull();
    expect(whyNotApprove(pending, MAKER, approver)?.code).toBe("LOCKED");
    expect(whyNotApprove(pending, OTHER, holding())?.text).toContain('"Refund.Approve"');
    expect(whyNotApprove(pending, OTHER, offline(holding()))?.code).toBe("PERMISSION");
    expect(whyNotApprove(pending, OTHER, offline(approver))?.code).toBe("OFFLINE");
  });

  const approved = { ...pending, status: "APPROVED", requiredApprovals: 1, approvals: [by(OTHER)] };
  const executor = holding("Refund.Execute");
  test("F13 R21.1 executing: the maker never, an approver only of a small amount", () => {
    expect(whyNotExecute(approved, OTHER, executor)).toBeNull();
    expect(whyNotExecute({ ...approved, status: "SIGNING" }, OTHER, executor)).toBeNull();
    expect(whyNotExecute({ ...approved, status: "SIGNED" }, OTHER, executor)?.code).toBe("STATUS");
    expect(whyNotExecute(approved, MAKER, executor)).toMatchObject({ code: "LOCKED" });
    expect(whyNotExecute(approved, MAKER, executor)?.text).toContain("Your own request");
    const large = { ...approved, requiredApprovals: 2, approvals: [by(OTHER), by(MAKER)] };
    expect(whyNotExecute(large, OTHER, executor)).toMatchObject({ code: "LOCKED" });
    expect(whyNotExecute(large, OTHER, executor)?.text).toContain("third person");
    expect(whyNotExecute(large, THIRD, executor)).toBeNull();
    expect(whyNotExecute(approved, OTHER, offline(holding()))?.text).toContain('"Refund.Execute"');
    expect(whyNotExecute(approved, OTHER, offline(executor))?.code).toBe("OFFLINE");
  });

  test("F4 R20.8 only the maker withdraws, only before the decision, and online", () => {
    expect(whyNotWithdraw(pending, MAKER, holding())).toBeNull();
    expect(whyNotWithdraw({ ...pending, status: "APPROVED" }, MAKER, holding())?.code).toBe("STATUS");
    expect(whyNotWithdraw(pending, OTHER, holding())?.code).toBe("LOCKED");
    expect(whyNotWithdraw(pending, MAKER, offline(holding()))?.code).toBe("OFFLINE");
  });
});

describe("F24 to F28 payments that do not end by themselves", () => {
  const executor = holding("Refund.Execute");
  const payment = {
    status: "BROADCAST",
    requestedBy: { id: MAKER },
    voiding: null,
    slot: {},
    attempts: [{ kind: "PAYMENT", mined: null }],
  };
  const asked = { requestedBy: { id: OTHER }, approval: null };
  const agreed = { requestedBy: { id: OTHER }, approval: {} };
  const withVoid = [...payment.attempts, { kind: "VOID", mined: null }];
  const dead = { ...payment, status: "EXPIRED", attempts: [] };

  test("I9 a slot is dead when the refund ended unsigned and nothing used the slot up", () => {
    for (const status of ["EXPIRED", "REJECTED", "WITHDRAWN"]) expect(isDeadSlot({ ...dead, status })).toBe(true);
    for (const status of ["APPROVED", "DISCARDED", "VOID", "BROADCAST"])
      expect(isDeadSlot({ ...dead, status })).toBe(false);
    expect(isDeadSlot({ ...dead, slot: null })).toBe(false);
    expect(isDeadSlot({ status: "EXPIRED", attempts: [] })).toBe(false);
    expect(isDeadSlot({ ...dead, attempts: [{ kind: "VOID", mined: null }] })).toBe(true);
    expect(isDeadSlot({ ...dead, attempts: [{ kind: "VOID" }] })).toBe(true);
    expect(isDeadSlot({ ...dead, attempts: [{ kind: "VOID", mined: {} }] })).toBe(false);
    expect(isDeadSlot({ ...dead, attempts: [{ kind: "PAYMENT", mined: null }] })).toBe(false);
    expect(isDeadSlot({ ...dead, attempts: [{ kind: "VOID" }, { kind: "VOID", mined: {} }] })).toBe(false);
  });

  test("F25 one signed replacement is enough to call a payment withheld", () => {
    expect(isWithheld({ attempts: [] })).toBe(false);
    expect(isWithheld(payment)).toBe(false);
    expect(isWithheld({ attempts: withVoid })).toBe(true);
  });

  test("F24 raising a fee", () => {
    for (const status of ["BROADCAST", "DROPPED"])
      expect(whyNotRaiseFee({ ...payment, status }, executor), status).toBeNull();
    expect(whyNotRaiseFee({ ...payment, status: "SIGNED" }, executor)?.code).toBe("STATUS");
    expect(whyNotRaiseFee({ ...payment, attempts: withVoid }, executor)?.code).toBe("LOCKED");
    expect(whyNotRaiseFee(payment, offline(holding()))?.text).toContain('"Refund.Execute"');
    expect(whyNotRaiseFee(payment, offline(executor))?.code).toBe("OFFLINE");
    expect(whyNotRaiseFee({ ...payment, status: "CONFIRMING" }, executor)?.text).toContain("— this is Confirming.");
  });

  test("F26 sending the same bytes again", () => {
    for (const status of ["SIGNED", "BROADCAST_UNKNOWN", "BROADCAST", "DROPPED"])
      expect(whyNotSendAgain({ ...payment, status }, executor), status).toBeNull();
    expect(whyNotSendAgain({ ...payment, status: "CONFIRMING" }, executor)?.code).toBe("STATUS");
    expect(whyNotSendAgain(dead, executor)?.code).toBe("STATUS");
    expect(whyNotSendAgain({ ...dead, attempts: [{ kind: "VOID" }] }, executor)).toBeNull();
    expect(whyNotSendAgain({ ...dead, attempts: [{ kind: "PAYMENT" }] }, executor)?.code).toBe("STATUS");
    expect(whyNotSendAgain(payment, offline(holding()))?.text).toContain('"Refund.Execute"');
    expect(whyNotSendAgain(payment, offline(executor))?.code).toBe("OFFLINE");
  });

  test("F25 asking to withhold", () => {
    expect(whyNotRequestVoid(payment, executor)).toBeNull();
    expect(whyNotRequestVoid(dead, executor)).toBeNull();
    expect(whyNotRequestVoid({ ...payment, status: "COMPLETED" }, executor)?.code).toBe("STATUS");
    expect(whyNotRequestVoid({ ...payment, voiding: asked }, executor)?.code).toBe("LOCKED");
    expect(whyNotRequestVoid(payment, offline(holding()))?.text).toContain('"Refund.Execute"');
    expect(whyNotRequestVoid(payment, offline(executor))?.code).toBe("OFFLINE");
  });

  test("F25 approving that", () => {
    const approver = holding("Refund.VoidApprove");
    const wanted = { ...payment, voiding: asked };
    expect(whyNotApproveVoid(wanted, THIRD, approver)).toBeNull();
    expect(whyNotApproveVoid({ ...dead, voiding: asked }, THIRD, approver)).toBeNull();
    expect(whyNotApproveVoid({ ...wanted, status: "COMPLETED" }, THIRD, approver)?.code).toBe("STATUS");
    expect(whyNotApproveVoid(payment, THIRD, approver)?.code).toBe("LOCKED");
    expect(whyNotApproveVoid({ ...wanted, voiding: agreed }, THIRD, approver)).toMatchObject({ code: "LOCKED" });
    expect(whyNotApproveVoid({ ...wanted, voiding: agreed }, THIRD, approver)?.text).toContain("approved already");
    expect(whyNotApproveVoid(wanted, OTHER, approver)).toMatchObject({ code: "LOCKED" });
    expect(whyNotApproveVoid(wanted, OTHER, approver)?.text).toContain("You asked for it");
    expect(whyNotApproveVoid(wanted, THIRD, offline(holding()))?.text).toContain('"Refund.VoidApprove"');
    expect(whyNotApproveVoid(wanted, THIRD, offline(approver))?.code).toBe("OFFLINE");
  });

  test("F25 dropping it", () => {
    const person = holding("Refund.Execute");
    const seesRefunds = holding("Refund", "Refund.Request", "Refund.Approve");
    expect(whyNotDropVoid({ ...payment, voiding: asked }, holding("Refund.VoidApprove"))).toBeNull();
    expect(whyNotDropVoid({ ...payment, voiding: asked }, seesRefunds)).toMatchObject({ permission: "Refund.Execute" });
    expect(whyNotDropVoid({ ...payment, voiding: asked }, person)).toBeNull();
    expect(whyNotDropVoid(payment, person)).toMatchObject({ code: "LOCKED" });
    expect(whyNotDropVoid(payment, person)?.text).toContain("Nobody has asked");
    expect(whyNotDropVoid({ ...payment, voiding: agreed, attempts: withVoid }, person)?.code).toBe("LOCKED");
    expect(whyNotDropVoid({ ...payment, voiding: asked }, offline(holding()))?.text).toContain('"Refund.Execute"');
    expect(whyNotDropVoid({ ...payment, voiding: asked }, offline(person))?.code).toBe("OFFLINE");
  });

  test("F25 signing the replacement", () => {
    const wanted = { ...payment, voiding: agreed };
    expect(whyNotSignVoid(wanted, executor)).toBeNull();
    expect(whyNotSignVoid({ ...dead, voiding: agreed }, executor)).toBeNull();
    expect(whyNotSignVoid({ ...wanted, status: "COMPLETED" }, executor)?.code).toBe("STATUS");
    expect(whyNotSignVoid(payment, executor)?.code).toBe("LOCKED");
    expect(whyNotSignVoid({ ...payment, voiding: asked }, executor)?.code).toBe("LOCKED");
    expect(whyNotSignVoid(wanted, offline(holding()))?.text).toContain('"Refund.Execute"');
    expect(whyNotSignVoid(wanted, offline(executor))?.code).toBe("OFFLINE");
  });

  test("F28 closing as unpaid", () => {
    const lost = { ...payment, status: "NONCE_LOST" };
    const approver = holding("Refund.Approve");
    expect(whyNotCloseUnpaid(lost, OTHER, approver)).toBeNull();
    expect(whyNotCloseUnpaid(payment, OTHER, approver)?.code).toBe("STATUS");
    expect(whyNotCloseUnpaid(lost, MAKER, approver)?.code).toBe("LOCKED");
    expect(whyNotCloseUnpaid(lost, OTHER, offline(holding()))?.text).toContain('"Refund.Approve"');
    expect(whyNotCloseUnpaid(lost, OTHER, offline(approver))?.code).toBe("OFFLINE");
  });
});

describe("R17.3 the badge beside Credited", () => {
  test.each([
    ["PENDING_APPROVAL", "Refund pending approval"],
    ["APPROVED", "Refund approved"],
    ["CONFIRMING", "Refund confirming 3/12"],
    ["COMPLETED", null],
    ["ON_HOLD", "Refund on hold"],
    ["DROPPED", "Refund dropped"],
  ])("%s: %s", (status, badge) => {
    expect(refundBadge(status, { current: 3, required: 12 })).toBe(badge);
  });
  test("a payment of which no block is known confirms without a count", () => {
    expect(refundBadge("CONFIRMING", null)).toBe("Refund confirming");
    expect(refundBadge("PENDING_APPROVAL", null)).toBe("Refund pending approval");
  });
});
