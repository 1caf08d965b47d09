/**
 * Invented rows for measurements, as the central service sends them: four of five records credited, 50,000 customers of whom a few are busy,
 * 60,000 destinations, a source and a hash of its own for each record, one refund in twenty records, one line of history each.
 * Row `number` is the same in every run; ids are in the order of time.
 */
import type { Deposit, TimelineEvent } from "#shared/contract/deposit.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { createDice, type Dice } from "#tests/main/support/seededRandom.ts";
import { randomRefund } from "#tests/main/support/rows.ts";

export const BENCH_FEED = "00000000-0000-7000-a000-0000000000be";
export const RECORDS_A_REFUND = 20;

const END = Date.parse("2026-11-22T00:00:00.000Z");
const SPREAD_MS = 730 * 24 * 60 * 60 * 1000;
const CUSTOMERS = 50_000;
const DESTINATIONS = 60_000;
const SURNAMES = ["Chan", "Wong", "Leung", "Lau", "Cheung", "Ng", "Yip", "Kwok", "Ho", "Tang"];
const GIVEN_NAMES = ["Tai Man", "Siu Ming", "Ka Yan", "Ho Yin", "Mei Ling", "Chi Fung", "Wing Sze", "Kin Wah"];
const REMARKS = ["Duplicate user request", "Incorrect address", "客戶重複提交", "Client called; wrong wallet"];
const CANCELLER = { id: "00000000-0000-7000-a000-0000000000c1", name: "Cheung Mei Yan" };
const OTHER_STATUSES = [
  "CANCELLED",
  "CANCELLED",
  "EXPIRED",
  "ON_HOLD",
  "FAILED",
  "AWAITING_TRANSFER",
  "CONFIRMING",
  "WALLET_ADDRESS_UNDER_VERIFICATION",
] as const;

/** Record `number` of `of`, oldest first. `edition` 2 and above: the same record later. */
export function benchDeposit(number: number, of: number, edition = 1): Deposit {
  const dice = createDice(number * 7 + 1);
  const at = timeOf(number, of);
  const status = dice.chance(0.8) ? "CREDITED" : dice.pick(OTHER_STATUSES);
  const paid = status === "CREDITED" || status === "ON_HOLD" || status === "CONFIRMING";
  const cancelled = status === "CANCELLED";
  // A power law: the busiest customer has hundreds of times the records of an ordinary one.
  const customer = Math.floor(CUSTOMERS * dice.fraction() ** 3);
  const amount = `${1 + dice.below(250_000)}.${String(dice.below(1_000_000)).padStart(6, "0")}`;
  const source = `0x${dice.hex(40)}`;
  const destination = addressOf(dice.below(DESTINATIONS));
  const currency = dice.pick(["USDT", "USDT", "HKDX", "ETH"]);
  const requestedAt = stamp(at);
  return {
    id: idOf(number, of, dice),
    recordNo: `DP-${requestedAt.slice(0, 10).replaceAll("-", "")}-${String(number).padStart(7, "0")}`,
    applicationId: null,
    linkedRecordNo: null,
    customerNo: `C${100_000 + customer}`,
    customerName: `${SURNAMES[customer % SURNAMES.length]} ${GIVEN_NAMES[customer % GIVEN_NAMES.length]} ${customer}`,
    securitiesAccount: `S-${100_000 + customer}`,
    currency,
    network: "DEVNET",
    declaredAmount: amount,
    receivedAmount: paid ? amount : null,
    creditedAmount: status === "CREDITED" ? amount : null,
    sourceAddress: source,
    destinationAddress: destination,
    txHash: paid ? `0x${dice.hex(64)}` : null,
    status,
    holdReason: status === "ON_HOLD" ? "AMOUNT_MISMATCH" : null,
    addressVerification: {
      status: "VERIFIED",
      addressId: null,
      verifiedAt: null,
      method: null,
      verifiedBy: null,
      proof: null,
    },
    confirmations: {
      current: paid ? 12 : 0,
      required: 12,
      blockNumber: paid ? String(1_000_000 + number) : null,
      blockHash: paid ? `0x${dice.hex(64)}` : null,
      observedAt: paid ? stamp(at + 60_000) : null,
      orphanedAt: null,
    },
    transfer: paid
      ? {
          from: source,
          to: destination,
          amount,
          contractAddress: null,
          logIndex: 0,
          feeWei: "21000000000000",
          blockAt: stamp(at + 50_000),
          sourceKind: "WALLET",
        }
      : null,
    checks: [],
    screening: null,
    ledgerRef: null,
    refundOnly: false,
    requestedAt,
    waitingUntil: stamp(at + 7 * 24 * 60 * 60 * 1000),
    creditedAt: status === "CREDITED" ? stamp(at + 300_000) : null,
    cancelledAt: cancelled ? stamp(at + 3_600_000) : null,
    cancel: cancelled ? { by: CANCELLER, remarks: dice.pick(REMARKS) } : null,
    activeRefundId: null,
    activeRefundNo: null,
    refundBadge: null,
    refundedAmount: null,
    configVersion: 1,
    legalHold: dice.chance(0.001),
    version: edition,
    createdAt: requestedAt,
    updatedAt: stamp(at + edition * 1_000),
  };
}

/** What becomes of a record most often: it is credited. */
export function creditedLater(row: Deposit): Deposit {
  const { version, declaredAmount } = row;
  const changed = { status: "CREDITED", holdReason: null, cancel: null, cancelledAt: null } as const;
  return {
    ...row,
    ...changed,
    receivedAmount: declaredAmount,
    creditedAmount: declaredAmount,
    creditedAt: row.creditedAt ?? row.updatedAt,
    version: version + 1,
    updatedAt: stamp(Date.parse(row.updatedAt) + 1_000),
  };
}

export function benchEvent(deposit: Deposit): TimelineEvent {
  return {
    id: deposit.id,
    at: deposit.createdAt,
    actor: { id: null, name: "Central service", role: "SYSTEM" },
    action: "deposit.created",
    entity: "deposit",
    entityId: deposit.id,
    entityNo: deposit.recordNo,
    depositId: deposit.id,
    fromStatus: null,
    toStatus: "WALLET_ADDRESS_UNDER_VERIFICATION",
    remarks: null,
    detail: {},
    version: 1,
  };
}

/** Of every twentieth record. */
export function benchRefund(deposit: Deposit, number: number, of: number): Refund {
  const dice = createDice(number * 13 + 5);
  return randomRefund(dice, number, deposit, { id: idOf(number, of, dice), requestedAt: deposit.updatedAt });
}

function timeOf(number: number, of: number): number {
  return END - Math.floor(((of - number) / of) * SPREAD_MS);
}

function stamp(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** UUIDv7 whose order is that of the numbers. */
function idOf(number: number, of: number, dice: Dice): string {
  const ms = timeOf(number, of).toString(16).padStart(12, "0");
  const order = number.toString(16).padStart(6, "0").slice(-6);
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${order.slice(0, 3)}-a${order.slice(3)}-${dice.hex(12)}`;
}

function addressOf(number: number): string {
  return `0x${createDice(number + 1_000_003).hex(40)}`;
}
