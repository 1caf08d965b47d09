/** Lists: pages without gap or double, and every filter against the same filter done by hand. Source: API contract, "Lists"; R10.1, R10.2. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Deposit } from "#shared/contract/deposit.ts";
import { type Endpoint, http, type QueryInputOf } from "#shared/contract/http.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import type { Permission } from "#shared/domain/permissions.ts";
import { compareAmounts } from "#shared/money.ts";
import { type ApiClient, expectRefused } from "./ApiClient.ts";
import type { Desk } from "./Contracted.ts";
import type { Plan } from "./plan.ts";

type Page = { items: { id: string }[]; nextCursor: string | null; hasMore: boolean };
type DepositQuery = NonNullable<QueryInputOf<typeof http.deposits.list>>;

/** Every row of a list, page by page. Stops where a list would never end. */
export async function readAll(api: ApiClient, endpoint: Endpoint, query: Record<string, unknown>, limit = 200) {
  const items: { id: string }[] = [];
  let cursor: string | undefined;
  do {
    const page = (await api.ok(endpoint, { query: { ...query, limit, cursor } as never })) as Page;
    expect(page.hasMore).toBe(page.nextCursor !== null);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && items.length < 20_000);
  return items;
}

const readDeposits = async (api: ApiClient, query: DepositQuery) =>
  (await readAll(api, http.deposits.list, query)) as Deposit[];

export function listSuite(desk: () => Desk, plan: Plan): void {
  const can = (permission: Permission) => plan.accounts.some(({ permissions }) => permissions.includes(permission));

  const lists = [
    { name: "deposit records", endpoint: http.deposits.list, permission: "Deposit Records" },
    { name: "deposit applications", endpoint: http.applications.list, permission: "Deposit Application" },
    { name: "wallet addresses", endpoint: http.addresses.list, permission: "Deposit Records" },
    { name: "refunds", endpoint: http.refunds.list, permission: "Refund" },
    { name: "audit events", endpoint: http.audit.list, permission: "Audit.All" },
  ] as const;
  describe("lists", () => {
    test.each(lists.filter(({ permission }) => can(permission)))(
      "R10.4 $name come in pages without a gap or a double",
      async ({ endpoint, permission }) => {
        const { api } = desk().holder(permission);
        const whole = (await api.ok(endpoint as Endpoint, { query: { limit: 30 } as never })) as Page;
        const pages: string[] = [];
        let cursor: string | null = null;
        while (pages.length < whole.items.length) {
          const query = { limit: 7, ...(cursor === null ? {} : { cursor }) };
          const page = (await api.ok(endpoint as Endpoint, { query: query as never })) as Page;
          pages.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor;
          if (cursor === null) break;
        }
        const expected = whole.items.map(({ id }) => id);
        expect(pages.slice(0, expected.length)).toEqual(expected);
        expect(new Set(pages).size).toBe(pages.length);
      },
    );

    test.each(lists.filter(({ permission }) => can(permission)))(
      "a cursor of another list is refused by the list of $name",
      async ({ endpoint, permission }) => {
        const { api } = desk().holder(permission);
        await expectRefused(api, endpoint, { query: { cursor: "bm90IGEgY3Vyc29y" } }, "VALIDATION_FAILED");
        await expectRefused(api, endpoint, { query: { limit: 201 } }, "VALIDATION_FAILED");
      },
    );
  });

  if (!can("Deposit Records")) return;
  describe("R10.1 the search of records", () => {
    let all: Deposit[];
    beforeAll(async () => {
      all = await readDeposits(desk().holder("Deposit Records").api, {});
    });

    test("R7.2 every record has its own number", () => {
      expect(all.length).toBeGreaterThan(0);
      expect(new Set(all.map(({ recordNo }) => recordNo)).size).toBe(all.length);
    });

    test("R10.1 records come newest first", () => {
      const times = all.map(({ createdAt }) => createdAt);
      expect(times).toEqual(times.toSorted().toReversed());
    });

    test("R10.1 R10.2 every filter finds exactly what a filter by hand finds", async () => {
      const { api } = desk().holder("Deposit Records");
      await whileStill(api, async (still) => {
        for (const { query, fits } of filtersFor(still)) {
          const found = await readDeposits(api, query);
          const expected = still.filter(fits);
          expect(expected.length, `the filter ${JSON.stringify(query)} fits something`).toBeGreaterThan(0);
          expect(
            found.map(({ recordNo }) => recordNo),
            JSON.stringify(query),
          ).toEqual(expected.map(({ recordNo }) => recordNo));
        }
      });
    });

    test("one record is answered as the list has it, with its version as ETag", async () => {
      const { api } = desk().holder("Deposit Records");
      await whileStill(api, async (still) => {
        for (const one of still.slice(0, 3))
          expect(await api.ok(http.deposits.get, { params: { id: one.id } })).toEqual(one);
      });
    });

    test("R11.5 the timeline of a record is in order and ends in its status", async () => {
      const { api } = desk().holder("Deposit Records");
      await whileStill(api, async (still) => {
        const statuses = new Map(still.map((one) => [one.status, one]));
        for (const one of statuses.values()) {
          const { items } = await api.ok(http.deposits.timeline, { params: { id: one.id } });
          const times = items.map(({ at }) => at);
          expect(times, one.recordNo).toEqual(times.toSorted());
          const moves = items.filter(({ entityId, toStatus }) => entityId === one.id && toStatus !== null);
          expect(moves.at(-1)?.toStatus, one.recordNo).toBe(one.status);
        }
      });
    });
  });

  if (!can("Refund")) return;
  describe("R22.1 the list of refunds", () => {
    test("filters by status, record and customer find what they should", async () => {
      const { api } = desk().holder("Refund");
      const all = (await readAll(api, http.refunds.list, {})) as Refund[];
      expect(all.length).toBeGreaterThan(0);
      for (const status of new Set(all.map((one) => one.status)))
        expect(((await readAll(api, http.refunds.list, { status })) as Refund[]).map(({ id }) => id)).toEqual(
          all.filter((one) => one.status === status).map(({ id }) => id),
        );
      const [first] = all as [Refund];
      for (const query of [{ recordNo: first.recordNo }, { customerNo: first.customerNo }]) {
        const [[field, value] = ["", ""]] = Object.entries(query);
        expect(((await readAll(api, http.refunds.list, query)) as Refund[]).map(({ id }) => id)).toEqual(
          all.filter((one) => (one as Record<string, unknown>)[field] === value).map(({ id }) => id),
        );
      }
      expect(await api.ok(http.refunds.get, { params: { id: first.id } })).toEqual(first);
    });
  });
}

