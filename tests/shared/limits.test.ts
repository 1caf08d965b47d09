/** Limits of refunds at their edges: bands, the large amount, the pace of a key, and which version holds. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { PaymentLimits } from "#shared/contract/configuration.ts";
import {
  approvalsNeeded,
  startingLimits,
  versionInForce,
  whyLimitsAreUnsound,
  whyTooFast,
} from "#shared/domain/limits.ts";
import { compareAmounts } from "#shared/money.ts";

const LIMITS: PaymentLimits = {
  feeCapWei: "1000",
  approvalBands: [
    { above: "100", approvals: 2 },
    { above: "1000", approvals: 3 },
  ],
  largeAmount: "500",
  paymentsPerSignerAndDay: 3,
  amountPerSignerAndDay: "10",
};

test.each([
  ["100", 1],
  ["100.000000000000000001", 2],
  ["500", 2],
  ["1000", 2],
  ["1000.000001", 3],
])("feature 35 R20a.2 %s asks for %i approvals", (amount, approvals) => {
  expect(approvalsNeeded(amount, LIMITS)).toBe(approvals);
});

test("feature 34 the large-amount rule holds without any band: exactly the limit is not above it", () => {
  const limits = startingLimits({ feeCapWei: "1" }, { largeAmount: "500" }, 100);
  expect(["500", "500.1"].map((amount) => approvalsNeeded(amount, limits))).toEqual([1, 2]);
});

const amounts = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.integer({ min: 0, max: 10 ** 6 - 1 }))
  .map(([whole, part]) => (part === 0 ? `${whole}` : `${whole}.${String(part).padStart(6, "0").replace(/0+$/, "")}`));
const bands = fc.array(fc.record({ above: amounts, approvals: fc.integer({ min: 1, max: 5 }) }), { maxLength: 10 });

test("feature 35 I3 never fewer approvals than any band below the amount demands, nor than the large amount does", () => {
  fc.assert(
    fc.property(amounts, amounts, bands, (amount, largeAmount, approvalBands) => {
      const needed = approvalsNeeded(amount, { approvalBands, largeAmount });
      const demanded = approvalBands.filter(({ above }) => compareAmounts(amount, above) > 0);
      expect(needed).toBeGreaterThanOrEqual(Math.max(1, ...demanded.map(({ approvals }) => approvals)));
      if (compareAmounts(amount, largeAmount) > 0) expect(needed).toBeGreaterThanOrEqual(2);
    }),
    { numRuns: 2_000 },
  );
});

test("feature 35 a higher amount never needs fewer approvals", () => {
  fc.assert(
    fc.property(amounts, amounts, amounts, bands, (one, other, largeAmount, approvalBands) => {
      const [low, high] = compareAmounts(one, other) <= 0 ? [one, other] : [other, one];
      const needed = (amount: string) => approvalsNeeded(amount, { approvalBands, largeAmount });
      expect(needed(high)).toBeGreaterThanOrEqual(needed(low));
    }),
  );
});

test("feature 45 a key may begin as many payments as the limit says, and not one more", () => {
  expect(whyTooFast("1", ["1", "1"], LIMITS)).toBeNull();
  expect(whyTooFast("1", ["1", "1", "1"], LIMITS)).toBe(
    "This key has begun 3 of 3 payments of this currency that it may begin in 24 hours",
  );
});

test("feature 45 a key may begin exactly the amount of a day, and not the smallest part more", () => {
  expect(whyTooFast("4", ["3.5", "2.5"], LIMITS)).toBeNull();
  expect(whyTooFast("4.000000000000000001", ["3.5", "2.5"], LIMITS)).toBe(
    "With this payment the key would have begun 10.000000000000000001 in 24 hours; 10 is the most",
  );
  expect(whyTooFast("99999", ["3.5"], { ...LIMITS, amountPerSignerAndDay: null })).toBeNull();
});

test.each<[string, Partial<PaymentLimits>, RegExp | null]>([
  ["sound", {}, null],
  ["no bands", { approvalBands: [] }, null],
  ["no fee at all", { feeCapWei: "0" }, /fee cap must be above 0/],
  ["bands out of order", { approvalBands: LIMITS.approvalBands.toReversed() }, /begin above the band before/],
  [
    "the same band twice",
    {
      approvalBands: [
        { above: "1", approvals: 2 },
        { above: "1.0", approvals: 3 },
      ],
    },
    /begin above/,
  ],
  [
    "a higher band asking for no more",
    {
      approvalBands: [
        { above: "1", approvals: 2 },
        { above: "2", approvals: 2 },
      ],
    },
    /more approvals/,
  ],
  ["nothing a day", { amountPerSignerAndDay: "0" }, /must be above 0/],
])("feature 34 limits are judged before anybody approves them: %s", (_name, change, why) => {
  const answer = whyLimitsAreUnsound({ ...LIMITS, ...change });
  if (why === null) expect(answer).toBeNull();
  else expect(answer).toMatch(why);
});

test("R4.4 the approved version that took effect last holds; proposals, refusals and the future do not", () => {
  const at = (day: number) => `2026-11-${String(day).padStart(2, "0")}T00:00:00.000Z`;
  const versions = [
    { number: 1, status: "APPROVED", effectiveFrom: at(10) },
    { number: 2, status: "REJECTED", effectiveFrom: at(11) },
    { number: 3, status: "APPROVED", effectiveFrom: at(20) },
    { number: 4, status: "APPROVED", effectiveFrom: at(12) },
    { number: 5, status: "PROPOSED", effectiveFrom: null },
  ] as const;
  const holds = [9, 10, 12, 19, 20].map((day) => versionInForce(versions, at(day))?.number ?? 0);
  expect(holds).toEqual([0, 1, 4, 4, 3]);
});
