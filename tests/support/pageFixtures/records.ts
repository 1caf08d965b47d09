/** Deposit records, addresses and timelines for the pages. Every builder is checked by the contract's schema in its test. */
import { walletAddress, type WalletAddress } from "#shared/contract/address.ts";
import { deposit, timelineEvent, type Deposit, type TimelineEvent } from "#shared/contract/deposit.ts";
import { ROLE_LABELS, type Role } from "#shared/domain/permissions.ts";
import { before, hashOf, HOUR, idOf, MINUTE } from "./ids.ts";
import { OPERATOR, personOf, SUPERVISOR2 } from "./people.ts";

export const CLIENT_ADDRESS = "0xCE55403442777b081Da4Da004112845dD3B3575F";
export const OTHER_ADDRESS = "0x6B8d2BFE000bf6a019cA5149cfd81757B69aCCA4";
export const LOOKALIKE_ADDRESS = "0xCE5511f2A9017b33c4De05aa1fF2ea97b0a4575F";
export const DESTINATION = "0x0EC673fE8FE00B0779Ed1ebC9357A78eB883ca2b";

export function makeAddress(overrides: Partial<WalletAddress> = {}): WalletAddress {
  return walletAddress.parse({
    id: idOf("address", 1),
    customerNo: "C-108834",
    customerName: "Lau Wing Sze",
    network: "DEVNET",
    address: CLIENT_ADDRESS,
    label: "Own wallet",
    status: "VERIFIED",
    method: "SIGNED_MESSAGE",
    proof: "Signature of challenge 4c1f-77, 3 Nov 2026",
    requestedBy: personOf(OPERATOR),
    verifiedBy: personOf(SUPERVISOR2),
    verifiedAt: "2026-11-03T02:14:00.000Z",
    expiresAt: "2027-11-03T02:14:00.000Z",
    cooldownUntil: null,
    lookalikeOf: [],
    createdAt: "2026-11-02T02:14:00.000Z",
    updatedAt: "2026-11-03T02:14:00.000Z",
    version: 3,
    ...overrides,
  });
}

export function makeDeposit(overrides: Partial<Deposit> = {}): Deposit {
  return deposit.parse({
    id: idOf("deposit", 1),
    recordNo: "DP-20261122-000123",
    applicationId: idOf("application", 1),
    linkedRecordNo: null,
    customerNo: "C-108834",
    customerName: "Lau Wing Sze",
    securitiesAccount: "02-118834-5",
    currency: "USDT",
    network: "DEVNET",
    declaredAmount: "48250",
    receivedAmount: "48250",
    creditedAmount: "48250",
    sourceAddress: CLIENT_ADDRESS,
    destinationAddress: DESTINATION,
    txHash: `0x${hashOf(11)}`,
    status: "CREDITED",
    holdReason: null,
    addressVerification: {
      status: "VERIFIED",
      addressId: idOf("address", 1),
      verifiedAt: "2026-11-03T02:14:00.000Z",
      method: "SIGNED_MESSAGE",
      verifiedBy: "Siu Ka Man",
      proof: "Signature of challenge 4c1f-77, 3 Nov 2026",
    },
    confirmations: {
      current: 12,
      required: 12,
      blockNumber: "24118402",
      blockHash: `0x${hashOf(12)}`,
      observedAt: before(5_000),
      orphanedAt: null,
    },
    transfer: {
      from: CLIENT_ADDRESS,
      to: DESTINATION,
      amount: "48250",
      contractAddress: "0xdAC17F958D2ee523a2206206994597C13D831ec7",
      logIndex: 3,
      feeWei: "1032170000000000",
      blockAt: "2026-11-22T04:35:11.000Z",
      sourceKind: "WALLET",
    },
    checks: [
      ["AMOUNT_WITHIN_TOLERANCE", "Received 48250 USDT equals declared"],
      ["ADDRESS_VERIFIED", "Verified for C-108834"],
      ["SCREENING_CLEAR", "List version 41"],
      ["BLOCK_CANONICAL", "Block 24118402 read again"],
    ].map(([code, detail]) => ({ code, detail, passed: true, at: "2026-11-22T04:38:40.000Z" })),
    screening: {
      result: "CLEAR",
      listVersion: "41",
      at: "2026-11-22T04:36:00.000Z",
      validUntil: "2026-11-23T04:36:00.000Z",
    },
    ledgerRef: "L-7740192",
    refundOnly: false,
    requestedAt: "2026-11-22T04:33:52.000Z",
    waitingUntil: "2026-11-29T04:33:52.000Z",
    creditedAt: "2026-11-22T04:38:40.000Z",
    cancelledAt: null,
    cancel: null,
    activeRefundId: null,
    activeRefundNo: null,
    refundBadge: null,
    refundedAmount: null,
    configVersion: 4,
    legalHold: false,
    version: 31,
    createdAt: "2026-11-22T04:33:52.000Z",
    updatedAt: "2026-11-22T04:38:40.000Z",
    ...overrides,
  });
}

