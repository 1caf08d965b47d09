/** The typed query language (R10.4): what is typed, what is printed, what is refused and where. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { queryProblemText } from "#shared/domain/query/queryProblemText.ts";
import { completeQuery } from "#shared/domain/query/completeQuery.ts";
import type { Vocabulary } from "#shared/domain/query/fields.ts";
import { minuteText, parseMoment } from "#shared/domain/query/moments.ts";
import { parseQuery } from "#shared/domain/query/parseQuery.ts";
import { printQuery } from "#shared/domain/query/printQuery.ts";
import { RECORD_FLAGS, recordQuery, type RecordQuery } from "#shared/domain/query/recordFilter.ts";
import { DEPOSIT_STATUSES, HOLD_REASONS } from "#shared/domain/statuses.ts";
import { fromBaseUnits } from "#shared/money.ts";

const DESK: Vocabulary = {
  zone: "Asia/Hong_Kong",
  currencies: ["ETH", "USDT", "HKDX"],
  networks: [
    { code: "DEVNET", name: "Development chain" },
    { code: "POLYGON", name: "Polygon PoS" },
  ],
};
const parse = (text: string) => parseQuery(text, DESK);
const queryOf = (text: string): RecordQuery => {
  const { query, problem } = parse(text);
  expect(problem).toBeNull();
  return query as RecordQuery;
};

describe("R10.4 a query as typed", () => {
  test.each([
    [
      'status:credited amount>1 created:2026-11-01.. -network:polygon customer:C-1001 remark:"late arrival"',
      {
        status: ["CREDITED"],
        amountMin: "1.000000000000000001",
        createdFrom: "2026-10-31T16:00:00.000Z",
        not: { network: ["POLYGON"] },
        customerNo: "C-1001",
        text: "late arrival",
      },
    ],
    ["amount>=1", { amountMin: "1" }],
    ["amount<=2.5", { amountMax: "2.5" }],
    ["amount<2", { amountMax: "1.999999999999999999" }],
    ["amount=3", { amountMin: "3", amountMax: "3" }],
    ["amount:1,000..2,000", { amountMin: "1000", amountMax: "2000" }],
    ["status:on-hold,confirming", { status: ["ON_HOLD", "CONFIRMING"] }],
    ['status:"wallet address"', { status: ["WALLET_ADDRESS_UNDER_VERIFICATION"] }],
    ["hold:unknown-source", { holdReason: ["UNKNOWN_SOURCE"] }],
    ["currency:usdt,eth network:development", { currency: ["USDT", "ETH"], network: ["DEVNET"] }],
    ["customer:C-1088 record:DP-2026", { customerNo: "C-1088", recordNo: "DP-2026" }],
    ['name:"Lau Wing" operator:Cheung', { customerName: "Lau Wing", operator: "Cheung" }],
    ["created:today flag:notice-open", { created: "today", flags: ["NOTICE_OPEN"] }],
    ["created:2026-11-22", { createdFrom: "2026-11-21T16:00:00.000Z", createdTo: "2026-11-22T15:59:59.999Z" }],
    ["created>2026-11-22", { createdFrom: "2026-11-22T16:00:00.000Z" }],
    ["created<2026-11-22T14:30", { createdTo: "2026-11-22T06:29:59.999Z" }],
    ['"Lau Wing Sze" 0xCE55', { anything: "Lau Wing Sze 0xCE55" }],
    ["陳 remark:退款", { anything: "陳", text: "退款" }],
    ["-customer:C-1,C-2 -test", { not: { customerNo: ["C-1", "C-2"], anything: ["test"] } }],
    ["DP-20261122-000001 DP-20261122-000002,", { recordNos: ["DP-20261122-000001", "DP-20261122-000002"] }],
    ["record:DP-1,DP-2", { recordNos: ["DP-1", "DP-2"] }],
    ["", {}],
  ] as const)("%s", (text, query) => expect(queryOf(text)).toEqual(query));

  test.each([
    ["status:credited colour:red", "colour", /no filter "colour".*status, amount, created/],
    ["amount>x", "x", /no amount/],
    ["amount<0", "0", /below zero/],
    ["created:soon", "soon", /no day/],
    ["created:2026-02-31", "2026-02-31", /no day/],
    ["created:..", "..", /no day/],
    ["status:credited,lost", "lost", /no status "lost".*Allowed: .*Credited/],
    ["status:c", "c", /may be Confirming, Credited/],
    ["network:base", "base", /no network "base".*Polygon PoS/],
    ["customer:", "customer:", /Write a value/],
    ["customer:a,b", "b", /one value/],
    ["customer:a customer:b", "customer:b", /stands twice/],
    ["amount>1 amount>2", "amount>2", /stands twice/],
    ["-amount:1..2", "-amount:1..2", /cannot be shut out/],
    ["status>credited", "status", /with a colon/],
    ['remark:"late', '"late', /not closed/],
    [`remark:${"x".repeat(201)}`, "x".repeat(201), /201 characters; at most 200/],
    ['""', '""', /nothing in these quotes/],
  ] as const)("%s is refused at the word and says what is allowed", (text, word, message) => {
    const { problem } = parse(text);
    expect(problem === null ? "" : queryProblemText(problem)).toMatch(message);
    expect(text.slice(problem?.from, problem?.to)).toBe(word);
  });

  test("a thousand pasted record nos. are taken, one more is refused and told", () => {
    const numbers = Array.from({ length: 1_001 }, (_, n) => `DP-20261122-${String(n).padStart(6, "0")}`);
    expect(queryOf(numbers.slice(1).join("\n")).recordNos).toHaveLength(1_000);
    const many = parse(numbers.join(" ")).problem;
    expect(many === null ? "" : queryProblemText(many)).toMatch(/1001 record nos.; 1000 can/);
  });
});

const text = (most: number) =>
  fc
    .oneof(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: most }),
      fc.string({ unit: fc.constantFrom(...'ab"\\,: -.=<>陳退\t\n'.split("")), minLength: 1, maxLength: most }),
      fc.constantFrom("C-1001", "status:x", "-minus", "a,b", "a b", "DP-20261122-000123", "..", "late arrival"),
    )
    .map((value) => value.trim().slice(0, most).trim())
    .filter((value) => value !== "");
const some = <Value>(values: readonly Value[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });
const moment = fc
  .oneof(
    fc.integer({ min: Date.parse("0001-01-02T00:00:00Z"), max: Date.parse("9999-12-31T23:59:59.999Z") }),
    fc.integer({ min: 20_000, max: 21_000 }).map((day) => day * 86_400_000 - 8 * 3_600_000),
    fc.integer({ min: 20_000, max: 21_000 }).map((day) => day * 86_400_000 - 8 * 3_600_000 - 1),
  )
  .map((ms) => new Date(ms).toISOString());
const amounts = fc
  .oneof(
    fc.bigInt({ min: 0n, max: 10n ** 78n - 1n }),
    fc.bigInt({ min: 0n, max: 99n }).map((whole) => whole * 10n ** 18n),
    fc.bigInt({ min: 0n, max: 99n }).map((whole) => whole * 10n ** 18n + 1n),
  )
  .map((units) => fromBaseUnits(units, 18));
const texts = (most: number) => fc.uniqueArray(text(most), { minLength: 1, maxLength: 3 });
const filters: fc.Arbitrary<RecordQuery> = fc
  .record(
    {
      recordNo: text(40),
      recordNos: fc.uniqueArray(text(40), { minLength: 1, maxLength: 5 }),
      customerNo: text(40),
      customerName: text(100),
      securitiesAccount: text(40),
      status: some(DEPOSIT_STATUSES),
      holdReason: some(HOLD_REASONS),
      currency: some(DESK.currencies),
      network: some(DESK.networks.map(({ code }) => code)),
      txHash: text(66),
      address: text(42),
      created: fc.constantFrom("today" as const, "7d" as const, "month" as const),
      createdFrom: moment,
      createdTo: moment,
      amountMin: amounts,
      amountMax: amounts,
      refundNo: text(40),
      refundStatus: some(["APPROVED", "COMPLETED", "NONCE_LOST"] as const),
      operator: text(100),
      flags: some(RECORD_FLAGS),
      text: text(200),
      anything: text(100),
      not: fc.record(
        {
          status: some(DEPOSIT_STATUSES),
          network: some(["DEVNET"]),
          customerNo: texts(40),
          text: texts(200),
          anything: texts(100),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  )
  .map(({ not, ...rest }) => (not === undefined || Object.keys(not).length === 0 ? rest : { ...rest, not }));

test("R10.4 every filter that can be chosen can be typed: parse(print(f)) = f, in both zones", () => {
  fc.assert(
    fc.property(filters, fc.constantFrom("UTC" as const, "Asia/Hong_Kong" as const), (query, zone) => {
      expect(recordQuery.safeParse(query).success).toBe(true);
      const printed = printQuery(query, { zone });
      expect(parseQuery(printed, { ...DESK, zone })).toEqual({ query, problem: null });
    }),
    { numRuns: 400 },
  );
});

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        ..."status: amount> amount< created: .. , \" \\ - -- : = >= 0 1e9 NaN -1 today 2026-13-01 99999-01-01 __proto__: constructor: not: toString: credited 陳 \u0000 \ud800 \u202e ' % ; DROP".split(
          " ",
        ),
        " ",
        '"',
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join("")),
);

test("R10.4 the greatest amount that can be typed is printed as itself: there is none above it", () => {
  const greatest = `${"9".repeat(60)}.${"9".repeat(18)}`;
  for (const query of [{ amountMax: greatest }, { amountMin: greatest }, { amountMin: greatest, amountMax: greatest }])
    expect(parse(printQuery(query, DESK))).toEqual({ query, problem: null });
  expect(printQuery({ amountMax: greatest }, DESK)).toBe(`amount<=${greatest}`);
  expect(parse(`amount>${greatest}`).problem?.key).toBe("query.noAmount");
});

test("R10.4 whatever is typed, the answer is a valid filter or a problem that points into the text", () => {
  fc.assert(
    fc.property(hostile, (typed) => {
      const { query, problem } = parse(typed);
      if (problem === null) {
        expect(recordQuery.safeParse(query).error?.issues ?? []).toEqual([]);
        expect(parse(printQuery(query, DESK))).toEqual({ query, problem: null });
        return;
      }
      expect(queryProblemText(problem).length).toBeGreaterThan(10);
      expect(problem.from).toBeGreaterThanOrEqual(0);
      expect(problem.to).toBeGreaterThan(problem.from);
      expect(problem.to).toBeLessThanOrEqual(typed.length);
    }),
    { numRuns: 1_500 },
  );
});

test("R10.1 what is typed is read in that zone, and nonsense is refused", () => {
  expect(parseMoment("2026-11-22", "Asia/Hong_Kong", "start")).toBe("2026-11-21T16:00:00.000Z");
  expect(parseMoment("2026-11-22", "Asia/Hong_Kong", "end")).toBe("2026-11-22T15:59:59.999Z");
  expect(parseMoment("2026-11-22 14:30", "Asia/Hong_Kong", "start")).toBe("2026-11-22T06:30:00.000Z");
  expect(parseMoment("2026-11-22 14:30", "UTC", "end")).toBe("2026-11-22T14:30:59.999Z");
  for (const wrong of ["2026-02-30", "22.11.2026", "yesterday", "2026-11-22 25:00", ""])
    expect(parseMoment(wrong, "Asia/Hong_Kong", "start")).toBeNull();
  expect(minuteText("2026-11-22T06:30:00.000Z", "Asia/Hong_Kong")).toBe("2026-11-22 14:30");
});

describe("R10.4 completion", () => {
  const items = (typed: string) => completeQuery(typed, typed.length, DESK).items.map(({ label }) => label);
  const chosen = (typed: string, label: string) => {
    const { from, to, items: offered } = completeQuery(typed, typed.length, DESK);
    const found = offered.find((one) => one.label === label);
    return typed.slice(0, from) + (found?.insert ?? "?") + typed.slice(to);
  };
  test("names of filters, then their values, also behind a minus and a comma", () => {
    expect(items("cu")).toEqual(["customer", "currency"]);
    expect(items("-am")).toEqual([]);
    expect(items("status:cre")).toEqual(["credited", "reorg-alert"]);
    expect(items("amount>1 network:po")).toEqual(["polygon"]);
    expect(chosen("amount>1 -sta", "status")).toBe("amount>1 -status:");
    expect(chosen("status:credited,conf", "confirming")).toBe("status:credited,confirming ");
    expect(items('remark:"sta')).toEqual([]);
  });
  test("every offered value can be read", () => {
    for (const start of ["status:", "hold:", "currency:", "network:", "flag:", "refundstatus:", "created:"])
      for (const { insert } of completeQuery(start, start.length, DESK).items)
        expect([start + insert, parse(start + insert).problem]).toEqual([start + insert, null]);
  });
  test("whatever is typed and wherever the caret stands, it answers", () => {
    fc.assert(
      fc.property(hostile, fc.nat(250), (typed, at) => {
        const caret = Math.min(at, typed.length);
        const { from, to } = completeQuery(typed, caret, DESK);
        expect(from).toBeLessThanOrEqual(to);
        expect(to).toBeLessThanOrEqual(typed.length);
      }),
    );
  });
});
