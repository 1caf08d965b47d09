/** A desk with work on it: records in every status, applications, addresses, as in the design's pictures but on the demo's network. */
import { application, type Application } from "#shared/contract/application.ts";
import type { Currency } from "#shared/contract/currency.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { ApplicationFlag, DepositStatus, HoldReason } from "#shared/domain/statuses.ts";
import { before, hashOf, HOUR, idOf, MINUTE, NOW } from "./ids.ts";
import { USDT } from "./money.ts";
import { OPERATOR, personOf } from "./people.ts";
import { CLIENT_ADDRESS, makeDeposit, makeUnderVerification } from "./records.ts";

export const HKDX: Currency = {
  ...USDT,
  id: idOf("currency", 3),
  code: "HKDX",
  name: "Test Hong Kong Dollar",
  contractAddress: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
  decimals: 18,
  displayDecimals: 8,
  largeAmount: "800000",
};

const CLIENTS = [
  ["C-108834", "Lau Wing Sze"],
  ["C-100217", "Meridian Peak Capital"],
  ["C-112459", "Chan Ho Yin"],
  ["C-109071", "Wong Lai Kuen"],
  ["C-100093", "Harbour Lane Office"],
  ["C-104466", "Tsang Kwok Fai"],
  ["C-115802", "Yip Sin Man"],
  ["C-113377", "Leung Pak Hei"],
  ["C-110948", "Fung Yuen Ting"],
  ["C-116120", "Kwan Tin Lok"],
  ["C-100641", "Sino Crest Ltd"],
  ["C-107725", "Mak Oi Lam"],
  ["C-111336", "Chow Tsz Ching"],
  ["C-100388", "Bluewater Quant SPC"],
] as const;

type Line = [
  status: DepositStatus,
  amount: string,
  currency: "USDT" | "ETH" | "HKDX",
  more?: { confirmations?: number; hold?: HoldReason; badge?: string; orphaned?: true },
];

const LINES: readonly Line[] = [
  ["WALLET_ADDRESS_UNDER_VERIFICATION", "12500", "USDT"],
  ["CONFIRMING", "184.2", "ETH", { confirmations: 3 }],
  ["WALLET_ADDRESS_UNDER_VERIFICATION", "48250", "USDT"],
  ["CONFIRMING", "0.75", "ETH", { confirmations: 8 }],
  ["CONFIRMING", "1250000", "HKDX", { confirmations: 9 }],
  ["UNDER_REVIEW", "3820.55", "USDT"],
  ["ON_HOLD", "2.5", "ETH", { hold: "AMOUNT_MISMATCH" }],
  ["CREDITED", "9999.999999", "USDT"],
  ["AWAITING_TRANSFER", "6400", "USDT"],
  ["CREDITED", "18.04271", "ETH"],
  ["CREDITED", "420000", "USDT", { badge: "Refund pending approval" }],
  ["CREDITED", "1500", "USDT"],
  ["CREDITED", "0.12048", "ETH"],
  ["REORG_ALERT", "96.5", "ETH", { orphaned: true }],
  ["CREDITED", "25000", "USDT"],
  ["ON_HOLD", "730.2", "USDT", { hold: "UNKNOWN_SOURCE" }],
  ["CANCELLED", "5", "ETH"],
  ["CREDITED", "88120.45", "USDT"],
  ["CREDITED", "3.2", "ETH"],
  ["FAILED", "10000", "USDT"],
  ["CREDITED", "48250", "USDT", { badge: "Refund confirming 7/12" }],
  ["CREDITED", "1.80025", "ETH"],
  ["REFUNDED", "600000", "HKDX"],
  ["CREDITED", "2750", "USDT"],
  ["CREDITED", "0.04", "ETH"],
  ["BLOCKED", "15300", "USDT"],
  ["CREDITED", "640.1", "USDT"],
  ["EXPIRED", "75000", "USDT"],
  ["DELETED", "7.25", "ETH"],
  ["CREDITED", "2200", "USDT"],
];

const address = (seed: number) => `0x${hashOf(seed).slice(0, 40)}`;

/** `count` records, newest first; the statuses repeat, one record every `everyMs`. */
export function makeRecords(count = 214, everyMs = 3 * MINUTE): Deposit[] {
  return Array.from({ length: count }, (_, index) => makeRecord(index, count, everyMs));
}

