/** What changes with the language beside the words: how moments are written, how lists and sentences are joined, what the menu's search finds. */
import { afterEach, describe, expect, test } from "vitest";
import { findPlaces, placeLabel } from "#renderer/app/navigation.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { listText } from "#renderer/i18n/listText.ts";
import { sentences } from "#renderer/i18n/sentences.ts";
import { speak } from "#renderer/i18n/t.ts";
import { dateTime, dayText, durationText, relativeText, shortDateTime } from "#renderer/ui/times.ts";
import { refundBadgeText } from "#renderer/words/refundBadgeText.ts";
import { refundBadge } from "#shared/domain/refunds.ts";
import { REFUND_STATUSES } from "#shared/domain/statuses.ts";

const AT = "2026-09-01T20:05:09.000Z";

afterEach(() => speak("en"));

describe.each(["zh-Hant", "zh-Hans"] as const)("%s", (language) => {
  test("writes moments with the year first, in the operator's zone", () => {
    speak(language);
    expect(dateTime(AT, "Asia/Hong_Kong")).toBe("2026-09-02 04:05:09");
    expect(dayText(AT, "UTC")).toBe("2026-09-01");
    expect(shortDateTime(AT, "UTC")).toBe("09-01 20:05:09");
  });

  test("says how long ago, in words without English", () => {
    speak(language);
    for (const ms of [5_000, 52 * 60_000, 3 * 3_600_000, 50 * 3_600_000])
      expect(durationText(ms)).not.toMatch(/[A-Za-z]/);
    expect(relativeText(AT, Date.parse(AT) + 60_000)).toMatch(/前$/);
    expect(relativeText(AT, Date.parse(AT) - 60_000)).toMatch(/[後后]$/);
  });

  test("joins names and sentences without spaces, and leaves out what is not said", () => {
    speak(language);
    expect(listText(["甲", "乙"])).toBe("甲、乙");
    expect(sentences(["甲。", null, "", "乙。"])).toBe("甲。乙。");
  });

  test("R9.3 the menu's search finds a place by the guide's English words and by its own", () => {
    speak(language);
    for (const query of ["Coin Deposit Records", "存入"]) {
      const places = findPlaces(query).map(({ place }) => place.to);
      expect(places).toContain("/records");
    }
    expect(findPlaces("settings").map(({ place }) => placeLabel(place))).toContain(
      language === "zh-Hant" ? "設定" : "设置",
    );
  });

  test("reads the badge of every running refund, which the central service keeps in English", () => {
    speak(language);
    for (const status of REFUND_STATUSES.filter((one) => one !== "COMPLETED")) {
      const text = refundBadgeText(refundBadge(status, { current: 7, required: 12 }));
      expect(text).toContain(codeLabel("refund", status));
      expect(text.endsWith(" 7/12")).toBe(status === "CONFIRMING");
    }
    expect(refundBadgeText("Refund of a newer service")).toBe("Refund of a newer service");
  });

  test("tells the document its language, for screen readers and for the shapes of its letters", () => {
    speak(language);
    expect(document.documentElement.lang.startsWith(language)).toBe(true);
  });
});

test("English keeps its own", () => {
  expect(listText(["a", "b"])).toBe("a, b");
  expect(sentences(["One.", "Two."])).toBe("One. Two.");
  expect(refundBadgeText("Refund confirming 7/12")).toBe("Refund confirming 7/12");
});
