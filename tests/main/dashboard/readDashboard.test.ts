import { afterEach, expect, test } from "vitest";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { Refund } from "#shared/contract/refund.ts";
import type { Queue } from "#shared/contract/dashboard.ts";
import { PERMISSIONS, type Permission } from "#shared/domain/permissions.ts";
import { sumAmounts } from "#shared/money.ts";
import { readDashboard } from "#main/dashboard/readDashboard.ts";
import type { Desk } from "#main/session/Desk.ts";
import { fillCache, openCache, type OpenedCache } from "#tests/main/support/openCache.ts";
import { personOf, randomDeposit, randomRefund } from "#tests/main/support/rows.ts";
import { createDice } from "#tests/main/support/seededRandom.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** 22 Nov 2026, 14:02 in Hong Kong */
const NOW = Date.parse("2026-11-22T06:02:00.000Z");
const ago = (ms: number): string => new Date(NOW - ms).toISOString();

let opened: OpenedCache | null = null;
afterEach(() => {
  opened?.close();
  opened = null;
});

function deskOf(
  rows: Parameters<typeof fillCache>[1],
  {
    permissions = PERMISSIONS,
    zone = "Asia/Hong_Kong",
  }: { permissions?: readonly Permission[]; zone?: "Asia/Hong_Kong" | "UTC" } = {},
): Desk {
  opened = openCache();
  fillCache(opened.writer, rows);
  return {
    cache: opened.cache,
    clock: { now: () => NOW },
    user: () => ({ id: "00000000-0000-7000-a000-000000000009", permissions }),
    settings: () => ({ theme: "system", density: "default", zone, language: "en" }),
  } as unknown as Desk;
}

const dice = createDice(5);
const held = (number: number, waited: number): Deposit =>
  randomDeposit(dice, number, { status: "ON_HOLD", requestedAt: ago(waited) });
const credited = (number: number, currency: string, amount: string, at: string): Deposit =>
  randomDeposit(dice, number, {
    status: "CREDITED",
    currency,
    declaredAmount: amount,
    receivedAmount: amount,
    requestedAt: at,
    creditedAt: at,
  });
const refundOf = (number: number, changes: Partial<Refund>): Refund =>
  randomRefund(dice, number, randomDeposit(dice, 5_000 + number), { requestedAt: ago(HOUR), ...changes });

const sent = (at: string, broadcastAt: string): Refund["attempts"] => [
  {
    id: dice.uuid(),
    kind: "PAYMENT",
    txHash: `0x${"ab".repeat(32)}`,
    nonce: "1",
    maxFeeWei: "1",
    by: personOf(dice),
    at,
    broadcasts: [{ result: "ACCEPTED", node: "n", at: broadcastAt, error: null }],
    mined: null,
  },
];
const approvedAt = (at: string): Refund["approvals"] => [
  {
    by: personOf(dice),
    decision: "APPROVE",
    comment: "",
    at,
    decidedAt: at,
    deviceKeyId: dice.uuid(),
    publicKey: "ab".repeat(32),
    signature: "00",
  },
];

test("a queue tells how many wait, in which band of age, and the oldest with its number", () => {
  const waits = [5 * MINUTE, 16 * MINUTE, 59 * MINUTE, 3 * HOUR, 5 * HOUR, 40 * HOUR];
  const desk = deskOf({ deposits: waits.map((waited, number) => held(number, waited)) });
  const { queues } = readDashboard(desk);
  expect(queues.find(({ queue }) => queue === "ON_HOLD")).toEqual({
    queue: "ON_HOLD",
    items: 6,
    ages: [1, 2, 1, 2],
    oldest: { id: expect.any(String), number: "DP-20260101-000005", since: ago(40 * HOUR) },
  });
  expect(queues.find(({ queue }) => queue === "CONFIRMING")).toEqual({
    queue: "CONFIRMING",
    items: 0,
    ages: [0, 0, 0, 0],
    oldest: null,
  });
});

test("every queue counts its own and nothing else", () => {
  const desk = deskOf({
    deposits: [
      held(1, HOUR),
      randomDeposit(dice, 2, { status: "REORG_ALERT", requestedAt: ago(HOUR) }),
      randomDeposit(dice, 3, { status: "WALLET_ADDRESS_UNDER_VERIFICATION", requestedAt: ago(HOUR) }),
      randomDeposit(dice, 4, { status: "CONFIRMING", requestedAt: ago(HOUR) }),
      randomDeposit(dice, 5, { status: "CREDITED", requestedAt: ago(HOUR) }),
    ],
    refunds: [
      refundOf(1, { status: "PENDING_APPROVAL" }),
      refundOf(2, { status: "APPROVED" }),
      refundOf(3, { status: "APPROVED" }),
      refundOf(4, { status: "BROADCAST", attempts: sent(ago(31 * MINUTE), ago(31 * MINUTE)) }),
      refundOf(5, { status: "BROADCAST", attempts: sent(ago(29 * MINUTE), ago(29 * MINUTE)) }),
      refundOf(6, { status: "CONFIRMING", attempts: sent(ago(3 * HOUR), ago(3 * HOUR)) }),
      refundOf(7, {
        status: "COMPLETED",
        completedAt: ago(30 * MINUTE),
        notification: { status: "OPEN", openedAt: ago(30 * MINUTE), attempts: [] },
      }),
    ],
  });
  const { queues, onChain } = readDashboard(desk);
  const items = Object.fromEntries(queues.map(({ queue, items: count }) => [queue, count])) as Record<Queue, number>;
  expect(items).toEqual({
    REORG_ALERT: 1,
    UNDER_VERIFICATION: 1,
    CONFIRMING: 1,
    ON_HOLD: 1,
    ABNORMAL_APPLICATIONS: 0,
    REFUNDS_TO_APPROVE: 1,
    REFUNDS_TO_EXECUTE: 2,
    REFUNDS_STUCK: 1,
    NOTICES_OPEN: 1,
  });
  expect(onChain.map(({ refundNo, stuck }) => [refundNo.slice(-1), stuck])).toEqual(
    expect.arrayContaining([
      ["4", true],
      ["5", false],
      ["6", false],
    ]),
  );
  expect(queues.find(({ queue }) => queue === "REFUNDS_STUCK")?.oldest?.since).toBe(ago(31 * MINUTE));
});

