import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "#shared/errors.ts";
import {
  amountDifference,
  amountParts,
  compareAmounts,
  fromBaseUnits,
  isAmount,
  normalizeAmount,
  sumAmounts,
  toBaseUnits,
} from "#shared/money.ts";

const baseUnits = fc.bigInt({ min: 0n, max: 10n ** 78n - 1n });

describe("money", () => {
  test("R7.4 any uint-sized value survives the way to text and back, with any number of decimals", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 60n - 1n }), fc.integer({ min: 0, max: 18 }), (value, decimals) => {
        expect(toBaseUnits(fromBaseUnits(value, decimals), decimals)).toBe(value);
      }),
    );
  });

  test("R7.4 a 78-digit value with 18 decimals keeps every digit", () => {
    const text = `${"9".repeat(60)}.${"123456789012345678"}`;
    expect(fromBaseUnits(toBaseUnits(text, 18), 18)).toBe(text);
  });

  test.each([
    ".5",
    "1.",
    "01",
    "-1",
    "+1",
    "1e3",
    "1,5",
    " 1",
    "1 ",
    "",
    "0x10",
    "NaN",
    "１",
    "1.1234567890123456789",
    "9".repeat(61),
  ])("R7.4 %j is no amount", (text) => {
    expect(isAmount(text)).toBe(false);
    expect(() => toBaseUnits(text, 18)).toThrow(AppError);
  });

  test("R7.4 more decimals than the currency has are refused, trailing zeros are not", () => {
    expect(toBaseUnits("1.500000", 2)).toBe(150n);
    expect(() => toBaseUnits("1.505", 2)).toThrow(/2 decimals/);
    expect(toBaseUnits("7", 0)).toBe(7n);
    expect(() => toBaseUnits("7.1", 0)).toThrow(AppError);
  });

  test("comparison and difference agree with integer arithmetic", () => {
    fc.assert(
      fc.property(baseUnits, baseUnits, (a, b) => {
        const left = fromBaseUnits(a, 18);
        const right = fromBaseUnits(b, 18);
        const sign = a === b ? 0 : a < b ? -1 : 1;
        expect(compareAmounts(left, right)).toBe(sign);
        expect(amountDifference(left, right)).toEqual({ sign, amount: fromBaseUnits(a > b ? a - b : b - a, 18) });
      }),
    );
  });

  test("sums are exact where floating point is not", () => {
    expect(sumAmounts(["0.1", "0.2"])).toBe("0.3");
    expect(sumAmounts(["9007199254740993", "0.000000000000000001"])).toBe("9007199254740993.000000000000000001");
    expect(sumAmounts([])).toBe("0");
  });

  test("normalising keeps the value and drops zeros", () => {
    expect(normalizeAmount("1.500")).toBe("1.5");
    expect(normalizeAmount("100.000")).toBe("100");
  });

  test("an amount is shown in three parts and never rounded", () => {
    expect(amountParts("1250000.5", 6)).toEqual({ whole: "1,250,000", fraction: "5", zeros: "00000", cut: false });
    expect(amountParts("0.123456789", 6)).toEqual({ whole: "0", fraction: "123456", zeros: "", cut: true });
    expect(amountParts("12", 8)).toEqual({ whole: "12", fraction: "", zeros: "00000000", cut: false });
  });

  test("a negative value has no wire form", () => {
    expect(() => fromBaseUnits(-1n, 6)).toThrow(AppError);
  });
});
