import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formOf, limitRows, limitsOf } from "#renderer/features/configuration/limitRows.ts";
import { USDT_LIMITS } from "#tests/support/pageFixtures/configurationCalls.ts";

const LIMITS = USDT_LIMITS.inForce.limits;

describe("feature 34 feature 45 limits as they are shown and typed", () => {
  test("each limit has its line, the fee cap in the network's coin", () => {
    expect(limitRows(LIMITS, "USDT", "ETH").map(({ value }) => value)).toEqual([
      "0.006 ETH a refund",
      "1, 2 above 50,000 USDT, at least 2 above 100,000 USDT",
      "above 100,000 USDT nobody who approved executes",
      "50 payments in 24 hours",
      "no limit",
    ]);
  });

  test("what is shown in the form reads back as the same limits", () => {
    const wei = fc.bigInt({ min: 1n, max: 10n ** 20n }).map(String);
    fc.assert(
      fc.property(
        wei,
        fc.integer({ min: 1, max: 100_000 }),
        fc.option(fc.integer({ min: 1 })),
        (cap, payments, amount) => {
          const limits = {
            ...LIMITS,
            feeCapWei: cap,
            paymentsPerSignerAndDay: payments,
            amountPerSignerAndDay: amount === null ? null : String(amount),
          };
          expect(limitsOf(formOf(limits))).toEqual({ limits });
        },
      ),
    );
  });

  test.each([
    [{ feeCap: "cheap" }, /fee cap is an amount/],
    [{ feeCap: "0" }, /fee cap must be above 0/],
    [{ feeCap: "0.0000000000000000001" }, /fee cap is an amount/],
    [{ largeAmount: "" }, /large amount/],
    [{ bands: [{ above: "x", approvals: "2" }] }, /Each band begins above/],
    [{ bands: [{ above: "5", approvals: "6" }] }, /1 to 5 approvals/],
    [
      {
        bands: [
          { above: "5", approvals: "3" },
          { above: "4", approvals: "4" },
        ],
      },
      /begin above the band before/,
    ],
    [{ payments: "0" }, /whole number from 1/],
    [{ payments: "1.5" }, /whole number from 1/],
    [{ amount: "-1" }, /amount, or empty/],
    [{ amount: "0" }, /above 0/],
  ])("says what is wrong with %j", (change, problem) => {
    expect(limitsOf({ ...formOf(LIMITS), ...change })).toMatchObject({ problem: expect.stringMatching(problem) });
  });

  test("thousands may be written with commas", () => {
    expect(limitsOf({ ...formOf(LIMITS), largeAmount: "1,250,000" })).toMatchObject({
      limits: { largeAmount: "1250000" },
    });
  });
});
