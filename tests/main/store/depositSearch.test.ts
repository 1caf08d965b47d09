/** The record search against a brute-force filter that knows nothing of SQL (R10.1, R10.2). */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { DepositSearch } from "#shared/contract/ipc.ts";
import { DEPOSIT_SORTS } from "#shared/contract/ipc.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { DEPOSIT_STATUSES, HOLD_REASONS, REFUND_STATUSES } from "#shared/domain/statuses.ts";
import { sumAmounts, toBaseUnits } from "#shared/money.ts";
import { createDice, type Dice } from "#tests/main/support/seededRandom.ts";
import { fillCache, openCache, type OpenedCache } from "#tests/main/support/openCache.ts";
import { randomAmount, randomDeposit, randomEvent, randomRefund, timeAt } from "#tests/main/support/rows.ts";

const dice = createDice(20261122);
const deposits: Deposit[] = [];
const refunds: Refund[] = [];
const refundsOf = new Map<string, Refund[]>();
let cache: OpenedCache;

beforeAll(() => {
  cache = openCache();
  for (let number = 0; number < 1000; number += 1) {
    const row = randomDeposit(dice, number);
    const running = dice.chance(0.1) ? randomRefund(dice, number, row, { status: "APPROVED" }) : null;
    const ended = dice.chance(0.1) ? randomRefund(dice, 5000 + number, row) : null;
    deposits.push(
      running === null
        ? row
        : { ...row, activeRefundId: running.id, activeRefundNo: running.refundNo, refundBadge: "Refund approved" },
    );
    for (const refund of [running, ended]) if (refund !== null) refunds.push(refund);
  }
  for (const refund of refunds) refundsOf.set(refund.depositId, [...(refundsOf.get(refund.depositId) ?? []), refund]);
  const events = deposits.map((row) => randomEvent(dice, row, { remarks: null }));
  fillCache(cache.writer, { deposits, refunds, events });
});
afterAll(() => cache.close());

const folded = (text: string) => text.normalize("NFKC").toLowerCase();
const contains = (text: string, part: string) => folded(text).includes(folded(part));
const shown = (row: Deposit) => row.receivedAmount ?? row.declaredAmount;
const units = (amount: string) => toBaseUnits(amount, 18);

/** The rules of the filters, in plain words. */
function matches(row: Deposit, filter: DepositSearch): boolean {
  const own = refundsOf.get(row.id) ?? [];
  const remarks = [
    row.cancel?.remarks ?? "",
    ...own.flatMap((refund) => [
      refund.reason,
      refund.adjustmentReason ?? "",
      ...refund.approvals.map((a) => a.comment),
    ]),
  ];
  const people = [
    row.cancel?.by.name ?? "",
    ...own.flatMap((r) => [r.requestedBy.name, r.executedBy?.name ?? "", ...r.approvals.map((a) => a.by.name)]),
  ];
  const addresses = [row.sourceAddress, row.destinationAddress, ...own.map((refund) => refund.refundAddress)];
  const flags = {
    REFUND_RUNNING: row.activeRefundId !== null,
    EXCEPTION: row.applicationId === null || row.linkedRecordNo !== null,
    REFUND_ONLY: row.refundOnly,
    LEGAL_HOLD: row.legalHold,
    NOTICE_OPEN: own.some((refund) => refund.notification?.status === "OPEN"),
  };
  const rules: (boolean | undefined)[] = [
    filter.recordNo && row.recordNo.startsWith(filter.recordNo.toUpperCase()),
    filter.recordNos?.length && filter.recordNos.includes(row.recordNo),
    filter.customerNo && row.customerNo === filter.customerNo,
    filter.customerName && contains(row.customerName, filter.customerName),
    filter.securitiesAccount && row.securitiesAccount === filter.securitiesAccount,
    filter.status?.length && filter.status.includes(row.status),
    filter.holdReason?.length && row.holdReason !== null && filter.holdReason.includes(row.holdReason),
    filter.currency?.length && filter.currency.includes(row.currency),
    filter.network?.length && filter.network.includes(row.network),
    filter.txHash && (row.txHash ?? "").startsWith(filter.txHash.toLowerCase()),
    filter.address && addresses.some((address) => contains(address, filter.address ?? "")),
    filter.createdFrom && row.requestedAt >= filter.createdFrom,
    filter.createdTo && row.requestedAt <= filter.createdTo,
    filter.amountMin && units(shown(row)) >= units(filter.amountMin),
    filter.amountMax && units(shown(row)) <= units(filter.amountMax),
    filter.refundNo && own.some((refund) => refund.refundNo.startsWith(filter.refundNo ?? "")),
    filter.refundStatus?.length && own.some((refund) => filter.refundStatus?.includes(refund.status)),
    filter.operator && people.some((name) => contains(name, filter.operator ?? "")),
    filter.flags?.length && filter.flags.some((flag) => flags[flag]),
    filter.text && remarks.some((remark) => contains(remark, filter.text ?? "")),
    filter.anything && anything(row, addresses, filter.anything),
    filter.not && oneByOne(filter.not).every((one) => !matches(row, one)),
  ].map((rule) => (rule === undefined || rule === "" || rule === 0 ? undefined : Boolean(rule)));
  return rules.every((rule) => rule !== false);
}

