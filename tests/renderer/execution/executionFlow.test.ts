import { describe, expect, test } from "vitest";
import type { ErrorBody, ErrorCode } from "#shared/errors.ts";
import {
  flowReducer,
  holdsClaim,
  secondsLeft,
  START,
  type Flow,
  type FlowEvent,
} from "#renderer/features/execution/executionFlow.ts";
import { adviceAfter, moneyNow } from "#renderer/features/execution/moneyNow.ts";
import { lastSixTyped, reviewContradiction, toRows, whyNotSign } from "#renderer/features/execution/signGate.ts";
import { CLIENT_ADDRESS, OTHER_ADDRESS } from "#tests/support/pageFixtures/records.ts";
import { makeReview, refundIn } from "#tests/support/pageFixtures/refunds.ts";

const review = makeReview();
/** this computer's clock is an hour ahead of the central service's */
const CLAIMED_AT = Date.parse(review.lease.takenAt) + 3_600_000;
const refusal = (code: ErrorCode): ErrorBody => ({ code, message: code, retryable: false });
const run = (...events: FlowEvent[]): Flow => events.reduce(flowReducer, START);
const claimed: FlowEvent[] = [{ type: "claiming" }, { type: "claimed", review, atMs: CLAIMED_AT }];
const executing: FlowEvent[] = [...claimed, { type: "executing" }];

describe("R21.2 the flow of Execute Refund", () => {
  test("prove, read, sign, sent", () => {
    expect(START.stage).toBe("PROVE");
    expect(run(...claimed).stage).toBe("REVIEW");
    const sent = run(
      ...executing,
      { type: "progressed", step: "BROADCAST" },
      { type: "executed", refund: refundIn("BROADCAST") },
    );
    expect(sent).toMatchObject({ stage: "SENT", reached: "BROADCAST" });
  });
  test("a second press is no second event: claiming and executing happen from their own stage only", () => {
    expect(run({ type: "executing" })).toBe(START);
    expect(run(...executing, { type: "claiming" }).stage).toBe("EXECUTING");
    expect(run(...executing, { type: "executing" }).stage).toBe("EXECUTING");
  });
  test("a wrong PIN keeps the claim and the paper; it says that nothing was signed", () => {
    const flow = run(...executing, { type: "executeFailed", error: refusal("SIGNER_PIN_WRONG"), refund: null });
    expect(flow).toMatchObject({ stage: "REVIEW", failure: { code: "SIGNER_PIN_WRONG" } });
    expect(moneyNow(flow).can).toBe("NO");
  });
  test("I13 a lost lease ends the review and cannot be signed on", () => {
    const flow = run(...claimed, { type: "leaseChanged", expiresAt: null });
    expect(flow.stage).toBe("LEASE_LOST");
    expect(flowReducer(flow, { type: "executing" }).stage).toBe("LEASE_LOST");
    expect(moneyNow(flow).text).toContain("nothing was signed");
    expect(run(...claimed, { type: "leaseOver" }).stage).toBe("LEASE_LOST");
  });
  test("a renewed lease moves the countdown", () => {
    expect(run(...claimed, { type: "leaseChanged", expiresAt: "2026-11-22T06:03:31.000Z" })).toMatchObject({
      stage: "REVIEW",
      expiresAt: "2026-11-22T06:03:31.000Z",
    });
  });
  test("fault 13: a wrong clock of this computer does not shorten or lengthen the countdown", () => {
    const flow = run(...claimed);
    if (flow.stage !== "REVIEW") throw new Error("not in review");
    expect(secondsLeft(flow, CLAIMED_AT)).toBe(60);
    expect(secondsLeft(flow, CLAIMED_AT + 60_000)).toBe(0);
  });
  test("leaving gives the claim back only while nothing is signed", () => {
    expect(holdsClaim(run(...claimed))).toBe(true);
    expect(holdsClaim(run(...executing))).toBe(false);
    expect(holdsClaim(START)).toBe(false);
  });
  test("steps never go back, whatever order the events arrive in", () => {
    const flow = run(...executing, { type: "progressed", step: "RECORDED" }, { type: "progressed", step: "SIGNED" });
    expect(flow).toMatchObject({ reached: "RECORDED" });
  });
});