function makeRecord(index: number, count: number, everyMs: number): Deposit {
  const [status, amount, currency, more = {}] = LINES[index % LINES.length] as Line;
  const [customerNo, customerName] = CLIENTS[(index * 5) % CLIENTS.length] as (typeof CLIENTS)[number];
  const requestedAt = before(40_000 + index * everyMs);
  const day = requestedAt.slice(0, 10).replaceAll("-", "");
  const base: Partial<Deposit> = {
    id: idOf("deposit", 10_000 + index),
    recordNo: `DP-${day}-${String(count - index).padStart(6, "0")}`,
    customerNo,
    customerName,
    securitiesAccount: `02-${customerNo.slice(2)}-${index % 9}`,
    currency,
    declaredAmount: amount,
    sourceAddress: index === 0 ? CLIENT_ADDRESS : address(300 + index),
    destinationAddress: address(900 + index),
    requestedAt,
    createdAt: requestedAt,
    updatedAt: requestedAt,
    version: 4,
  };
  if (status === "WALLET_ADDRESS_UNDER_VERIFICATION") return makeUnderVerification(base);
  if (["AWAITING_TRANSFER", "CANCELLED", "EXPIRED", "DELETED", "FAILED"].includes(status)) {
    const cancelled = status === "CANCELLED";
    return makeUnderVerification({
      ...base,
      status,
      cancelledAt: cancelled ? requestedAt : null,
      cancel: cancelled ? { by: personOf(OPERATOR), remarks: "Duplicate user request" } : null,
    });
  }
  const credited = ["CREDITED", "REFUNDED", "REORG_ALERT"].includes(status);
  return makeDeposit({
    ...base,
    status,
    receivedAmount: amount,
    creditedAmount: credited ? amount : null,
    creditedAt: credited ? requestedAt : null,
    txHash: `0x${hashOf(500 + index)}`,
    holdReason: more.hold ?? null,
    refundBadge: more.badge ?? null,
    activeRefundId: more.badge === undefined ? null : idOf("refund", index),
    activeRefundNo: more.badge === undefined ? null : `RF-20261122-${String(index).padStart(6, "0")}`,
    refundedAmount: status === "REFUNDED" ? amount : null,
    confirmations: {
      current: more.orphaned ? 0 : (more.confirmations ?? 12),
      required: 12,
      blockNumber: more.orphaned ? null : String(24_118_400 - index),
      blockHash: more.orphaned ? null : `0x${hashOf(700 + index)}`,
      observedAt: before(5_000),
      orphanedAt: more.orphaned ? before(6 * MINUTE) : null,
    },
  });
}

export function makeApplication(number: number, overrides: Partial<Application> = {}): Application {
  return application.parse({
    id: idOf("application", number),
    applicationNo: `DA-20261122-${String(number).padStart(6, "0")}`,
    clientRequestId: `req-${number}`,
    status: "ABNORMAL",
    customerNo: "C-112459",
    customerName: "Chan Ho Yin",
    securitiesAccount: "02-112459-8",
    currency: "USDT",
    network: "DEVNET",
    amount: "48250",
    sourceAddress: address(40 + number),
    destinationAddress: address(60 + number),
    txHash: null,
    flags: [],
    depositId: null,
    recordNo: null,
    decision: null,
    requestedAt: before(number * 24 * MINUTE),
    updatedAt: NOW,
    version: 2,
    ...overrides,
  });
}

const flagged = (...flags: [ApplicationFlag, string][]) => flags.map(([code, detail]) => ({ code, detail }));

export function makeApplications(records: readonly Deposit[]): Application[] {
  const recorded = records.slice(0, 8).map((record, index) =>
    makeApplication(100 + index, {
      status: "RECORDED",
      customerNo: record.customerNo,
      customerName: record.customerName,
      currency: record.currency,
      amount: record.declaredAmount,
      depositId: record.id,
      recordNo: record.recordNo,
      requestedAt: record.requestedAt,
    }),
  );
  return [
    makeApplication(1, {
      flags: flagged(["DUPLICATE", "Same client, amount and address as DA-20261122-000103, 4 minutes earlier"]),
    }),
    makeApplication(2, {
      amount: "-5",
      currency: "ETH",
      flags: flagged(["AMOUNT_NOT_POSITIVE", 'The amount "-5" is not more than zero']),
    }),
    makeApplication(3, {
      customerNo: "C-999999",
      customerName: null,
      sourceAddress: "0x12345",
      flags: flagged(
        ["UNKNOWN_CLIENT", "No client has the number C-999999"],
        ["ADDRESS_INVALID", "The source address is not 0x and 40 hex digits"],
      ),
    }),
    makeApplication(4, {
      status: "DELETED",
      flags: flagged(["CURRENCY_DISABLED", "HKDX deposits are switched off"]),
      currency: "HKDX",
      decision: {
        by: personOf(OPERATOR),
        at: before(2 * HOUR),
        remarks: "Sent while the currency was switched off; the client was told",
        reasonCode: "UNSUPPORTED_ASSET",
      },
    }),
    ...recorded,
  ];
}