/** Each value that is shut out, as a filter of its own. */
function oneByOne(not: NonNullable<DepositSearch["not"]>): DepositSearch[] {
  const lists = new Set(["status", "holdReason", "currency", "network", "refundStatus", "flags"]);
  return Object.entries(not).flatMap(([key, values]) =>
    (values ?? []).map((value) => ({ [key]: lists.has(key) ? [value] : value })),
  );
}

function anything(row: Deposit, addresses: string[], text: string): boolean {
  const upper = text.toUpperCase();
  const hash = /^(0x)?[0-9a-f]{1,64}$/i.test(text) ? `0x${text.toLowerCase().replace(/^0x/, "")}` : null;
  return (
    row.recordNo.startsWith(upper) ||
    row.customerNo.startsWith(upper) ||
    contains(row.customerName, text) ||
    addresses.some((address) => contains(address, text)) ||
    (hash !== null && hash !== "0x" && (row.txHash ?? "").startsWith(hash))
  );
}

function some<Value>(random: Dice, values: readonly Value[]): Value[] {
  return values.filter(() => random.chance(0.3)).slice(0, 6);
}

/** A filter made of pieces of a record that exists, so that most of them find something. */
function randomFilter(random: Dice): DepositSearch {
  const row = random.pick(deposits);
  const refund = random.pick(refunds);
  const filter: DepositSearch = {};
  const maybe = (probability: number, set: () => void) => {
    if (random.chance(probability)) set();
  };
  maybe(0.06, () => (filter.recordNo = row.recordNo.slice(0, 12 + random.below(7)).toLowerCase()));
  maybe(0.04, () => (filter.recordNos = some(random, deposits).map((one) => one.recordNo)));
  maybe(0.12, () => (filter.customerNo = row.customerNo));
  maybe(0.06, () => (filter.customerName = row.customerName.slice(0, 1 + random.below(4))));
  maybe(0.1, () => (filter.securitiesAccount = row.securitiesAccount));
  maybe(0.25, () => (filter.status = some(random, DEPOSIT_STATUSES)));
  maybe(0.06, () => (filter.holdReason = some(random, HOLD_REASONS)));
  maybe(0.15, () => (filter.currency = some(random, ["ETH", "USDT", "HKDX", "NONE"])));
  maybe(0.1, () => (filter.network = some(random, ["DEVNET", "OTHERNET"])));
  maybe(0.05, () => (filter.txHash = (row.txHash ?? "0xabc").slice(0, 3 + random.below(10))));
  maybe(0.08, () => (filter.address = row.sourceAddress.slice(random.below(10), 12 + random.below(10)).toUpperCase()));
  maybe(0.04, () => (filter.address = refund.refundAddress.slice(0, 1 + random.below(12))));
  maybe(0.15, () => (filter.createdFrom = timeAt(random.below(500_000))));
  maybe(0.15, () => (filter.createdTo = timeAt(random.below(500_000))));
  maybe(0.1, () => (filter.amountMin = randomAmount(random)));
  maybe(0.1, () => (filter.amountMax = shown(row)));
  maybe(0.04, () => (filter.refundNo = refund.refundNo.slice(0, 12 + random.below(8))));
  maybe(0.06, () => (filter.refundStatus = some(random, REFUND_STATUSES)));
  maybe(0.06, () => (filter.operator = random.pick(["cheung", "KA", "ng", "nobody", "Fung"])));
  maybe(
    0.08,
    () => (filter.flags = some(random, ["REFUND_RUNNING", "EXCEPTION", "REFUND_ONLY", "LEGAL_HOLD", "NOTICE_OPEN"])),
  );
  maybe(
    0.08,
    () => (filter.text = random.pick(["退款", "地", "Duplicate", "wrong wallet", '"', "100%", "核對無誤", "kept"])),
  );
  maybe(
    0.05,
    () => (filter.anything = random.pick([row.customerNo, row.recordNo, "陳", row.sourceAddress, "ab", "O'B"])),
  );
  maybe(0.2, () => {
    const not: NonNullable<DepositSearch["not"]> = {};
    const shutOut = (set: () => void) => maybe(0.25, set);
    shutOut(() => (not.status = some(random, DEPOSIT_STATUSES)));
    shutOut(() => (not.network = some(random, ["DEVNET", "OTHERNET"])));
    shutOut(() => (not.currency = ["ETH"]));
    shutOut(() => (not.holdReason = some(random, HOLD_REASONS)));
    shutOut(() => (not.refundStatus = ["APPROVED"]));
    shutOut(() => (not.flags = ["REFUND_RUNNING", "NOTICE_OPEN"]));
    shutOut(() => (not.customerNo = [row.customerNo]));
    shutOut(() => (not.txHash = [(row.txHash ?? "0xabc").slice(0, 4)]));
    shutOut(() => (not.text = ["退款", "duplicate"]));
    shutOut(() => (not.anything = ["陳"]));
    filter.not = not;
  });
  return filter;
}