function filtersFor(all: readonly Deposit[]): { query: DepositQuery; fits: (one: Deposit) => boolean }[] {
  const middle = all[Math.floor(all.length / 2)] as Deposit;
  const paid = all.find(({ txHash }) => txHash !== null) ?? middle;
  const later = all[Math.floor(all.length / 3)] as Deposit;
  const statuses = [...new Set(all.map(({ status }) => status))].slice(0, 2);
  const prefix = middle.recordNo.slice(0, -2);
  const oneOf = (one: Deposit) => statuses.includes(one.status);
  const filters: { query: DepositQuery; fits: (one: Deposit) => boolean }[] = [
    { query: { recordNo: middle.recordNo }, fits: (one) => one.recordNo === middle.recordNo },
    { query: { recordNo: prefix }, fits: (one) => one.recordNo.startsWith(prefix) },
    { query: { customerNo: middle.customerNo }, fits: (one) => one.customerNo === middle.customerNo },
    {
      query: { securitiesAccount: middle.securitiesAccount },
      fits: (one) => one.securitiesAccount === middle.securitiesAccount,
    },
    { query: { status: statuses }, fits: oneOf },
    {
      query: { status: statuses, currency: middle.currency, network: middle.network },
      fits: (one) => oneOf(one) && one.currency === middle.currency && one.network === middle.network,
    },
    {
      query: { address: middle.sourceAddress.toLowerCase() },
      fits: (one) =>
        sameAddress(one.sourceAddress, middle.sourceAddress) ||
        sameAddress(one.destinationAddress, middle.sourceAddress),
    },
    {
      query: { createdFrom: middle.createdAt, createdTo: later.createdAt },
      fits: (one) => one.createdAt >= middle.createdAt && one.createdAt <= later.createdAt,
    },
    {
      query: { currency: middle.currency, amountMin: middle.declaredAmount },
      fits: (one) => one.currency === middle.currency && compareAmounts(one.declaredAmount, middle.declaredAmount) >= 0,
    },
    {
      query: { amountMin: "1", amountMax: middle.declaredAmount },
      fits: (one) =>
        compareAmounts(one.declaredAmount, "1") >= 0 && compareAmounts(one.declaredAmount, middle.declaredAmount) <= 0,
    },
    { query: { q: middle.customerName }, fits: (one) => one.customerName === middle.customerName },
  ];
  if (paid.txHash !== null) filters.push({ query: { txHash: paid.txHash }, fits: (one) => one.txHash === paid.txHash });
  return filters;
}

const MOST_TRIES = 10;

/**
 * Compares what the service answers with one reading of all its records. A service that lives goes on meanwhile: only when the
 * records have really changed since that reading is the comparison made again, with a new one.
 */
async function whileStill(api: ApiClient, compare: (records: Deposit[]) => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const before = await readDeposits(api, {});
    try {
      await compare(before);
      return;
    } catch (failure) {
      const after = await readDeposits(api, {});
      if (tries === MOST_TRIES || JSON.stringify(after) === JSON.stringify(before)) throw failure;
    }
  }
}