/** A record of which nothing was seen on chain yet. */
export function makeUnderVerification(overrides: Partial<Deposit> = {}): Deposit {
  return makeDeposit({
    status: "WALLET_ADDRESS_UNDER_VERIFICATION",
    txHash: null,
    receivedAmount: null,
    creditedAmount: null,
    transfer: null,
    checks: [],
    screening: null,
    ledgerRef: null,
    creditedAt: null,
    confirmations: {
      current: 0,
      required: 12,
      blockNumber: null,
      blockHash: null,
      observedAt: null,
      orphanedAt: null,
    },
    addressVerification: {
      status: "VERIFICATION_IN_PROGRESS",
      addressId: idOf("address", 1),
      verifiedAt: null,
      method: null,
      verifiedBy: null,
      proof: null,
    },
    version: 4,
    ...overrides,
  });
}

let eventNumber = 0;
export function makeEvent(
  overrides: Partial<TimelineEvent> & { action: string },
  actor: { id: string | null; name: string; role: string } = { id: null, name: "Central service", role: "SYSTEM" },
): TimelineEvent {
  eventNumber += 1;
  return timelineEvent.parse({
    id: idOf("event", eventNumber),
    at: before(HOUR - eventNumber * MINUTE),
    actor,
    entity: overrides.action.startsWith("refund.") ? "refund" : "deposit",
    entityId: overrides.action.startsWith("refund.") ? idOf("refund", 9) : idOf("deposit", 1),
    entityNo: overrides.action.startsWith("refund.") ? "RF-20261122-000009" : "DP-20261122-000123",
    depositId: idOf("deposit", 1),
    fromStatus: null,
    toStatus: null,
    remarks: null,
    detail: {},
    version: 1,
    ...overrides,
  });
}

export function actorOf(one: { id: string; displayName: string; roles: readonly string[] }) {
  const role = one.roles[0] as Role;
  return { id: one.id, name: one.displayName, role: ROLE_LABELS[role] };
}

/** From the request to the last confirmation of its refund, as in the design's picture. */
export function fullTimeline(): TimelineEvent[] {
  const at = (time: string) => `2026-11-22T${time}.000Z`;
  const operator = actorOf(OPERATOR);
  const entries: [string, string, Partial<TimelineEvent>, Parameters<typeof makeEvent>[1]?][] = [
    ["deposit.created", "04:33:52", { toStatus: "WALLET_ADDRESS_UNDER_VERIFICATION" }],
    ["deposit.address_verified", "04:34:01", { toStatus: "AWAITING_TRANSFER" }],
    ["deposit.seen", "04:35:14", { toStatus: "CONFIRMING", detail: { block: "24118402" } }],
    ["deposit.confirmed", "04:37:23", { toStatus: "UNDER_REVIEW" }],
    ["deposit.credited", "04:38:40", { toStatus: "CREDITED", detail: { ledgerRef: "L-7740192" } }],
    [
      "refund.requested",
      "05:20:05",
      {
        toStatus: "PENDING_APPROVAL",
        remarks: "Client asked for return, sent from the wrong wallet set. Call-back done on the number on file.",
      },
      operator,
    ],
    [
      "refund.approval_given",
      "05:41:37",
      { remarks: "Spoke to client relations, in order." },
      actorOf({ id: idOf("user", 3), displayName: "Ho Chi Fung", roles: ["SUPERVISOR"] }),
    ],
    ["refund.approved", "05:56:02", { toStatus: "APPROVED" }, actorOf(SUPERVISOR2)],
    [
      "refund.signed",
      "05:59:18",
      { toStatus: "SIGNED", detail: { nonce: "418" } },
      actorOf({ id: idOf("user", 5), displayName: "Ng Tsz Kit", roles: ["EXECUTOR"] }),
    ],
    ["refund.broadcast", "05:59:20", { toStatus: "BROADCAST", detail: { nodes: "2 accepted" } }],
    ["refund.mined", "05:59:42", { toStatus: "CONFIRMING", detail: { block: "24118831" } }],
  ];
  return entries.map(([action, time, overrides, actor]) => makeEvent({ action, at: at(time), ...overrides }, actor));
}