test("amounts per day are summed exactly, by currency and by the day of the operator's zone", () => {
  const rows = [
    credited(1, "USDT", "0.1", "2026-11-22T05:00:00.000Z"),
    credited(2, "USDT", "0.2", "2026-11-21T16:00:00.000Z"), // midnight of the 22nd in Hong Kong
    credited(3, "USDT", "12345678901234567890.000000000000000001", "2026-11-21T15:59:59.999Z"),
    credited(4, "ETH", "3", "2026-11-08T16:00:00.000Z"), // the first moment of the first of fourteen days
    credited(5, "ETH", "999", "2026-11-08T15:59:59.999Z"), // the day before it
  ];
  const { days, deposits, today } = readDashboard(deskOf({ deposits: rows }));
  expect([days.length, days[0], days[13]]).toEqual([14, "2026-11-09", "2026-11-22"]);
  expect(deposits.map(({ currency }) => currency)).toEqual(["ETH", "USDT"]);
  const [eth, usdt] = deposits;
  expect([eth?.amounts[0], eth?.total]).toEqual(["3", "3"]);
  expect([usdt?.amounts[13], usdt?.amounts[12]]).toEqual(["0.3", "12345678901234567890.000000000000000001"]);
  expect(usdt?.total).toBe(sumAmounts(["0.3", "12345678901234567890.000000000000000001"]));
  expect(today.credited).toBe(2);
  opened?.close();
  const utc = readDashboard(deskOf({ deposits: rows }, { zone: "UTC" }));
  expect(utc.deposits.find(({ currency }) => currency === "USDT")?.amounts.slice(12)).toEqual([
    "12345678901234567890.200000000000000001",
    "0.1",
  ]);
});

test("the time of completed refunds is taken apart stage by stage", () => {
  const run = (number: number, minutes: readonly [number, number, number, number]): Refund => {
    const requested = NOW - 5 * HOUR;
    const at = (steps: number): string =>
      new Date(requested + minutes.slice(0, steps).reduce((sum, one) => sum + one, 0) * MINUTE).toISOString();
    return refundOf(number, {
      status: "COMPLETED",
      requestedAt: at(0),
      approvals: approvedAt(at(1)),
      attempts: sent(at(2), at(3)),
      completedAt: at(4),
      currency: "ETH",
      amount: "1.5",
    });
  };
  const desk = deskOf({ refunds: [run(1, [10, 5, 1, 3]), run(2, [60, 30, 2, 5]), run(3, [200, 40, 3, 7])] });
  const { stages, turnaround, refunds, today } = readDashboard(desk);
  expect(stages).toEqual({
    refunds: 3,
    over4Hours: 1,
    approvalMs: 60 * MINUTE,
    executionMs: 30 * MINUTE,
    signingMs: 2 * MINUTE,
    confirmingMs: 5 * MINUTE,
    totalMs: 97 * MINUTE,
  });
  expect(turnaround.map(({ day, ms }) => [day, ms / MINUTE])).toEqual(
    expect.arrayContaining([
      [13, 19],
      [13, 97],
      [13, 250],
    ]),
  );
  expect(refunds).toEqual([
    { currency: "ETH", amounts: [...Array.from({ length: 13 }, () => "0"), "4.5"], total: "4.5" },
  ]);
  expect(today.refunded).toBe(3);
});

test("R3.3 what a person may not read is not counted either", () => {
  const rows = {
    deposits: [held(1, HOUR), credited(2, "ETH", "1", ago(HOUR))],
    refunds: [refundOf(1, { status: "APPROVED" })],
  };
  const { queues, onChain, deposits, refunds, today } = readDashboard(
    deskOf(rows, { permissions: ["Deposit Application"] }),
  );
  expect(queues.map(({ queue }) => queue)).toEqual(["ABNORMAL_APPLICATIONS"]);
  expect([onChain, deposits, refunds]).toEqual([[], [], []]);
  expect(today).toEqual({ applications: 0, credited: null, refunded: null, cancelled: null });
});

test("what was cancelled today is counted by when it was cancelled, not by when it was requested", () => {
  const cancelled = (number: number, at: string): Deposit =>
    randomDeposit(dice, number, { status: "CANCELLED", requestedAt: ago(30 * HOUR), cancelledAt: at });
  const desk = deskOf({ deposits: [cancelled(1, ago(HOUR)), cancelled(2, ago(28 * HOUR))] });
  expect(readDashboard(desk).today.cancelled).toBe(1);
});
