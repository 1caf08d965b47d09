/** Reading the books in memory. Rows are frozen; a change puts another row in their place. */
import type { BooksToRead, RefundKey } from "#central/books/Books.ts";
import type { AttemptRow, RefundRow } from "#central/refunds/toRefund.ts";
import type { RefundStatus } from "#shared/domain/statuses.ts";
import { holdsRefundLock } from "#shared/domain/refundMachine.ts";
import { configurationKey, payerKey, type Tables } from "./memoryTables.ts";

const WAITING = ["PENDING_APPROVAL", "APPROVED"] as const;
const NEVER_PAYS: ReadonlySet<string> = new Set(["WITHDRAWN", "REJECTED", "EXPIRED"]);

export function memoryReads(tables: Tables): BooksToRead {
  const { deposits, refunds, slots, addresses, signers, deviceKeys, networks, currencies } = tables;
  const inAnyOf = (statuses: readonly RefundStatus[]): RefundRow[] =>
    statuses.flatMap((status) => tables.refundsIn(status)).sort(byCreation);
  const waiting = (): RefundRow[] => inAnyOf(WAITING);
  return {
    deposit: async (id) => deposits.get(id),
    refund: async (id) => refunds.get(id),
    refundHoldingLock: async (depositId) =>
      tables.refundsOf(depositId).find(({ status, lockReleased }) => holdsRefundLock(status, lockReleased)) ?? null,
    waitingRefunds: async (of) =>
      waiting()
        .filter((row) =>
          of === "ALL"
            ? true
            : "depositId" in of
              ? row.depositId === of.depositId
              : row.refundAddressId === of.addressId,
        )
        .map(toKey),
    overdueRefunds: async (at) =>
      waiting()
        .filter(({ expiresAt }) => expiresAt !== null && expiresAt <= at)
        .map(toKey),
    lapsedLeases: async (at) =>
      inAnyOf(["SIGNING"])
        .filter(({ leaseExpiresAt }) => leaseExpiresAt !== null && leaseExpiresAt <= at)
        .map(toKey),
    refundsNotFinal: async (network, statuses) =>
      inAnyOf(statuses).filter((row) => row.finalAt === null && row.network === network),

    slotsBeingVoided: async (network) =>
      tables
        .refundsVoided(network)
        .filter(({ status }) => NEVER_PAYS.has(status))
        .sort(byCreation),

    liveApprovals: async (refundIds) => each(refundIds, tables.approvalsOf).sort(byTime),
    slots: async (refundIds) => refundIds.map((id) => slots.get(id)).filter((slot) => slot !== null),
    attempts: async (refundIds) => each(refundIds, tables.attemptsOf).sort(byRegistration),

    unusedSlots: async (signerId) =>
      tables
        .slotsOfSigner(signerId)
        .filter(({ refundId }) =>
          tables.attemptsOf(refundId).every(({ kind, mined }) => kind === "VOID" && mined === null),
        )
        .sort((a, b) => (a.nonce < b.nonce ? -1 : 1))
        .map(({ refundId }) => refunds.get(refundId))
        .filter((row) => row !== null),
    runningPayments: async (signerId) =>
      tables
        .slotsOfSigner(signerId)
        .sort((a, b) => (a.nonce < b.nonce ? -1 : 1))
        .map(({ refundId }) => refunds.get(refundId))
        .filter((row) => row !== null && row.finalAt === null && !NEVER_PAYS.has(row.status)) as RefundRow[],
    paymentsSince: async (signerId, since) =>
      tables
        .slotsOfSigner(signerId)
        .filter(({ allocatedAt }) => allocatedAt >= since)
        .map(({ refundId }) => refunds.get(refundId))
        .filter((row) => row !== null),
    lastNonce: async (chainId, fromAddress) => {
      let last: bigint | null = null;
      for (const { nonce } of tables.slotsOfPayer(payerKey(chainId, fromAddress)))
        if (last === null || nonce > last) last = nonce;
      return last;
    },
    signedNonces: async (chainId, fromAddress, from, below) =>
      tables
        .slotsOfPayer(payerKey(chainId, fromAddress))
        .filter(({ refundId, nonce }) => nonce >= from && nonce < below && tables.attemptsOf(refundId).length > 0)
        .map(({ nonce }) => nonce)
        .sort((a, b) => (a < b ? -1 : 1)),

    address: async (id) => addresses.get(id),
    isOurs: async (network, addressKey) =>
      tables.depositAddresses.has(`${network} ${addressKey}`) || tables.signersAt(addressKey).length > 0,
    signer: async (id) => signers.get(id),
    approvedSigners: async () =>
      [...signers.rows.values()].filter(({ status }) => status === "APPROVED").sort(byCreation),
    signersInUse: async (network) =>
      [...signers.rows.values()]
        .filter(({ status, networks: of }) => status !== "RETIRED" && of.includes(network))
        .sort(byCreation),
    deviceKey: async (id) => deviceKeys.get(id),
    rules: async (networkCode, code) => {
      const network = networks.get(networkCode);
      const currency = currencies.get(`${networkCode} ${code}`);
      return network && currency ? { network, currency } : null;
    },
    configurationVersions: async (kind, network, currency) =>
      tables.configurationOf(configurationKey({ kind, network, currency })).sort((a, b) => a.number - b.number),
    newestDenylist: async () => {
      const list = tables.denylists.at(-1);
      return list === undefined ? null : { listVersion: list.listVersion, goodUntil: list.goodUntil };
    },
    isDenied: async (listVersion, addressKey) =>
      tables.denylists.some((list) => list.listVersion === listVersion && list.addressKeys.has(addressKey)),
  };
}

function toKey({ id, depositId }: RefundRow): RefundKey {
  return { id, depositId };
}

function each<Row>(ids: readonly string[], of: (id: string) => Row[]): Row[] {
  const [only] = ids;
  return ids.length === 1 && only !== undefined ? of(only) : ids.flatMap(of);
}

function byCreation(a: { createdAt: string; id: string }, b: { createdAt: string; id: string }): number {
  return compare(a.createdAt, b.createdAt) || compare(a.id, b.id);
}

function byTime(a: { at: string; id: string }, b: { at: string; id: string }): number {
  return compare(a.at, b.at) || compare(a.id, b.id);
}

/** Each claim has a higher token, so that two attempts of the same moment have their order. */
function byRegistration(a: AttemptRow, b: AttemptRow): number {
  return compare(a.at, b.at) || a.fencingToken - b.fencingToken || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
