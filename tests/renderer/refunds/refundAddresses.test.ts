import { describe, expect, test } from "vitest";
import { ADDRESS_STATUSES } from "#shared/domain/statuses.ts";
import { addressChoices, checkStatedAddress, whyNotRefundAddress } from "#renderer/features/refunds/refundAddresses.ts";
import { idOf, NOW } from "#tests/support/pageFixtures/ids.ts";
import { USDT } from "#tests/support/pageFixtures/money.ts";
import {
  CLIENT_ADDRESS,
  DESTINATION,
  LOOKALIKE_ADDRESS,
  makeAddress,
  makeDeposit,
  OTHER_ADDRESS,
} from "#tests/support/pageFixtures/records.ts";

const context = { deposit: makeDeposit(), currency: USDT, now: NOW };

describe("R20.1 where a refund may go", () => {
  test("a Verified address of the same client on the same network", () => {
    expect(whyNotRefundAddress(makeAddress(), context)).toBeNull();
  });
  test.each(ADDRESS_STATUSES.filter((status) => status !== "VERIFIED"))(
    "not %s, and the words say what is left to do",
    (status) => {
      const why = whyNotRefundAddress(makeAddress({ status }), context);
      expect(why).toMatch(/whitelist|client must name another/);
    },
  );
  test.each([
    ["another client's", { customerNo: "C-100641" }, "another client"],
    ["on another network", { network: "OTHER_NET" }, "stays on its network"],
    ["the zero address", { address: `0x${"0".repeat(40)}` }, "lost for ever"],
    ["the token contract", { address: USDT.contractAddress as string }, "contract of USDT"],
    ["the own deposit address", { address: DESTINATION }, "own deposit address"],
    ["a lapsed proof", { expiresAt: "2026-11-22T06:02:10.000Z" }, "too old"],
    ["in cool-down", { cooldownUntil: "2026-11-22T06:02:12.000Z" }, "cool-down"],
  ])("not %s", (_name, overrides, words) => {
    expect(whyNotRefundAddress(makeAddress(overrides), context)).toContain(words);
  });
  test("those that may be chosen come first, the deposit's source leading", () => {
    const order = addressChoices(
      [
        makeAddress({ id: idOf("address", 2), address: LOOKALIKE_ADDRESS, status: "NOT_VERIFIED" }),
        makeAddress({ id: idOf("address", 3), address: OTHER_ADDRESS }),
        makeAddress(),
      ],
      context,
    ).map((choice) => choice.address.address);
    expect(order).toEqual([CLIENT_ADDRESS, OTHER_ADDRESS, LOOKALIKE_ADDRESS]);
  });
});

describe("R20.1 the address that the client stated", () => {
  const verified = makeAddress();
  const poisoned = makeAddress({ id: idOf("address", 2), address: LOOKALIKE_ADDRESS, status: "NOT_VERIFIED" });
  const other = makeAddress({ id: idOf("address", 3), address: OTHER_ADDRESS });
  const choices = addressChoices([verified, poisoned, other], context);

  test("equal in all 40 characters, also when pasted in groups", () => {
    const grouped = `0x ${CLIENT_ADDRESS.slice(2).replace(/(.{4})/g, "$1 ")}`;
    expect(checkStatedAddress(grouped, choices, verified)).toMatchObject({
      kind: "EQUAL",
      text: "40 of 40 characters equal the Verified address.",
    });
  });
  test("feature 55 R5.5 a look-alike is not taken for the real one", () => {
    expect(checkStatedAddress(LOOKALIKE_ADDRESS, choices, verified).kind).toBe("NOT_USABLE");
    expect(checkStatedAddress(`${CLIENT_ADDRESS.slice(0, -5)}0575F`, choices, verified).kind).toBe("UNKNOWN");
  });
  test("another Verified one than the chosen one is named as a difference", () => {
    expect(checkStatedAddress(OTHER_ADDRESS, choices, verified)).toMatchObject({ kind: "DIFFERS", of: 40 });
  });
  test.each(["CE55403442777b081Da4Da004112845dD3B3575F", "lau.eth", "0xСE55403442777b081Da4Da004112845dD3B3575F"])(
    "I12 %j is no address",
    (text) => expect(checkStatedAddress(text, choices, null).kind).toBe("NOT_AN_ADDRESS"),
  );
});
