import { describe, expect, test } from "vitest";
import { doneTasks, noticeProblems, openTasks, outcomesOf } from "#renderer/features/notices/noticeForm.ts";
import { noticeScript } from "#renderer/features/notices/noticeScript.ts";
import { before, idOf, HOUR, NOW } from "#tests/support/pageFixtures/ids.ts";
import { refundIn } from "#tests/support/pageFixtures/refunds.ts";

const when = () => "22 Nov 2026 14:01:11";

describe("R23.1 the script for the customer", () => {
  test("says what was returned, where to, and by which transaction", () => {
    const { spoken, letter } = noticeScript(refundIn("COMPLETED"), "en", when);
    expect(spoken.join(" ")).toContain("Your deposit DP-20261122-000123 was returned in full on 22 Nov 2026 14:01:11.");
    expect(letter).toContain("48,250 USDT");
    expect(letter).toContain("0xCE55403442777b081Da4Da004112845dD3B3575F");
  });
  test("R23.4 holds no reason, no hold and no name of a colleague", () => {
    const refund = refundIn("COMPLETED", {
      kind: "FORCED",
      reason: "STR filed, sanctions list match",
      adjustmentReason: "Withheld for investigation",
      remainder: "WITHHELD",
      amount: "48000",
      holdReason: "SANCTIONS",
    });
    const { spoken, letter } = noticeScript(refund, "en", when);
    const text = `${spoken.join(" ")} ${letter}`;
    for (const word of [
      "STR",
      "sanction",
      "investigation",
      "SANCTIONS",
      "withheld",
      "Forced",
      "Cheung",
      "Ho Chi",
      "Ng Tsz",
    ])
      expect(text.toLowerCase()).not.toContain(word.toLowerCase());
    expect(text).toContain("250 USDT was not returned");
  });
});

describe("R23.5 recording an attempt", () => {
  const good = {
    channel: "PHONE" as const,
    outcome: "REACHED" as const,
    notifiedAt: before(HOUR),
    remarks: "Spoke to Ms Lau",
  };
  test("complete", () => expect(noticeProblems(good, NOW)).toEqual([]));
  test("needs a remark, a channel, an outcome and a moment that is over", () => {
    expect(noticeProblems({ ...good, remarks: " " }, NOW).map((p) => p.pointer)).toEqual(["/remarks"]);
    expect(noticeProblems({ channel: null, outcome: null, notifiedAt: "", remarks: "x" }, NOW)).toHaveLength(3);
    expect(noticeProblems({ ...good, notifiedAt: "2026-11-22T06:02:12.000Z" }, NOW)[0]?.text).toContain("future");
  });
  test("a letter reaches nobody at once", () => {
    expect(outcomesOf("LETTER")).toEqual(["LETTER_SENT"]);
    expect(noticeProblems({ ...good, channel: "LETTER" }, NOW)[0]?.pointer).toBe("/outcome");
  });
});

test("R23.3 open tasks, the one that waited longest first; R23.4 none without a notification", () => {
  const young = refundIn("COMPLETED", { id: idOf("refund", 1) });
  const old = refundIn("COMPLETED", {
    id: idOf("refund", 2),
    notification: { status: "OPEN", openedAt: before(5 * HOUR), attempts: [] },
  });
  const failed = refundIn("FAILED_ON_CHAIN", { id: idOf("refund", 3) });
  expect(openTasks([young, failed, old]).map((refund) => refund.id)).toEqual([old.id, young.id]);
  expect(doneTasks([young, failed, old])).toEqual([]);
});
