import { expect, test } from "vitest";

import { DEPOSIT_STATUSES } from "#shared/domain/statuses.ts";
import { AGE_BAND_LABELS, AGE_BANDS, ageBand, isTriaged } from "#shared/domain/triage.ts";

const HOUR = 3_600_000;

test("an age falls into one band, the limit belongs to the older one", () => {
  const at = (hours: number, ms = 0) => ageBand(hours * HOUR + ms);
  expect([at(0, -5), at(0), at(4, -1)]).toEqual(["UNDER_4_HOURS", "UNDER_4_HOURS", "UNDER_4_HOURS"]);
  expect([at(4), at(24, -1)]).toEqual(["UNDER_1_DAY", "UNDER_1_DAY"]);
  expect([at(24), at(72, -1)]).toEqual(["UNDER_3_DAYS", "UNDER_3_DAYS"]);
  expect([at(72), at(9000)]).toEqual(["OLDER", "OLDER"]);
  expect(Object.keys(AGE_BAND_LABELS)).toEqual([...AGE_BANDS]);
});

test("only records that go on by people's decision are work", () => {
  expect(DEPOSIT_STATUSES.filter(isTriaged)).toEqual(["ON_HOLD", "REORG_ALERT", "BLOCKED"]);
});
