import { describe, expect, test } from "vitest";
import { addressMachine } from "#shared/domain/addressMachine.ts";
import { depositMachine } from "#shared/domain/depositMachine.ts";
import { refundMachine } from "#shared/domain/refundMachine.ts";
import { speak } from "#renderer/i18n/t.ts";
import { remarksOf, timelineEntries, timelineEntry } from "#renderer/words/timelineWords.ts";
import { actorOf, fullTimeline, makeEvent } from "#tests/support/pageFixtures/records.ts";
import { OPERATOR } from "#tests/support/pageFixtures/people.ts";

describe("the timeline in words", () => {
  test("R11.5 every transition of a record and of a refund has words of its own", () => {
    const actions = [...depositMachine.transitions, ...refundMachine.transitions].map((transition) => transition.log);
    for (const action of actions) expect(timelineEntry(makeEvent({ action })).title).not.toContain(action);
  });
  test("R11.5 an action that nobody knows is shown by its code, with the status it led to", () => {
    expect(timelineEntry(makeEvent({ action: "deposit.moved_somewhere", toStatus: "CREDITED" })).title).toBe(
      "Credited (deposit.moved_somewhere)",
    );
    expect(timelineEntry(makeEvent({ action: addressMachine.transitions[0]?.log ?? "" })).title).toBe("address.added");
  });
  test("R11.5 newest first, and a person's deed names the person", () => {
    const entries = timelineEntries(fullTimeline());
    expect(entries[0]?.title).toBe("Refund in a block");
    expect(entries.at(-1)?.title).toBe("Record generated from the request");
    expect(entries.map((entry) => entry.title)).toContain("Refund requested by Cheung Mei Yan");
    expect(entries.map((entry) => entry.title)).toContain("Credited");
  });
  test("R16.4 remarks that people wrote are collected with name and time, the system's are not", () => {
    const remarks = remarksOf([
      ...fullTimeline(),
      makeEvent({ action: "deposit.held", remarks: "automatic" }),
      makeEvent({ action: "deposit.cancelled", remarks: "Duplicate user request" }, actorOf(OPERATOR)),
    ]);
    expect(remarks.map((remark) => [remark.by, remark.text])).toContainEqual([
      "Cheung Mei Yan",
      "Duplicate user request",
    ]);
    expect(remarks.map((remark) => remark.text)).not.toContain("automatic");
  });
  test("R11.6 a reorganisation is told as such and in the colour of an alarm", () => {
    const entry = timelineEntry(makeEvent({ action: "deposit.orphaned", detail: { blockNumber: "24118402" } }));
    expect(entry).toMatchObject({
      title: "Orphaned, confirmations back to 0",
      tone: "alert",
      lines: ["Block 24,118,402"],
    });
  });
  test.each(["zh-Hant", "zh-Hans"] as const)("R11.5 in %s every transition is told in Chinese", (language) => {
    speak(language);
    const actions = [...depositMachine.transitions, ...refundMachine.transitions].map((transition) => transition.log);
    for (const action of actions) expect(timelineEntry(makeEvent({ action })).title, action).toMatch(/\p{Script=Han}/u);
    speak("en");
  });
});
