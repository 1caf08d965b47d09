import { describe, expect, test } from "vitest";
import {
  EMPTY_DECISION,
  digestTailTyped,
  intentContradictions,
  whyNotYet,
} from "#renderer/features/approvals/decisionGate.ts";
import { checkAddress } from "#renderer/features/approvals/addressCheck.ts";
import { queueEntries } from "#renderer/features/approvals/queueEntries.ts";
import { before, HOUR, idOf, NOW } from "#tests/support/pageFixtures/ids.ts";
import { OPERATOR, personOf, SUPERVISOR } from "#tests/support/pageFixtures/people.ts";
import { makeAddress, OTHER_ADDRESS } from "#tests/support/pageFixtures/records.ts";
import { makeRefund } from "#tests/support/pageFixtures/refunds.ts";

const intentHash = `${"0".repeat(56)}fe4b9d73`;
const context = { intentHash, changed: 0, address: null, totp: false };
const ready = { comment: "", digestTail: "fe4b 9d73", proof: "secret", readDifferences: false };

describe("R20a.1 what stands between a supervisor and a decision", () => {
  test("nothing, once digest and password are given", () => {
    expect(whyNotYet("APPROVE", ready, context)).toBeNull();
    expect(whyNotYet("REJECT", { ...ready, comment: "Reference not found" }, context)).toBeNull();
  });
  test("R20a.1 rejecting needs a reason, approving does not", () => {
    expect(whyNotYet("REJECT", ready, context)).toBe("Reject: write the reason as the comment");
  });
  test("R20a.5 differences must be read, and be known at all", () => {
    expect(whyNotYet("APPROVE", ready, { ...context, changed: 2 })).toBe("Approve: tick the 2 differences as read");
    expect(whyNotYet("APPROVE", { ...ready, readDifferences: true }, { ...context, changed: 1 })).toBeNull();
    expect(whyNotYet("APPROVE", ready, { ...context, changed: null })).toContain("not known yet");
  });
  test("R2.4 the proof is a password, or six digits for who has an authenticator", () => {
    expect(whyNotYet("APPROVE", { ...ready, proof: "" }, context)).toBe("Approve: enter your password");
    expect(whyNotYet("APPROVE", { ...ready, proof: "60" }, { ...context, totp: true })).toBe(
      "Approve: enter 4 more digits",
    );
    expect(whyNotYet("APPROVE", { ...ready, proof: "602 177" }, { ...context, totp: true })).toBeNull();
  });
  test("the digest is typed in any grouping and case, and another one is refused", () => {
    expect(digestTailTyped("FE4B9D73", intentHash)).toBe(true);
    expect(whyNotYet("APPROVE", { ...ready, digestTail: "fe4b" }, context)).toBe("Approve: type 4 more of the digest");
    expect(whyNotYet("APPROVE", { ...ready, digestTail: "fe4b9d74" }, context)).toContain("not this request's");
    expect(whyNotYet("APPROVE", EMPTY_DECISION, context)).toBe(
      "Approve: type the last 8 of the digest and enter your password",
    );
  });
  test("I5 a request whose shown facts are not those of its intent is named", () => {
    expect(intentContradictions(makeRefund())).toEqual([]);
    expect(intentContradictions(makeRefund({ intent: { amount: "48251" } }))).toEqual(["amount"]);
    expect(
      intentContradictions({ ...makeRefund(), refundAddress: "0x6B8d2BFE000bf6a019cA5149cfd81757B69aCCA4" }),
    ).toEqual(["refund address"]);
  });
});

describe("I12 the refund address against the address book", () => {
  const refund = makeRefund();
  test("equal and Verified: may be approved", () =>
    expect(checkAddress(refund, [makeAddress()], true)).toMatchObject({ state: "EQUAL", text: null }));
  test("while the copy is incomplete nothing is called missing, and nothing is approved", () => {
    expect(checkAddress(refund, undefined, true).state).toBe("READING");
    expect(checkAddress(refund, [], false).state).toBe("READING");
    expect(checkAddress(refund, [], true)).toMatchObject({
      state: "WRONG",
      text: "the address book does not hold the refund address",
    });
  });
  test.each([
    [{ address: OTHER_ADDRESS }, "not the one of the address book"],
    [{ customerNo: "C-1" }, "another client or network"],
    [{ network: "OTHER_NET" }, "another client or network"],
    [{ status: "REVOKED" as const }, "Revoked, no longer Verified"],
  ])("%j is never approved", (overrides, words) => {
    const check = checkAddress(refund, [makeAddress(overrides)], true);
    expect(check.state).toBe("WRONG");
    expect(check.text).toContain(words);
    expect(whyNotYet("APPROVE", ready, { ...context, address: check.text })).toContain(words);
    expect(whyNotYet("REJECT", { ...ready, comment: "Wrong address" }, { ...context, address: check.text })).toBeNull();
  });
});

describe("the queue", () => {
  const action = { permissions: new Set<string>(SUPERVISOR.permissions), online: true, administrators: [] };
  test("R20a.1 oldest first; one's own request is there and says why it cannot be decided", () => {
    const entries = queueEntries(
      [
        makeRefund({ id: idOf("refund", 1), requestedAt: before(HOUR) }),
        makeRefund({ id: idOf("refund", 2), requestedAt: before(5 * HOUR), requestedBy: personOf(SUPERVISOR) }),
      ],
      SUPERVISOR.id,
      action,
      Date.parse(NOW),
    );
    expect(entries.map((entry) => entry.refund.id)).toEqual([idOf("refund", 2), idOf("refund", 1)]);
    expect(entries[0]).toMatchObject({ ownRequest: true, whyNot: "Your own request. Another supervisor must decide." });
    expect(entries[1]?.whyNot).toBeNull();
  });
  test("R20a.3 the time that is left, as duration and as share of the validity", () => {
    const [entry] = queueEntries(
      [
        makeRefund({
          requestedAt: before(18 * HOUR),
          expiresAt: new Date(Date.parse(NOW) + 6 * HOUR).toISOString(),
          requestedBy: personOf(OPERATOR),
        }),
      ],
      SUPERVISOR.id,
      action,
      Date.parse(NOW),
    );
    expect(entry).toMatchObject({ leftMs: 6 * HOUR, leftShare: 0.25, urgent: false });
  });
});
