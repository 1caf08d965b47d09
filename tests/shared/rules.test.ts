import { describe, expect, test } from "vitest";
import {
  CANCEL_REMARK_TEMPLATES,
  whyNotCancel,
  whyNotRequestRefund,
  type ActionContext,
} from "#shared/domain/deposits.ts";
import {
  effectivePermissions,
  GUIDE_PERMISSIONS,
  missingPermissionText,
  ROLE_PERMISSIONS,
  ROLES,
} from "#shared/domain/permissions.ts";
import {
  checkRefundAmount,
  refundBadge,
  requiredApprovals,
  whyNotApprove,
  whyNotExecute,
  whyNotWithdraw,
} from "#shared/domain/refunds.ts";
import { confirmationsAt, requiredConfirmations } from "#shared/domain/confirmations.ts";
import { DEPOSIT_STATUS_LABELS, DEPOSIT_STATUSES, REFUND_STATUSES, statusLabel } from "#shared/domain/statuses.ts";

const context = (permissions: readonly string[], online = true): ActionContext => ({
  permissions: new Set(permissions),
  online,
  administrators: ["Yuen Wai Lam"],
});

describe("the guide's words", () => {
  test("R16.1 R22.2 the four statuses that the guide names are spelled as it spells them", () => {
    expect(DEPOSIT_STATUS_LABELS.WALLET_ADDRESS_UNDER_VERIFICATION).toBe("Wallet Address Under Verification");
    expect(DEPOSIT_STATUS_LABELS.CREDITED).toBe("Credited");
    expect(DEPOSIT_STATUS_LABELS.CANCELLED).toBe("Cancelled");
    expect(DEPOSIT_STATUS_LABELS.REFUNDED).toBe("Refunded");
  });
  test("R15.2 the example remarks are the guide's", () =>
    expect(CANCEL_REMARK_TEMPLATES).toEqual(["Duplicate user request", "Incorrect address"]));
  test("R3.1 the four permissions carry the guide's names", () =>
    expect(GUIDE_PERMISSIONS).toEqual(["Deposit Application", "Deposit Records", "Cancel", "Refund"]));
  test("an unknown code is shown as such", () =>
    expect(statusLabel(DEPOSIT_STATUS_LABELS, "TELEPORTED")).toBe("Unknown (TELEPORTED)"));
});

describe("cancel", () => {
  test.each(DEPOSIT_STATUSES)("R12.1 %s", (status) => {
    const refusal = whyNotCancel({ status }, context(["Cancel"]));
    if (status === "WALLET_ADDRESS_UNDER_VERIFICATION") expect(refusal).toBeNull();
    else
      expect(refusal?.text).toBe(
        `Only "Wallet Address Under Verification" can be cancelled — this is ${DEPOSIT_STATUS_LABELS[status]}.`,
      );
  });
  test("R12.4 R3.4 a missing permission is named with the administrators", () => {
    expect(whyNotCancel({ status: "WALLET_ADDRESS_UNDER_VERIFICATION" }, context([]))?.text).toBe(
      'You lack the permission "Cancel". Contact an administrator: Yuen Wai Lam.',
    );
    expect(missingPermissionText("Refund", [])).toBe('You lack the permission "Refund". Contact an administrator.');
  });
  test("R12.4 offline it says that the chain must be asked", () =>
    expect(whyNotCancel({ status: "WALLET_ADDRESS_UNDER_VERIFICATION" }, context(["Cancel"], false))?.text).toMatch(
      /needs a connection/,
    ));
});

describe("request refund", () => {
  test.each(DEPOSIT_STATUSES)("R17.1 %s", (status) => {
    const refusal = whyNotRequestRefund({ status, activeRefundNo: null }, context(["Refund", "Refund.Request"]));
    expect(refusal === null).toBe(status === "CREDITED");
  });
  test("R17.3 a running refund is named", () => {
    expect(
      whyNotRequestRefund(
        { status: "CREDITED", activeRefundNo: "RF-20261122-000004" },
        context(["Refund", "Refund.Request"]),
      )?.text,
    ).toBe("Refund RF-20261122-000004 is already running for this record.");
  });

  test.each([
    ["100", "100", null, null, null],
    ["100.000", "100", null, null, null],
    ["0", "100", null, null, "AMOUNT_INVALID"],
    ["0.000", "100", null, null, "AMOUNT_INVALID"],
    ["-1", "100", null, null, "AMOUNT_INVALID"],
    ["100.000001", "100", "why", "FEE", "AMOUNT_EXCEEDS_DEPOSIT"],
    ["99", "100", null, "FEE", "ADJUSTMENT_REASON_REQUIRED"],
    ["99", "100", "   ", "FEE", "ADJUSTMENT_REASON_REQUIRED"],
    ["99", "100", "network fee kept", null, "REMAINDER_REQUIRED"],
    ["99", "100", "network fee kept", "FEE", null],
  ] as const)(
    "R20.4 R20.5 R20.6 R20.7 %s of %s with reason %j and remainder %j: %s",
    (amount, depositAmount, adjustmentReason, remainder, code) => {
      expect(checkRefundAmount({ amount, depositAmount, adjustmentReason, remainder })).toBe(code);
    },
  );
});

