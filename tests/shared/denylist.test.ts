/** R18.3: the screening list as a file, and how long it may be used. */
import { expect, test } from "vitest";

import { DENYLIST_MAX_DAYS, readDenylist, whyNotDates } from "#shared/domain/denylist.ts";

const A = `0x${"ab".repeat(20)}`;
const B = `0x${"CD".repeat(20)}`;

test("R18.3 a file of addresses with reasons is read; headings, comments and repeats are passed over", () => {
  const text = `\uFEFFaddress,reason\r\n# of 22 November\r\n${A}, Case 81, first part\r\n"${B}";"Mixer"\n\n${B.toLowerCase()},again\n${A.toUpperCase().replace("0X", "0x")}`;
  expect(readDenylist(text)).toEqual({
    entries: [
      { address: A, reason: "Case 81, first part" },
      { address: B.toLowerCase(), reason: "Mixer" },
    ],
    problems: [],
  });
});

test("R18.3 a line that is no address is named by its number, never guessed", () => {
  const { entries, problems } = readDenylist(`${A}\n0x1234\nnobody,known\n${B} trailing words`);
  expect(entries).toHaveLength(1);
  expect(problems).toEqual([
    { line: 2, text: "0x1234" },
    { line: 3, text: "nobody,known" },
    { line: 4, text: `${B} trailing words` },
  ]);
});

test("R18.3 a list is newer than the one in force, not from the future, and used for a month at most", () => {
  const now = "2026-11-22T02:00:00.000Z";
  const dates = { publishedAt: "2026-11-21T00:00:00.000Z", goodUntil: "2026-11-28T00:00:00.000Z" };
  expect(whyNotDates(dates, now, null)).toBeNull();
  expect(whyNotDates(dates, now, { publishedAt: "2026-11-20T00:00:00.000Z" })).toBeNull();
  expect(whyNotDates(dates, now, { publishedAt: dates.publishedAt })).toContain("in force was published later");
  expect(whyNotDates({ ...dates, publishedAt: "2026-11-22T02:00:00.001Z" }, now, null)).toContain("future");
  expect(whyNotDates({ ...dates, goodUntil: now }, now, null)).toContain("too old");
  const long = { ...dates, goodUntil: "2026-12-22T00:00:00.001Z" };
  expect(whyNotDates(long, now, null)).toContain(`${DENYLIST_MAX_DAYS} days`);
  expect(whyNotDates({ ...dates, goodUntil: "2026-12-22T00:00:00.000Z" }, now, null)).toBeNull();
});
