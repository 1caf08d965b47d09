import { describe, expect, test } from "vitest";
import { REFUND_STATUSES } from "#shared/domain/statuses.ts";
import { refundPipeline, type StationState } from "#renderer/features/refunds/refundPipeline.ts";
import { refundIn, TWO_APPROVALS } from "#tests/support/pageFixtures/refunds.ts";

const states = (status: (typeof REFUND_STATUSES)[number], overrides = {}): StationState[] =>
  refundPipeline(refundIn(status, overrides)).map((station) => station.state);

describe("R22.1 the pipeline of a refund", () => {
  test.each([
    ["PENDING_APPROVAL", ["done", "current", "ahead", "ahead", "ahead", "ahead", "ahead"]],
    ["APPROVED", ["done", "done", "current", "ahead", "ahead", "ahead", "ahead"]],
    ["SIGNING", ["done", "done", "done", "current", "ahead", "ahead", "ahead"]],
    ["SIGNED", ["done", "done", "done", "done", "current", "ahead", "ahead"]],
    ["BROADCAST_UNKNOWN", ["done", "done", "done", "done", "trouble", "ahead", "ahead"]],
    ["BROADCAST", ["done", "done", "done", "done", "done", "current", "ahead"]],
    ["CONFIRMING", ["done", "done", "done", "done", "done", "current", "ahead"]],
    ["DROPPED", ["done", "done", "done", "done", "done", "trouble", "ahead"]],
    ["NONCE_LOST", ["done", "done", "done", "done", "done", "trouble", "ahead"]],
    ["FAILED_ON_CHAIN", ["done", "done", "done", "done", "done", "stopped", "ahead"]],
    ["REJECTED", ["done", "stopped", "ahead", "ahead", "ahead", "ahead", "ahead"]],
    ["COMPLETED", ["done", "done", "done", "done", "done", "done", "done"]],
  ] as const)("%s stands where it stands", (status, expected) => expect(states(status)).toEqual(expected));

  test("a hold or an expiry stands before the approval, or after it when the quorum was there", () => {
    expect(states("ON_HOLD", { approvals: [] })[1]).toBe("trouble");
    expect(states("ON_HOLD", { approvals: TWO_APPROVALS, requiredApprovals: 2 })[2]).toBe("trouble");
    expect(states("EXPIRED", { approvals: [] })[1]).toBe("stopped");
    expect(states("EXPIRED", { approvals: TWO_APPROVALS })[2]).toBe("stopped");
  });

  test("only COMPLETED has every station behind it (I8)", () => {
    for (const status of REFUND_STATUSES)
      if (status !== "COMPLETED") expect(states(status).at(-1), status).toBe("ahead");
  });

  test("the count of confirmations is the station's name", () => {
    expect(refundPipeline(refundIn("CONFIRMING"))[5]).toMatchObject({ label: "7/12", detail: "block 24,118,831" });
  });
});