function ordered(rows: Deposit[], search: DepositSearch): Deposit[] {
  const sort = search.sort ?? "requestedAt";
  const direction = (search.descending ?? true) ? -1 : 1;
  const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const byTime = (a: Deposit, b: Deposit) => text(a.requestedAt, b.requestedAt) || text(a.id, b.id);
  const compare: Record<typeof sort, (a: Deposit, b: Deposit) => number> = {
    requestedAt: byTime,
    recordNo: (a, b) => text(a.recordNo, b.recordNo),
    amount: (a, b) => {
      const difference = units(shown(a)) - units(shown(b));
      return difference < 0n ? -1 : difference > 0n ? 1 : text(a.id, b.id);
    },
    status: (a, b) => text(a.status, b.status) || byTime(a, b),
    customerNo: (a, b) => text(a.customerNo, b.customerNo) || byTime(a, b),
  };
  return rows.toSorted((a, b) => direction * compare[sort](a, b));
}

function expectedSums(rows: Deposit[]): { currency: string; amount: string }[] {
  const currencies = [...new Set(rows.map((row) => row.currency))].toSorted();
  return currencies.map((currency) => ({
    currency,
    amount: sumAmounts(rows.filter((row) => row.currency === currency).map(shown)),
  }));
}

test("R10.1 R10.2 R10.4 every combination of filters, wanted and shut out, finds what a brute-force filter finds, in order, page by page, with totals and sums", () => {
  const random = createDice(4711);
  let found = 0;
  for (let round = 0; round < 300; round += 1) {
    const search = randomFilter(random);
    if (random.chance(0.6)) search.sort = random.pick(DEPOSIT_SORTS);
    if (random.chance(0.5)) search.descending = random.chance(0.5);
    const expected = ordered(
      deposits.filter((row) => matches(row, search)),
      search,
    );
    found += expected.length;
    const limit = 1 + random.below(60);
    const pages: string[] = [];
    let cursor: string | null = null;
    let first = true;
    do {
      const page = cache.cache.searchDeposits({ ...search, cursor, limit });
      const rows = JSON.parse(page.rowsJson) as Deposit[];
      if (first) {
        expect({ search, total: page.total, sums: page.sums }).toEqual({
          search,
          total: expected.length,
          sums: expectedSums(expected),
        });
        first = false;
      }
      expect(rows.length).toBeLessThanOrEqual(limit);
      pages.push(...rows.map((row) => row.recordNo));
      cursor = page.nextCursor;
    } while (cursor !== null && pages.length < 200);
    expect({ search, rows: pages }).toEqual({
      search,
      rows: expected.slice(0, pages.length).map((row) => row.recordNo),
    });
    if (cursor === null) expect(pages.length).toBe(expected.length);
  }
  expect(found).toBeGreaterThan(2_000);
}, 120_000);

test("R10.4 of a pasted list every record is found, and the numbers that no record has are named", () => {
  const known = deposits.slice(0, 400).map((row) => row.recordNo);
  const recordNos = ["DP-19990101-000001", ...known.map((text) => text.toLowerCase()), "nonsense"];
  const found = cache.cache.searchDeposits({ recordNos });
  expect({ total: found.total, missing: found.missing }).toEqual({
    total: 400,
    missing: ["DP-19990101-000001", "nonsense"],
  });
  // Another filter may hide a record of the list; it is not missing for that.
  expect(cache.cache.searchDeposits({ recordNos, customerNo: "nobody" })).toMatchObject({
    total: 0,
    missing: ["DP-19990101-000001", "nonsense"],
  });
});
