import { describe, expect, test } from "vitest";
import { dateTime, durationText, relativeText, shortDateTime, startOfDay, startOfMonth } from "#renderer/ui/times.ts";

const AT = "2026-11-22T06:02:11.000Z";

describe("times", () => {
  test("stand in the operator's zone", () => {
    expect(dateTime(AT, "Asia/Hong_Kong")).toBe("22 Nov 2026 14:02:11");
    expect(dateTime(AT, "UTC")).toBe("22 Nov 2026 06:02:11");
    expect(shortDateTime("2026-09-01T20:00:00.000Z", "Asia/Hong_Kong")).toBe("2 Sep 04:00:00");
    expect(dateTime("2026-11-21T16:00:00.000Z", "Asia/Hong_Kong")).toBe("22 Nov 2026 00:00:00");
  });

  test("ages are words and never negative", () => {
    expect(durationText(52 * 60_000)).toBe("52 min");
    expect(durationText(3 * 3_600_000 + 18 * 60_000)).toBe("3 h 18 min");
    expect(durationText(-5)).toBe("0 s");
    expect(relativeText(AT, Date.parse(AT) + 7 * 60_000)).toBe("7 min ago");
    expect(relativeText(AT, Date.parse(AT) - 60_000)).toBe("in 1 min");
  });

  test("R10.1 a day begins and ends in the zone that is stated", () => {
    expect(startOfDay(Date.parse(AT), "Asia/Hong_Kong")).toBe("2026-11-21T16:00:00.000Z");
    expect(startOfDay(Date.parse(AT), "UTC")).toBe("2026-11-22T00:00:00.000Z");
    expect(startOfMonth(Date.parse(AT), "Asia/Hong_Kong")).toBe("2026-10-31T16:00:00.000Z");
  });
});