describe("approve and execute", () => {
  const maker = { id: "00000000-0000-7000-8000-000000000001" };
  const checker = "00000000-0000-7000-8000-000000000002";
  const pending = { status: "PENDING_APPROVAL", requestedBy: maker, approvals: [], requiredApprovals: 1 };

  test("R20a.1 the maker never approves, whatever rights he holds", () => {
    expect(whyNotApprove(pending, maker.id, context(["Refund.Approve"]))?.text).toBe(
      "Your own request. Another supervisor must decide.",
    );
    expect(whyNotApprove(pending, checker, context(["Refund.Approve"]))).toBeNull();
    expect(whyNotApprove(pending, checker, context([]))?.code).toBe("PERMISSION");
  });
  test("I3 nobody approves twice", () => {
    const once = { ...pending, approvals: [{ by: { id: checker }, decision: "APPROVE" }] };
    expect(whyNotApprove(once, checker, context(["Refund.Approve"]))?.code).toBe("LOCKED");
  });
  test.each(REFUND_STATUSES)("R20a.1 R21.1 %s", (status) => {
    expect(whyNotApprove({ ...pending, status }, checker, context(["Refund.Approve"])) === null).toBe(
      status === "PENDING_APPROVAL",
    );
    expect(whyNotExecute({ ...pending, status }, checker, context(["Refund.Execute"])) === null).toBe(
      status === "APPROVED" || status === "SIGNING",
    );
    expect(whyNotWithdraw({ ...pending, status }, maker.id, context([])) === null).toBe(status === "PENDING_APPROVAL");
  });
  test("R21.1 the maker never executes; an approver of a large amount does not either", () => {
    const approved = { ...pending, status: "APPROVED", approvals: [{ by: { id: checker }, decision: "APPROVE" }] };
    expect(whyNotExecute(approved, maker.id, context(["Refund.Execute"]))?.code).toBe("LOCKED");
    expect(whyNotExecute(approved, checker, context(["Refund.Execute"]))).toBeNull();
    expect(whyNotExecute({ ...approved, requiredApprovals: 2 }, checker, context(["Refund.Execute"]))?.text).toMatch(
      /third person/,
    );
  });
  test("above the limit two approvals are needed, at the limit one", () => {
    expect(requiredApprovals("100000", "100000")).toBe(1);
    expect(requiredApprovals("100000.000001", "100000")).toBe(2);
  });
});

describe("badge and confirmations", () => {
  test("the record stays Credited and names its refund", () => {
    expect(refundBadge("PENDING_APPROVAL", null)).toBe("Refund pending approval");
    expect(refundBadge("CONFIRMING", { current: 7, required: 12 })).toBe("Refund confirming 7/12");
    expect(refundBadge("COMPLETED", { current: 12, required: 12 })).toBeNull();
  });
  test("the highest band that applies wins, never below the network", () => {
    const bands = {
      confirmationBands: [
        { from: "1000", confirmations: 20 },
        { from: "10", confirmations: 2 },
      ],
    };
    expect(requiredConfirmations("5", { requiredConfirmations: 12 }, bands)).toBe(12);
    expect(requiredConfirmations("50", { requiredConfirmations: 12 }, bands)).toBe(12);
    expect(requiredConfirmations("1000", { requiredConfirmations: 12 }, bands)).toBe(20);
  });
  test("the block itself is the first confirmation, a lagging node gives none", () => {
    expect(confirmationsAt(100n, 100n)).toBe(1);
    expect(confirmationsAt(111n, 100n)).toBe(12);
    expect(confirmationsAt(99n, 100n)).toBe(0);
  });
});

describe("roles", () => {
  test("admin cannot touch money or records", () => {
    for (const permission of [...GUIDE_PERMISSIONS, "Refund.Approve", "Refund.Execute", "Refund.Request"])
      expect(ROLE_PERMISSIONS.ADMIN).not.toContain(permission);
  });
  test("the auditor never writes", () => {
    for (const permission of [
      "Application.Decide",
      "Cancel",
      "Refund.Request",
      "Refund.Approve",
      "Refund.Execute",
      "Hold.Decide",
      "Notice.Record",
    ] as const)
      expect(ROLE_PERMISSIONS.AUDITOR).not.toContain(permission);
  });
  test("no role both requests and approves, or requests and executes", () => {
    for (const role of ROLES) {
      const held = new Set(ROLE_PERMISSIONS[role]);
      expect(held.has("Refund.Request") && held.has("Refund.Approve")).toBe(false);
      expect(held.has("Refund.Request") && held.has("Refund.Execute")).toBe(false);
      expect(held.has("Refund.Approve") && held.has("Refund.Execute")).toBe(false);
    }
  });
  test("R3.1 each of the four can be given alone", () => {
    expect(effectivePermissions([], ["Cancel"])).toEqual(["Cancel"]);
    expect(effectivePermissions([], ["Deposit Application"])).toEqual(["Deposit Application", "Application.Decide"]);
    expect(effectivePermissions([], ["Refund"])).toEqual(["Refund", "Refund.Request"]);
  });
});
