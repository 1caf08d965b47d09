import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

import { later, MINUTE_MS } from "#central/clock.ts";
import { toDeposit } from "#central/deposits/toDeposit.ts";
import { deposits } from "#central/store/tables.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { http, QueryInputOf } from "#shared/contract/http.ts";
import { DEPOSIT_STATUSES } from "#shared/domain/statuses.ts";
import { compareAmounts } from "#shared/money.ts";
import { startTestCentral, TEST_START, type TestCentral } from "#tests/support/central.ts";
import type { TestClient } from "#tests/support/centralClient.ts";
import { putDeposit } from "#tests/support/centralRecords.ts";

type Query = QueryInputOf<typeof http.deposits.list>;

const COUNT = 1000;
let central: TestCentral;
let operator: TestClient;
let all: Deposit[];

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const NAMES = ["Chan Tai Man", "Wong Siu Ming", "Lee_Ka%Yan", "O'Brien & Söhne"] as const;
const CURRENCIES = ["USDT", "ETH", "HKDX"] as const;
const hex = (seed: number, digits: number) =>
  ((seed * 2654435761) >>> 0).toString(16).padStart(8, "0").repeat(8).slice(0, digits);

beforeAll(async () => {
  central = await startTestCentral();
  operator = await central.api("operator");
  await central.asSystem(async (context) => {
    for (let index = 0; index < COUNT; index += 1) {
      // Several share one moment, so that the key alone decides their order.
      const at = later(TEST_START, -Math.floor(index / 3) * 37 * MINUTE_MS);
      await putDeposit(context, {
        createdAt: at,
        updatedAt: at,
        requestedAt: at,
        status: pick(DEPOSIT_STATUSES, index * 7),
        currency: pick(CURRENCIES, index),
        customerNo: `C1000${index % 9}`,
        customerName: pick(NAMES, index * 3),
        securitiesAccount: `S-${index % 11}`,
        declaredAmount: `${(index * 13) % 977}.${String(index % 100).padStart(2, "0")}`,
        sourceAddress: `0x${hex(index % 40, 40)}`,
        destinationAddress: `0x${hex((index % 25) + 100, 40)}`,
        txHash: index % 4 === 0 ? null : `0x${hex(index + 5000, 64)}`,
      });
    }
  });
  const rows = await central.rooms.database.db.select().from(deposits);
  all = rows
    .map(toDeposit)
    .toSorted((a, b) => (a.createdAt === b.createdAt ? (a.id < b.id ? 1 : -1) : a.createdAt < b.createdAt ? 1 : -1));
}, 120_000);
afterAll(() => central.stop());

/** The same search, by looking at every record. */
function bruteForce(query: Query): string[] {
  const { q } = query;
  const matches = (deposit: Deposit): boolean => {
    const text = q?.trim().toLowerCase() ?? "";
    const { status } = query;
    const statuses = status === undefined ? null : [status].flat();
    return (
      (query.recordNo === undefined || deposit.recordNo.startsWith(query.recordNo)) &&
      (query.customerNo === undefined || deposit.customerNo === query.customerNo) &&
      (query.securitiesAccount === undefined || deposit.securitiesAccount === query.securitiesAccount) &&
      (statuses === null || statuses.includes(deposit.status)) &&
      (query.currency === undefined || deposit.currency === query.currency) &&
      (query.network === undefined || deposit.network === query.network) &&
      (query.txHash === undefined || deposit.txHash === query.txHash.toLowerCase()) &&
      (query.address === undefined ||
        [deposit.sourceAddress, deposit.destinationAddress].some(
          (one) => one.toLowerCase() === query.address?.toLowerCase(),
        )) &&
      (query.createdFrom === undefined || deposit.createdAt >= query.createdFrom) &&
      (query.createdTo === undefined || deposit.createdAt <= query.createdTo) &&
      (query.amountMin === undefined || compareAmounts(deposit.declaredAmount, query.amountMin) >= 0) &&
      (query.amountMax === undefined || compareAmounts(deposit.declaredAmount, query.amountMax) <= 0) &&
      (text === "" ||
        [
          deposit.recordNo,
          deposit.customerNo,
          deposit.customerName,
          deposit.securitiesAccount,
          deposit.txHash ?? "",
          deposit.sourceAddress,
          deposit.destinationAddress,
        ].some((field) => field.toLowerCase().includes(text)))
    );
  };
  return all.filter(matches).map(({ id }) => id);
}

