/** Reading the books from PostgreSQL or its embedded twin, in a transaction or outside. */
import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lt, lte, max, ne, notInArray, or } from "drizzle-orm";

import type { ConfigurationVersionRow } from "#central/configuration/toCurrency.ts";
import type { Tx } from "#central/store/openDatabase.ts";
import {
  configurationVersions,
  currencies,
  denylistEntries,
  denylists,
  depositAddresses,
  deposits,
  deviceKeys,
  networks,
  refundApprovals,
  refundAttempts,
  refunds,
  refundSlots,
  signers,
  walletAddresses,
} from "#central/store/tables.ts";
import type { BooksToRead } from "./Books.ts";

/** The statuses of holdsRefundLock(), as the index "refunds_lock" has them. */
const holdsLock = or(
  inArray(refunds.status, [
    ...(["PENDING_APPROVAL", "APPROVED", "ON_HOLD", "SIGNING", "SIGNED", "BROADCAST_UNKNOWN"] as const),
    ...(["BROADCAST", "CONFIRMING", "DROPPED", "NONCE_LOST", "COMPLETED"] as const),
  ]),
  and(inArray(refunds.status, ["FAILED_ON_CHAIN", "VOID"]), eq(refunds.lockReleased, false)),
);
const waits = inArray(refunds.status, ["PENDING_APPROVAL", "APPROVED"]);
const keyColumns = { id: refunds.id, depositId: refunds.depositId };

export function drizzleReads(db: Tx): BooksToRead {
  return { ...refundReads(db), ...paymentReads(db), ...otherReads(db) };
}

type RefundReads =
  | "refund"
  | "refundHoldingLock"
  | "waitingRefunds"
  | "overdueRefunds"
  | "lapsedLeases"
  | "refundsNotFinal"
  | "slotsBeingVoided";

function refundReads(db: Tx): Pick<BooksToRead, RefundReads> {
  return {
    refund: async (id) => one(await db.select().from(refunds).where(eq(refunds.id, id))),
    refundHoldingLock: async (depositId) =>
      one(
        await db
          .select()
          .from(refunds)
          .where(and(eq(refunds.depositId, depositId), holdsLock))
          .limit(1),
      ),
    waitingRefunds: async (of) => {
      const which =
        of === "ALL"
          ? undefined
          : "depositId" in of
            ? eq(refunds.depositId, of.depositId)
            : eq(refunds.refundAddressId, of.addressId);
      return db.select(keyColumns).from(refunds).where(and(which, waits)).orderBy(asc(refunds.createdAt));
    },
    overdueRefunds: async (at) =>
      db
        .select(keyColumns)
        .from(refunds)
        .where(and(waits, lte(refunds.expiresAt, at)))
        .orderBy(asc(refunds.createdAt)),
    lapsedLeases: async (at) =>
      db
        .select(keyColumns)
        .from(refunds)
        .where(and(eq(refunds.status, "SIGNING"), lte(refunds.leaseExpiresAt, at)))
        .orderBy(asc(refunds.createdAt)),
    refundsNotFinal: async (network, statuses) =>
      db
        .select()
        .from(refunds)
        .where(and(eq(refunds.network, network), isNull(refunds.finalAt), inArray(refunds.status, [...statuses])))
        .orderBy(asc(refunds.createdAt), asc(refunds.id)),
    slotsBeingVoided: async (network) =>
      db
        .select()
        .from(refunds)
        .where(
          and(
            eq(refunds.network, network),
            inArray(refunds.status, ["EXPIRED", "REJECTED", "WITHDRAWN"]),
            isNotNull(refunds.voiding),
            isNull(refunds.finalAt),
          ),
        )
        .orderBy(asc(refunds.createdAt), asc(refunds.id)),
  };
}

type PaymentReads =
  | "liveApprovals"
  | "slots"
  | "attempts"
  | "unusedSlots"
  | "runningPayments"
  | "paymentsSince"
  | "lastNonce"
  | "signedNonces";

