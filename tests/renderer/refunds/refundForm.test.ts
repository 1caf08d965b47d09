import { describe, expect, test } from "vitest";
import { refundDraft } from "#shared/contract/ipc.ts";
import { refundInput } from "#shared/contract/refund.ts";
import {
  amountState,
  draftFromRefund,
  draftStaleness,
  formProblems,
  fromDraft,
  identityProblems,
  identityProgress,
  newRefundForm,
  refundableAmount,
  remainderOf,
  toDraft,
  toRefundInput,
  type RefundForm,
} from "#renderer/features/refunds/refundForm.ts";
import { idOf, NOW } from "#tests/support/pageFixtures/ids.ts";
import { makeDeposit } from "#tests/support/pageFixtures/records.ts";
import { refundIn } from "#tests/support/pageFixtures/refunds.ts";

const deposit = makeDeposit();
const empty = newRefundForm(deposit, "Cheung Mei Yan", NOW);
const complete: RefundForm = {
  ...empty,
  refundAddressId: idOf("address", 1),
  reason: "Sent from the wrong wallet set",
  identity: {
    ...empty.identity,
    method: "CALL_BACK",
    reference: "CB-88213",
    askedBy: "Ms Lau",
    basis: "Called back on the number on file",
    addressConfirmed: true,
    noThirdParty: true,
  },
};
const pointers = (form: RefundForm) => formProblems(form, "48250").map((problem) => problem.pointer);

describe("the refund form", () => {
  test("R20.4 the amount starts as the credited amount, to the last digit", () => {
    const exact = makeDeposit({
      declaredAmount: "1",
      receivedAmount: "1.000000000000000001",
      creditedAmount: "1.000000000000000001",
    });
    expect(newRefundForm(exact, "x", NOW).amount).toBe("1.000000000000000001");
    expect(refundableAmount({ declaredAmount: "5", receivedAmount: "4.75", creditedAmount: null })).toBe("4.75");
  });
  test("R20.5 a complete form at the deposit amount has no problem and asks for no reason for adjustment", () => {
    expect(formProblems(complete, "48250")).toEqual([]);
  });
  test("R20.5 a change asks for its reason and the rest; setting it back, however written, closes both", () => {
    expect(pointers({ ...complete, amount: "48000" })).toEqual(["/adjustmentReason", "/remainder"]);
    expect(pointers({ ...complete, amount: "48000", adjustmentReason: "fee", remainder: "FEE" })).toEqual([]);
    expect(pointers({ ...complete, amount: "48250.000" })).toEqual([]);
    expect(amountState("48250.00", "48250")).toEqual({ changed: false, difference: null });
    expect(amountState("48000", "48250")).toEqual({ changed: true, difference: "−250" });
  });
  test.each(["", "0", "0.0", "-1", "1e3", ".5", "1,000", "01", "abc"])("R20.6 %j is no amount to refund", (amount) =>
    expect(pointers({ ...complete, amount })).toEqual(["/amount"]),
  );
  test("R20.6 more than the deposit is refused, by one last digit too", () => {
    expect(pointers({ ...complete, amount: "48250.000000000000000001" })).toEqual(["/amount"]);
    expect(remainderOf("48250.01", "48250")).toBeNull();
    expect(remainderOf("48000", "48250")).toBe("250");
  });
  test("R20.7 the reason and the remainder go with a changed amount and with no other", () => {
    const changed = { ...complete, amount: "48000", adjustmentReason: " bank fee ", remainder: "FEE" as const };
    expect(toRefundInput(changed, deposit, "48250")).toMatchObject({
      amount: "48000",
      adjustmentReason: "bank fee",
      remainder: "FEE",
    });
    expect(toRefundInput({ ...changed, amount: "48250.0" }, deposit, "48250")).toMatchObject({
      amount: "48250",
      adjustmentReason: null,
      remainder: null,
    });
  });
  test("R20.2 the network of the request is the deposit's", () => {
    expect(toRefundInput(complete, deposit, "48250").network).toBe("DEVNET");
  });
  test("R18.1 each open item of the checklist stands in the way", () => {
    expect(identityProblems(empty.identity).map((problem) => problem.pointer)).toEqual([
      "/identityCheck/method",
      "/identityCheck/reference",
      "/identityCheck/askedBy",
      "/identityCheck/basis",
      "/identityCheck/addressConfirmed",
      "/identityCheck/noThirdParty",
    ]);
    expect(identityProgress(empty.identity)).toEqual({ answered: 2, of: 8 });
    for (const field of ["reference", "askedBy", "basis", "checkedBy", "checkedAt"] as const)
      expect(pointers({ ...complete, identity: { ...complete.identity, [field]: "" } })).toEqual([
        `/identityCheck/${field}`,
      ]);
  });
  test("R17.2 a forced refund asks for its basis", () => {
    expect(formProblems({ ...complete, kind: "FORCED", reason: " " }, "48250")).toEqual([
      { pointer: "/reason", text: "State the basis of the forced refund." },
    ]);
  });
  test("what is sent has the contract's form", () => {
    expect(refundInput.safeParse(toRefundInput(complete, deposit, "48250")).success).toBe(true);
  });

  test("R24.2 a half-written draft has the contract's form and comes back as it was", () => {
    for (const form of [
      empty,
      complete,
      { ...complete, amount: "48,", identity: { ...complete.identity, checkedAt: "" } },
    ]) {
      const draft = refundDraft.parse(toDraft(form, deposit));
      expect(fromDraft(draft, "Cheung Mei Yan")).toEqual(form);
    }
  });
  test("R24.2 a draft written against another version says so", () => {
    const draft = toDraft(complete, { ...deposit, version: 30 });
    expect(draftStaleness(draft, deposit)).toContain("version 30 of the record, which is now at version 31");
    expect(draftStaleness(toDraft(complete, deposit), deposit)).toBeNull();
  });
  test("feature 38 R20a.4 a rejected request becomes a new draft; who checked, when and the confirmations are asked again", () => {
    const draft = refundDraft.parse(draftFromRefund(refundIn("REJECTED"), deposit));
    const form = fromDraft(draft, "Tong Kai Yin");
    expect(form).toMatchObject({ amount: "48250", refundAddressId: idOf("address", 1), kind: "CUSTOMER_REQUEST" });
    expect(form.identity).toMatchObject({
      reference: "CB-88213",
      checkedBy: "Tong Kai Yin",
      checkedAt: "",
      addressConfirmed: false,
    });
  });
});
