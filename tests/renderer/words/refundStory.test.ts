import { describe, expect, test } from "vitest";
import { moneyMayMove } from "#shared/domain/refundMachine.ts";
import { REFUND_STATUSES } from "#shared/domain/statuses.ts";
import { refundStory } from "#renderer/words/refundStory.ts";
import { makeApproval, makeRefund, refundIn } from "#tests/support/pageFixtures/refunds.ts";
import { SUPERVISOR } from "#tests/support/pageFixtures/people.ts";
import { NOW } from "#tests/support/pageFixtures/ids.ts";

const when = () => "14:54";

describe("what a refund's status means", () => {
  test.each(REFUND_STATUSES)(
    "R22.1 %s says whether money can move, what happens next and what a person may do",
    (status) => {
      const story = refundStory(refundIn(status), when);
      for (const text of [story.money.text, story.next, story.person]) expect(text).toMatch(/^[A-Z].*\.$/s);
    },
  );

  test.each(REFUND_STATUSES)("I2 %s never says that nothing can leave while signed bytes exist", (status) => {
    const story = refundStory(refundIn(status), when);
    if (moneyMayMove(status)) {
      expect(story.money.now).not.toBe("NO");
      expect(story.money.text).not.toMatch(/^No\b/);
    } else if (status !== "COMPLETED") expect(story.money.now).toBe("NO");
  });

  test.each(["WITHDRAWN", "REJECTED", "EXPIRED"] as const)(
    "F14 F9 a refund that was claimed, never signed and is %s says that its key is blocked until it is retired",
    (status) => {
      const claimed = makeRefund({ status, slot: refundIn("SIGNING").slot, attempts: [] });
      expect(refundStory(claimed, when).person).toContain("takes that key out of use on the page Signing key");
      expect(refundStory({ ...claimed, slot: null }, when).person).not.toContain("key");
    },
  );
  test("F14 a refund whose claim was given back says that the same key must pay it first", () => {
    const back = makeRefund({ status: "APPROVED", slot: refundIn("SIGNING").slot, attempts: [] });
    expect(refundStory(back, when).person).toContain("only the same signing key can pay it");
    expect(refundStory(refundIn("SIGNING"), when).person).not.toContain("only the same signing key");
  });

  test("R22.6 an unknown broadcast result is told in the agreed words and forbids a new refund", () => {
    const story = refundStory(refundIn("BROADCAST_UNKNOWN"), when);
    expect(story.money.text).toContain("may or may not be on its way");
    expect(story.person).toContain("Do not make a new refund");
    expect(story.person).toContain("same bytes");
  });

  test("R20a.3 a pending request names how many approvals it lacks and when it expires", () => {
    const waiting = refundStory(makeRefund({ requiredApprovals: 2, approvals: [makeApproval(SUPERVISOR, NOW)] }), when);
    expect(waiting.next).toBe("It waits for 1 more approval until 14:54, then it becomes Approval Expired.");
    expect(refundStory(makeRefund({ requiredApprovals: 2 }), when).next).toContain("2 more approvals");
  });

  test("R22.2 confirming says at which count the system, and nobody else, sets Refunded", () => {
    expect(refundStory(refundIn("CONFIRMING"), when).next).toBe(
      "At 12 of 12 the refund becomes Completed and the system sets the record to Refunded.",
    );
  });

  test("R22.3 a failed payment keeps the record locked until its block is final", () => {
    expect(refundStory(refundIn("FAILED_ON_CHAIN"), when).next).toContain("no other refund of this record is possible");
    expect(refundStory(refundIn("FAILED_ON_CHAIN", { lockReleased: true }), when).person).toBe(
      "A new request may be made.",
    );
  });

  test("a status of a newer central service offers nothing and promises nothing", () => {
    const story = refundStory({ ...makeRefund(), status: "TELEPORTED" as never }, when);
    expect(story.money.now).toBe("MAYBE");
    expect(story.money.text).toContain("Unknown (TELEPORTED)");
    expect(story.person).toContain("Update Deposit Desk");
  });
});