function paymentReads(db: Tx): Pick<BooksToRead, PaymentReads> {
  return {
    liveApprovals: async (refundIds) =>
      db
        .select()
        .from(refundApprovals)
        .where(and(inArray(refundApprovals.refundId, [...refundIds]), isNull(refundApprovals.voidedAt)))
        .orderBy(asc(refundApprovals.at), asc(refundApprovals.id)),
    slots: async (refundIds) =>
      db
        .select()
        .from(refundSlots)
        .where(inArray(refundSlots.refundId, [...refundIds])),
    attempts: async (refundIds) =>
      db
        .select()
        .from(refundAttempts)
        .where(inArray(refundAttempts.refundId, [...refundIds]))
        .orderBy(asc(refundAttempts.at), asc(refundAttempts.fencingToken), asc(refundAttempts.id)),
    unusedSlots: async (signerId) =>
      db
        .select({ id: refunds.id, refundNo: refunds.refundNo })
        .from(refundSlots)
        .innerJoin(refunds, eq(refunds.id, refundSlots.refundId))
        .leftJoin(
          refundAttempts,
          and(
            eq(refundAttempts.refundId, refundSlots.refundId),
            or(ne(refundAttempts.kind, "VOID"), isNotNull(refundAttempts.mined)),
          ),
        )
        .where(and(eq(refundSlots.signerId, signerId), isNull(refundAttempts.id)))
        .orderBy(asc(refundSlots.nonce)),
    runningPayments: async (signerId) =>
      db
        .select({ refundNo: refunds.refundNo })
        .from(refundSlots)
        .innerJoin(refunds, eq(refunds.id, refundSlots.refundId))
        .where(
          and(
            eq(refundSlots.signerId, signerId),
            isNull(refunds.finalAt),
            notInArray(refunds.status, ["WITHDRAWN", "REJECTED", "EXPIRED"]),
          ),
        )
        .orderBy(asc(refundSlots.nonce)),
    paymentsSince: async (signerId, since) =>
      db
        .select({ network: refunds.network, currency: refunds.currency, amount: refunds.amount })
        .from(refundSlots)
        .innerJoin(refunds, eq(refunds.id, refundSlots.refundId))
        .where(and(eq(refundSlots.signerId, signerId), gte(refundSlots.allocatedAt, since)))
        .orderBy(asc(refundSlots.nonce)),
    lastNonce: async (chainId, fromAddress) => {
      const [found] = await db
        .select({ last: max(refundSlots.nonce) })
        .from(refundSlots)
        .where(and(eq(refundSlots.chainId, chainId), eq(refundSlots.fromAddress, fromAddress)));
      return found?.last == null ? null : BigInt(found.last);
    },
    signedNonces: async (chainId, fromAddress, from, below) => {
      const rows = await db
        .selectDistinct({ nonce: refundSlots.nonce })
        .from(refundSlots)
        .innerJoin(refundAttempts, eq(refundAttempts.refundId, refundSlots.refundId))
        .where(
          and(
            eq(refundSlots.chainId, chainId),
            eq(refundSlots.fromAddress, fromAddress),
            gte(refundSlots.nonce, from),
            lt(refundSlots.nonce, below),
          ),
        )
        .orderBy(asc(refundSlots.nonce));
      return rows.map(({ nonce }) => nonce);
    },
  };
}

function otherReads(db: Tx): Omit<BooksToRead, RefundReads | PaymentReads> {
  return {
    deposit: async (id) => one(await db.select().from(deposits).where(eq(deposits.id, id))),
    address: async (id) => one(await db.select().from(walletAddresses).where(eq(walletAddresses.id, id))),
    isOurs: async (network, addressKey) => {
      const [ours] = await db
        .select({ id: depositAddresses.id })
        .from(depositAddresses)
        .where(and(eq(depositAddresses.network, network), eq(depositAddresses.addressKey, addressKey)));
      const [signer] = await db.select({ id: signers.id }).from(signers).where(eq(signers.addressKey, addressKey));
      return ours !== undefined || signer !== undefined;
    },
    signer: async (id) => one(await db.select().from(signers).where(eq(signers.id, id))),
    approvedSigners: async () =>
      db.select().from(signers).where(eq(signers.status, "APPROVED")).orderBy(asc(signers.createdAt)),
    signersInUse: async (network) => {
      const rows = await db.select().from(signers).where(ne(signers.status, "RETIRED")).orderBy(asc(signers.createdAt));
      return rows.filter(({ networks: of }) => of.includes(network));
    },
    deviceKey: async (id) => one(await db.select().from(deviceKeys).where(eq(deviceKeys.id, id))),
    rules: async (networkCode, code) => {
      const [network] = await db.select().from(networks).where(eq(networks.code, networkCode));
      const [currency] = await db
        .select()
        .from(currencies)
        .where(and(eq(currencies.network, networkCode), eq(currencies.code, code)));
      return network && currency ? { network, currency } : null;
    },
    configurationVersions: async (kind, network, currency) =>
      db
        .select()
        .from(configurationVersions)
        .where(
          and(
            eq(configurationVersions.kind, kind as ConfigurationVersionRow["kind"]),
            eq(configurationVersions.network, network),
            eq(configurationVersions.currency, currency),
          ),
        )
        .orderBy(asc(configurationVersions.number)),
    newestDenylist: async () => {
      const [list] = await db
        .select({ listVersion: denylists.listVersion, goodUntil: denylists.goodUntil })
        .from(denylists)
        .where(eq(denylists.status, "APPROVED"))
        .orderBy(desc(denylists.publishedAt), desc(denylists.listVersion))
        .limit(1);
      return list ?? null;
    },
    isDenied: async (listVersion, addressKey) => {
      const [entry] = await db
        .select({ addressKey: denylistEntries.addressKey })
        .from(denylistEntries)
        .where(and(eq(denylistEntries.listVersion, listVersion), eq(denylistEntries.addressKey, addressKey)));
      return entry !== undefined;
    },
  };
}

export function one<Row>(rows: readonly Row[]): Row | null {
  return rows[0] ?? null;
}
