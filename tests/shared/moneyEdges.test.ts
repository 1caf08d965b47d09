/** Amounts, canonical text, addresses and confirmations at their edges. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "#shared/canonicalJson.ts";
import {
  equalCharacters,
  EVM_ADDRESS_PATTERN,
  groupsOfFour,
  isForbiddenAddress,
  looksAlike,
  sameAddress,
  shortHash,
  TX_HASH_PATTERN,
} from "#shared/domain/addresses.ts";
import { confirmationsAt, requiredConfirmations } from "#shared/domain/confirmations.ts";
import {
  AMOUNT_PATTERN,
  amountDifference,
  amountParts,
  CHAIN_INTEGER_PATTERN,
  compareAmounts,
  fromBaseUnits,
  sumAmounts,
  toBaseUnits,
} from "#shared/money.ts";

const ADDRESS = "0xCE55403442777b081Da4Da004112845dD3B3575F";

describe("I11 amounts", () => {
  test("R7.4 whole numbers and decimals at the greatest length that is allowed, and one digit beyond", () => {
    for (const right of ["0", "9", "10", "0.0", "0.1", "7.123456789012345678", "9".repeat(60)])
      expect(AMOUNT_PATTERN.test(right), right).toBe(true);
    for (const wrong of [
      "00",
      "0123",
      "x1",
      "1x",
      "1.",
      ".1",
      "1.1.1",
      "1.12345678901234567890",
      "1".repeat(61),
      "1\n",
    ])
      expect(AMOUNT_PATTERN.test(wrong), wrong).toBe(false);
  });

  test("I11 a chain integer has 1 to 78 digits and nothing else", () => {
    for (const right of ["0", "7", "10", "9".repeat(78)]) expect(CHAIN_INTEGER_PATTERN.test(right), right).toBe(true);
    for (const wrong of ["", "00", "01", "-1", "1.0", "x1", "1x", "9".repeat(79)])
      expect(CHAIN_INTEGER_PATTERN.test(wrong), wrong).toBe(false);
  });

  test("I11 what is no amount says so with its code and what to write", () => {
    expect(() => toBaseUnits("1,5", 2)).toThrow(expect.objectContaining({ code: "AMOUNT_INVALID" }));
    expect(() => toBaseUnits("1.55", 1)).toThrow(expect.objectContaining({ code: "AMOUNT_INVALID" }));
    expect(() => fromBaseUnits(-1n, 2)).toThrow(expect.objectContaining({ code: "AMOUNT_INVALID" }));
    expect(fromBaseUnits(0n, 2)).toBe("0");
  });

  test("I11 short fractions are filled up, digits of nothing beyond the decimals are allowed", () => {
    expect(toBaseUnits("1.5", 6)).toBe(1_500_000n);
    expect(toBaseUnits("1.0", 0)).toBe(1n);
    expect(toBaseUnits("12", 3)).toBe(12_000n);
    expect(() => toBaseUnits("1.10001", 4)).toThrow(/4 decimals/);
    expect(() => toBaseUnits("1.09", 1)).toThrow(/1 decimals/);
  });

  test("I11 base units as the shortest text: zeros inside stay, zeros at the end go", () => {
    expect(fromBaseUnits(1_050_100n, 6)).toBe("1.0501");
    expect(fromBaseUnits(5n, 6)).toBe("0.000005");
    expect(fromBaseUnits(1_000_000n, 6)).toBe("1");
    expect(fromBaseUnits(1_200n, 0)).toBe("1200");
  });

  test("I11 equal amounts, however they are written, have no difference", () => {
    expect(compareAmounts("1.50", "1.5")).toBe(0);
    expect(amountDifference("1.50", "1.5")).toEqual({ sign: 0, amount: "0" });
    expect(amountDifference("1", "3")).toEqual({ sign: -1, amount: "2" });
    expect(amountDifference("3", "1")).toEqual({ sign: 1, amount: "2" });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 40n }), (units) => {
        const text = fromBaseUnits(units, 18);
        expect(compareAmounts(text, text)).toBe(0);
        expect(sumAmounts([text, text])).toBe(fromBaseUnits(2n * units, 18));
      }),
    );
  });

  test("I11 an amount is cut only where digits are left out", () => {
    expect(amountParts("1234567", 2)).toEqual({ whole: "1,234,567", fraction: "", zeros: "00", cut: false });
    expect(amountParts("123456", 0)).toEqual({ whole: "123,456", fraction: "", zeros: "", cut: false });
    expect(amountParts("0.10203000", 5)).toEqual({ whole: "0", fraction: "10203", zeros: "", cut: false });
    expect(amountParts("0.1", 1)).toEqual({ whole: "0", fraction: "1", zeros: "", cut: false });
    expect(amountParts("0.1000", 3)).toEqual({ whole: "0", fraction: "1", zeros: "00", cut: false });
    expect(amountParts("0.123", 2)).toEqual({ whole: "0", fraction: "12", zeros: "", cut: true });
  });
});

describe("I4 canonical text", () => {
  test("the order of fields does not count, their values do", () => {
    expect(canonicalJson({ b: 1, a: ["x", null] })).toBe('{"a":["x",null],"b":1}');
  });
  test("what has no JSON form is never hashed", () => {
    expect(() => canonicalJson(undefined)).toThrow(TypeError);
    expect(() => canonicalJson(undefined)).toThrow("no canonical JSON form");
  });
});

describe("I12 addresses as text", () => {
  test("R20.1 an address is 0x and forty hex digits from end to end", () => {
    expect(EVM_ADDRESS_PATTERN.test(ADDRESS)).toBe(true);
    expect(EVM_ADDRESS_PATTERN.test(ADDRESS.toLowerCase())).toBe(true);
    for (const wrong of [`x${ADDRESS}`, `${ADDRESS}x`, ADDRESS.slice(0, -1), `${ADDRESS.slice(0, -1)}g`])
      expect(EVM_ADDRESS_PATTERN.test(wrong), wrong).toBe(false);
  });

  test("R21.6 a transaction hash is 0x and 64 small hex digits from end to end", () => {
    const hash = `0x${"0f9a".repeat(16)}`;
    expect(TX_HASH_PATTERN.test(hash)).toBe(true);
    for (const wrong of [`x${hash}`, `${hash}0`, hash.slice(0, -1), hash.toUpperCase(), hash.replace("9", "g")])
      expect(TX_HASH_PATTERN.test(wrong), wrong).toBe(false);
  });

  test("R20.1 zero, burn and the precompiles 0x01 to 0x11 are forbidden, their neighbours are not", () => {
    const padded = (tail: string) => `0x${tail.padStart(40, "0")}`;
    const forbidden = Array.from({ length: 18 }, (_, index) => padded(index.toString(16)));
    for (const address of [...forbidden, padded("dead"), padded("DeaD")])
      expect(isForbiddenAddress(address), address).toBe(true);
    for (const address of [
      ADDRESS,
      padded("12"),
      padded("20"),
      padded("100"),
      padded("dead").replace("0000", "0100"),
      `0x1${"0".repeat(37)}01`,
      `0x${"0".repeat(37)}101`,
      `0x${"0".repeat(38)}01ff`,
    ])
      expect(isForbiddenAddress(address), address).toBe(false);
  });

  test("I12 addresses are the same by their digits, whatever the case of their letters", () => {
    expect(sameAddress(ADDRESS, ADDRESS.toLowerCase())).toBe(true);
    expect(sameAddress(ADDRESS, ADDRESS.toUpperCase())).toBe(true);
    expect(sameAddress(ADDRESS, ADDRESS.replace("CE55", "CE56"))).toBe(false);
  });

  test("R5.5 groups of four: without the prefix, the last one as long as it is", () => {
    expect(groupsOfFour("0x12345678")).toEqual(["1234", "5678"]);
    expect(groupsOfFour("1234567890")).toEqual(["1234", "5678", "90"]);
    expect(groupsOfFour("120x34")).toEqual(["120x", "34"]);
    expect(groupsOfFour("")).toEqual([]);
    expect(groupsOfFour("0x")).toEqual([]);
  });

  test("R5.5 the comparison counts place by place up to the longer text, and names each group once", () => {
    expect(equalCharacters("0xabcdef", "0xabcd")).toEqual({ equal: 4, of: 6, differingGroups: [1] });
    expect(equalCharacters("0xabcd", "0xabcdef")).toEqual({ equal: 4, of: 6, differingGroups: [1] });
    expect(equalCharacters("0x12340000", "0x00005678")).toEqual({ equal: 0, of: 8, differingGroups: [0, 1] });
    expect(equalCharacters("1234", "0x1235")).toEqual({ equal: 3, of: 4, differingGroups: [0] });
    expect(equalCharacters("120x", "12")).toEqual({ equal: 2, of: 4, differingGroups: [0] });
    expect(equalCharacters("12", "120x")).toEqual({ equal: 2, of: 4, differingGroups: [0] });
    expect(equalCharacters("0x1a", "0x1A").equal).toBe(1);
  });

  test("R5.5 look-alikes share the first and the last four digits, in any case of letters", () => {
    const poisoned = `0xce55${"1".repeat(32)}575f`;
    expect(looksAlike(ADDRESS, poisoned)).toBe(true);
    expect(looksAlike(poisoned.toUpperCase(), ADDRESS)).toBe(true);
    expect(looksAlike(ADDRESS, ADDRESS.toUpperCase())).toBe(false);
    expect(looksAlike(ADDRESS, `0xCE55${"1".repeat(32)}5750`)).toBe(false);
    expect(looksAlike(ADDRESS, `0xDE55${"1".repeat(32)}575F`)).toBe(false);
    expect(looksAlike(ADDRESS, `0xCE55${"1".repeat(31)}2575F`)).toBe(true);
  });

  test("texts up to twenty characters are shown whole", () => {
    expect(shortHash("a".repeat(20))).toBe("a".repeat(20));
    expect(shortHash("0123456789abcdefghijk")).toBe("0123456789…defghijk");
  });
});

describe("confirmations", () => {
  const network = { requiredConfirmations: 12 };
  test("R4.1 a band begins at its amount", () => {
    const currency = { confirmationBands: [{ from: "1000", confirmations: 20 }] };
    expect(requiredConfirmations("999.999999", network, currency)).toBe(12);
    expect(requiredConfirmations("1000", network, currency)).toBe(20);
    expect(requiredConfirmations("1000.000001", network, currency)).toBe(20);
  });
  test("R4.1 the highest band that applies wins in whatever order they stand", () => {
    const bands = [
      { from: "10", confirmations: 30 },
      { from: "100", confirmations: 20 },
    ];
    expect(requiredConfirmations("500", network, { confirmationBands: bands })).toBe(30);
    expect(requiredConfirmations("500", network, { confirmationBands: bands.toReversed() })).toBe(30);
    expect(requiredConfirmations("5", network, { confirmationBands: [] })).toBe(12);
  });
  test("I8 the block itself counts as one; a head below it as none", () => {
    expect(confirmationsAt(3n, 6n)).toBe(0);
    expect(confirmationsAt(5n, 6n)).toBe(0);
    expect(confirmationsAt(6n, 6n)).toBe(1);
    expect(confirmationsAt(7n, 6n)).toBe(2);
  });
});
