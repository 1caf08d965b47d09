import { describe, expect, test } from "vitest";
import { parseTyped } from "#renderer/features/deposits/typedFilter.ts";
import { chipsOf } from "#renderer/features/deposits/recordFilters.ts";

const parse = (text: string) => parseTyped(text, "Asia/Hong_Kong");
const chips = (text: string) =>
  chipsOf(parse(text).change, {
    zone: "Asia/Hong_Kong",
    now: Date.parse("2026-11-22T06:02:11.000Z"),
    networkName: (code) => code,
  }).map((chip) => `${chip.label} ${chip.value}`);

describe("R10.4 filters as typed", () => {
  test("the guide's example", () => {
    expect(parse("status:credited amount>1 created:2026-11-01..")).toEqual({
      problem: null,
      change: { status: ["CREDITED"], amountMin: "1.000000000000000001", createdFrom: "2026-10-31T16:00:00.000Z" },
    });
    expect(chips("status:credited amount>1")).toEqual(["Status Credited", "Amount > 1"]);
  });

  test.each([
    ["amount>=1", { amountMin: "1" }],
    ["amount<=2.5", { amountMax: "2.5" }],
    ["amount<2", { amountMax: "1.999999999999999999" }],
    ["amount=3", { amountMin: "3", amountMax: "3" }],
    ["amount:1,000..2,000", { amountMin: "1000", amountMax: "2000" }],
    ["status:on-hold,confirming", { status: ["ON_HOLD", "CONFIRMING"] }],
    ['status:"wallet address"', { status: ["WALLET_ADDRESS_UNDER_VERIFICATION"] }],
    ["hold:unknown-source", { holdReason: ["UNKNOWN_SOURCE"] }],
    ["currency:usdt,eth network:devnet", { currency: ["USDT", "ETH"], network: ["DEVNET"] }],
    ["customer:C-1088 record:DP-2026", { customerNo: "C-1088", recordNo: "DP-2026" }],
    ['name:"Lau Wing" operator:Cheung', { customerName: "Lau Wing", operator: "Cheung" }],
    ["created:today flag:notice-open", { created: "today", flags: ["NOTICE_OPEN"] }],
    ["created:2026-11-22", { createdFrom: "2026-11-21T16:00:00.000Z", createdTo: "2026-11-22T15:59:59.999Z" }],
    ['"Lau Wing Sze" 0xCE55', { anything: "Lau Wing Sze 0xCE55" }],
  ] as const)("%s", (text, change) => expect(parse(text)).toEqual({ problem: null, change }));

  test.each([
    ["amount>x", /no amount/],
    ["created:soon", /no day/],
    ["status:lost", /no status "lost"/],
    ["colour:red", /no filter "colour"/],
    ["customer:", /Write a value/],
  ] as const)("%s is refused in words and changes nothing", (text, words) => {
    expect(parse(text).change).toEqual({});
    expect(parse(text).problem).toMatch(words);
  });
});