describe("R21.3 after every failure the screen says whether money can move", () => {
  test("a refused claim: no", () => {
    const flow = run(
      { type: "claiming" },
      { type: "claimFailed", error: { ...refusal("REFUND_CLAIMED"), holder: "Ng Tsz Kit" } },
    );
    expect(moneyNow(flow)).toMatchObject({ can: "NO" });
    expect(adviceAfter({ ...refusal("REFUND_CLAIMED"), holder: "Ng Tsz Kit" }, "CLAIM")).toContain(
      "Ng Tsz Kit holds the claim",
    );
  });
  test("a refusal of the signer, as the refund stands centrally: no", () => {
    const flow = run(...executing, {
      type: "executeFailed",
      error: refusal("SIGNER_REFUSED"),
      refund: refundIn("APPROVED"),
    });
    expect(moneyNow(flow)).toEqual({ can: "NO", text: "No. It was refused before anything was signed." });
  });
  test("R21.6 a lost answer: perhaps, and never a second payment", () => {
    const flow = run(
      ...executing,
      { type: "progressed", step: "RECORDED" },
      { type: "executeFailed", error: refusal("BROADCAST_UNKNOWN"), refund: refundIn("BROADCAST_UNKNOWN") },
    );
    expect(moneyNow(flow).can).toBe("MAYBE");
    expect(moneyNow(flow).text).toContain("a second payment is not possible");
    expect(adviceAfter(refusal("BROADCAST_UNKNOWN"), "EXECUTE")).toContain("Do not make a new refund");
  });
  test("signed, and the refund cannot be read: perhaps, never no", () => {
    const flow = run(
      ...executing,
      { type: "progressed", step: "SIGNED" },
      { type: "executeFailed", error: refusal("OFFLINE"), refund: null },
    );
    expect(moneyNow(flow).can).toBe("MAYBE");
  });
  test("signed here, but centrally still Signing: perhaps, never no", () => {
    const flow = run(
      ...executing,
      { type: "progressed", step: "SIGNED" },
      { type: "executeFailed", error: refusal("LEASE_LOST"), refund: refundIn("SIGNING") },
    );
    expect(moneyNow(flow).can).toBe("MAYBE");
  });
  test("no signature reported and the refund cannot be read: not called safe", () => {
    const flow = run(...executing, { type: "executeFailed", error: refusal("TIMEOUT"), refund: null });
    expect(moneyNow(flow).can).toBe("MAYBE");
  });
});

describe("R21.2 what must be typed, and what is never signed", () => {
  const form = { lastSix: CLIENT_ADDRESS.slice(-6), pin: "246813" };
  test("the last 6 characters and the PIN", () => {
    expect(whyNotSign(form, review, 40)).toBeNull();
    expect(whyNotSign({ ...form, lastSix: "" }, review, 40)).toContain("type the last 6 characters");
    expect(whyNotSign({ ...form, lastSix: "357" }, review, 40)).toContain("type 3 more");
    expect(whyNotSign({ ...form, lastSix: "000000" }, review, 40)).toContain("not those of the To address");
    expect(whyNotSign({ ...form, pin: "" }, review, 40)).toContain("signing PIN");
    expect(lastSixTyped(" B3575f ", CLIENT_ADDRESS)).toBe(true);
  });
  test("not after the lease", () => expect(whyNotSign(form, review, 0)).toBe("The claim is over."));
  test("I12 three sources of the address, one of which differs: nothing is signed", () => {
    const bad = makeReview({ to: { ...review.to, addressBook: OTHER_ADDRESS } });
    expect(reviewContradiction(bad)).toContain("To addresses differ");
    expect(whyNotSign(form, bad, 40)).toContain("Sign nothing");
    expect(toRows(bad.to).differing.length).toBeGreaterThan(0);
    expect(toRows(review.to)).toMatchObject({ equal: 40, of: 40, differing: [] });
  });
  test("I4 a failed pre-flight check, an invalid signature or a missing approval: nothing is signed", () => {
    expect(
      reviewContradiction(makeReview({ preflight: [{ key: "B", label: "Balance too low", ok: false }] })),
    ).toContain("Balance too low");
    const [approval] = review.approvals;
    expect(reviewContradiction(makeReview({ approvals: [{ ...approval!, signatureValid: false }] }))).toContain(
      "not valid",
    );
    expect(reviewContradiction(makeReview({ requiredApprovals: 2 }))).toContain("Only 1 of 2");
  });
});
