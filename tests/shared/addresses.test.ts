import { describe, expect, test } from "vitest";
import {
  equalCharacters,
  EVM_ADDRESS_PATTERN,
  groupsOfFour,
  isForbiddenAddress,
  looksAlike,
  shortHash,
} from "#shared/domain/addresses.ts";

const address = "0xCE55403442777b081Da4Da004112845dD3B3575F";

describe("addresses as text", () => {
  test.each([
    "CE55403442777b081Da4Da004112845dD3B3575F",
    "XE7338O073KYGTWWZN0F2WZ0R8PX5ZPPZS",
    "0xCE55",
    `${address}0`,
    "vitalik.eth",
    ` ${address}`,
    `${address}\u200b`,
    "0xСE55403442777b081Da4Da004112845dD3B3575F",
  ])("I12 %j is no address", (text) => expect(EVM_ADDRESS_PATTERN.test(text)).toBe(false));
  test("R20.1 places where money is lost are forbidden", () => {
    for (const digits of [
      "0".repeat(40),
      `${"0".repeat(36)}dEaD`,
      `${"0".repeat(39)}1`,
      `${"0".repeat(38)}0a`,
      `${"0".repeat(38)}11`,
    ])
      expect(isForbiddenAddress(`0x${digits}`)).toBe(true);
    expect(isForbiddenAddress(address)).toBe(false);
    expect(isForbiddenAddress(`0x${"0".repeat(38)}12`)).toBe(false);
  });
  test("groups of four leave out the prefix", () => expect(groupsOfFour(address)).toHaveLength(10));
  test("comparison counts characters and names the groups that differ", () => {
    expect(equalCharacters(address, address)).toEqual({ equal: 40, of: 40, differingGroups: [] });
    expect(equalCharacters(address, address.replace("7b081", "7b082"))).toEqual({
      equal: 39,
      of: 40,
      differingGroups: [4],
    });
    expect(equalCharacters(address, address.slice(0, -1))).toMatchObject({ equal: 39, of: 40 });
  });
  test("R5.5 same first and last four with another middle looks alike", () => {
    expect(looksAlike(address, `0xCE55${"1".repeat(32)}575F`)).toBe(true);
    expect(looksAlike(address, address.toLowerCase())).toBe(false);
    expect(looksAlike(address, `0xCE56${"1".repeat(32)}575F`)).toBe(false);
  });
  test("grids show the first ten and the last eight", () => expect(shortHash(address)).toBe("0xCE554034…D3B3575F"));
});