/** Every page, one after the other. */
async function everyPage(query: Query): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await operator.call("deposits.list", { query: { ...query, ...(cursor !== undefined && { cursor }) } });
    found.push(...page.items.map(({ id }) => id));
    expect(page.hasMore).toBe(page.nextCursor !== null);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

const anyRecord = fc.nat(COUNT - 1).map((index) => index);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });

test("R10.1 R10.2 R10.4 every mix of filters finds exactly what looking at each record finds, in stable pages", async () => {
  const queries = fc.record({
    record: anyRecord,
    recordNo: optional(fc.constantFrom("exact", "day", "none")),
    customerNo: optional(fc.nat(9)),
    securitiesAccount: optional(fc.nat(11)),
    status: optional(fc.uniqueArray(fc.constantFrom(...DEPOSIT_STATUSES), { minLength: 1, maxLength: 4 })),
    currency: optional(fc.constantFrom(...CURRENCIES)),
    txHash: optional(fc.boolean()),
    address: optional(fc.constantFrom("source", "destination", "upper")),
    from: optional(fc.nat(400)),
    to: optional(fc.nat(400)),
    amounts: optional(fc.tuple(fc.nat(977), fc.nat(400))),
    q: optional(fc.constantFrom("chan", "WONG", "%", "_", "söhne", "'", "S-1", "0xab", "C10003", " ", "\\")),
    limit: fc.constantFrom(7, 50, 200),
  });
  await fc.assert(
    fc.asyncProperty(queries, async (draw) => {
      const record = all[draw.record] as Deposit;
      const query: Record<string, unknown> = { limit: draw.limit };
      if (draw.recordNo === "exact") query["recordNo"] = record.recordNo;
      if (draw.recordNo === "day") query["recordNo"] = record.recordNo.slice(0, 14);
      if (draw.recordNo === "none") query["recordNo"] = "DP-19990101";
      if (draw.customerNo !== undefined) query["customerNo"] = `C1000${draw.customerNo}`;
      if (draw.securitiesAccount !== undefined) query["securitiesAccount"] = `S-${draw.securitiesAccount}`;
      if (draw.status !== undefined) query["status"] = draw.status;
      if (draw.currency !== undefined) query["currency"] = draw.currency;
      if (draw.txHash !== undefined && record.txHash !== null)
        query["txHash"] = draw.txHash ? record.txHash : record.txHash.toUpperCase().replace("0X", "0x");
      if (draw.address === "source") query["address"] = record.sourceAddress;
      if (draw.address === "destination") query["address"] = record.destinationAddress;
      if (draw.address === "upper") query["address"] = `0x${record.sourceAddress.slice(2).toUpperCase()}`;
      if (draw.from !== undefined) query["createdFrom"] = later(TEST_START, -draw.from * 37 * MINUTE_MS);
      if (draw.to !== undefined) query["createdTo"] = later(TEST_START, -draw.to * 37 * MINUTE_MS);
      if (draw.amounts !== undefined) {
        query["amountMin"] = String(draw.amounts[0]);
        query["amountMax"] = `${draw.amounts[0] + draw.amounts[1]}.50`;
      }
      if (draw.q !== undefined) query["q"] = draw.q;
      expect(await everyPage(query as Query)).toEqual(bruteForce(query as Query));
    }),
    { numRuns: 120, endOnFailure: true },
  );
}, 120_000);

test("R10.4 pages stay stable while new records arrive", async () => {
  const first = await operator.call("deposits.list", { query: { limit: 20 } });
  const late = await central.asSystem((context) => putDeposit(context, { createdAt: later(TEST_START, MINUTE_MS) }));
  const second = await operator.call("deposits.list", { query: { limit: 20, cursor: first.nextCursor ?? "" } });
  const ids = [...first.items, ...second.items].map(({ id }) => id);
  expect(new Set(ids).size).toBe(40);
  expect(ids).not.toContain(late.id);
  expect(ids).toEqual(all.slice(0, 40).map(({ id }) => id));
});

test("a cursor of something else is refused", async () => {
  for (const cursor of ["abc", "e30", Buffer.from('["x","y"]').toString("base64url")])
    expect(await operator.refusal("deposits.list", { query: { cursor } })).toMatchObject({
      status: 400,
      errors: [{ pointer: "/query/cursor" }],
    });
});
