/** Refunds in each status, reviews and differences for the pages. */
import type { ExecutionReview } from "#shared/contract/executionReview.ts";
import { refund, type Approval, type Refund, type RefundDifferences } from "#shared/contract/refund.ts";
import { refundBadge } from "#shared/domain/refunds.ts";
import type { RefundStatus } from "#shared/domain/statuses.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import type { User } from "#shared/contract/session.ts";
import { before, hashOf, HOUR, idOf, MINUTE, NOW } from "./ids.ts";
import { DEVNET, USDT } from "./money.ts";
import { EXECUTOR, OPERATOR, personOf, SUPERVISOR, SUPERVISOR2 } from "./people.ts";
import { CLIENT_ADDRESS, makeDeposit } from "./records.ts";

export function makeApproval(by: User, at: string, comment = "Spoke to client relations, in order."): Approval {
  return {
    by: personOf(by),
    decision: "APPROVE",
    comment,
    at,
    decidedAt: at,
    deviceKeyId: idOf("devicekey", by.username.length),
    publicKey: hashOf(by.username.length),
    signature: "ab".repeat(64),
  };
}

export const INTENT_HASH = hashOf(94);
export const PAY_HASH = `0x${hashOf(95)}`;

type Overrides = Partial<Omit<Refund, "intent">> & { intent?: Partial<Refund["intent"]> };

export function makeRefund(overrides: Overrides = {}): Refund {
  const { intent, ...rest } = overrides;
  const base = {
    id: idOf("refund", 9),
    refundNo: "RF-20261122-000009",
    depositId: idOf("deposit", 1),
    recordNo: "DP-20261122-000123",
    customerNo: "C-108834",
    customerName: "Lau Wing Sze",
    status: "PENDING_APPROVAL" as const,
    kind: "CUSTOMER_REQUEST" as const,
    refundAddressId: idOf("address", 1),
    refundAddress: CLIENT_ADDRESS,
    network: "DEVNET",
    currency: "USDT",
    amount: "48250",
    depositAmount: "48250",
    adjustmentReason: null,
    remainder: null,
    reason: "Client asked for return, sent from the wrong wallet set",
    identityCheck: {
      method: "CALL_BACK" as const,
      reference: "CB-88213",
      askedBy: "Ms Lau, account holder",
      basis: "Called back on the number on file, date of birth and last trade confirmed",
      checkedBy: "Cheung Mei Yan",
      checkedAt: before(50 * MINUTE),
      addressConfirmed: true as const,
      noThirdParty: true as const,
      attachments: [{ name: "instruction.pdf", sha256: hashOf(70) }],
    },
    simulation: { ok: true, detail: "Transfer succeeds", at: before(45 * MINUTE) },
    requestedBy: personOf(OPERATOR),
    requestedAt: before(42 * MINUTE),
    approvals: [],
    requiredApprovals: 1,
    expiresAt: new Date(Date.parse(NOW) + 23 * HOUR + 18 * MINUTE).toISOString(),
    holdReason: null,
    ended: null,
    executedBy: null,
    lease: null,
    slot: null,
    attempts: [],
    voiding: null,
    confirmations: null,
    txHash: null,
    feeWei: null,
    failure: null,
    lockReleased: false,
    completedAt: null,
    notification: null,
    intentHash: INTENT_HASH,
    createdAt: before(42 * MINUTE),
    updatedAt: before(2 * MINUTE),
    version: 3,
    ...rest,
  };
  return refund.parse({
    ...base,
    intent: {
      version: 1,
      refundId: base.id,
      refundNo: base.refundNo,
      depositId: base.depositId,
      recordNo: base.recordNo,
      depositVersion: 31,
      customerNo: base.customerNo,
      kind: base.kind,
      network: base.network,
      chainId: DEVNET.chainId,
      genesisHash: DEVNET.genesisHash,
      currency: base.currency,
      asset: base.currency === "ETH" ? "NATIVE" : "ERC20",
      contractAddress: base.currency === "ETH" ? null : USDT.contractAddress,
      decimals: base.currency === "ETH" ? 18 : 6,
      to: base.refundAddress,
      amount: base.amount,
      amountBaseUnits: "48250000000",
      feeCapWei: DEVNET.feeCapWei,
      adjustmentReason: base.adjustmentReason,
      remainder: base.remainder,
      reason: base.reason,
      identityCheckHash: hashOf(71),
      requestedBy: base.requestedBy.id,
      requiredApprovals: base.requiredApprovals,
      configVersion: 4,
      ...intent,
    },
  });
}

const APPROVALS = [makeApproval(SUPERVISOR, before(21 * MINUTE))];
const SLOT = { chainId: DEVNET.chainId, from: "0x9C8BCA00eBdf1e6679b7088409663D1CC0Aa0B30", nonce: "418" };
const ATTEMPT: Refund["attempts"][number] = {
  id: idOf("attempt", 1),
  kind: "PAYMENT",
  txHash: PAY_HASH,
  nonce: "418",
  maxFeeWei: "6000000000000000",
  by: personOf(EXECUTOR),
  at: before(3 * MINUTE),
  broadcasts: [],
  mined: null,
};
const sent = (result: "ACCEPTED" | "UNKNOWN"): Refund["attempts"][number] => ({
  ...ATTEMPT,
  broadcasts: [
    { result, node: "127.0.0.1:8545", at: before(170_000), error: result === "UNKNOWN" ? "no answer in 20 s" : null },
  ],
});
const counted = (current: number): NonNullable<Refund["confirmations"]> => ({
  current,
  required: 12,
  blockNumber: "24118831",
  blockHash: `0x${hashOf(96)}`,
  observedAt: before(4_000),
  orphanedAt: null,
});

const MINED: NonNullable<Refund["attempts"][number]["mined"]> = {
  blockNumber: "24118831",
  blockHash: `0x${hashOf(96)}`,
  status: 1,
  feeWei: "1610000000000000",
  at: before(2 * MINUTE),
};

/** The second transaction on the slot: the one that pays nobody. */
export function makeVoid(overrides: Partial<Refund["attempts"][number]> = {}): Refund["attempts"][number] {
  return {
    ...sent("ACCEPTED"),
    id: idOf("attempt", 2),
    kind: "VOID",
    txHash: `0x${hashOf(97)}`,
    at: before(MINUTE),
    ...overrides,
  };
}

/** Withholding it was asked for by the executor, and approved by a supervisor or not yet. */
export function makeVoiding(approved: boolean): NonNullable<Refund["voiding"]> {
  const { by, deviceKeyId, publicKey, signature } = makeApproval(SUPERVISOR, before(MINUTE));
  return {
    requestedBy: personOf(EXECUTOR),
    requestedAt: before(2 * MINUTE),
    reason: "The client called: the address is no longer his",
    approval: approved
      ? {
          by,
          comment: "Called back",
          at: before(MINUTE),
          decidedAt: before(MINUTE),
          deviceKeyId,
          publicKey,
          signature,
        }
      : null,
  };
}

/** What a refund looks like in each of its statuses. */
export function refundIn(status: RefundStatus, overrides: Overrides = {}): Refund {
  const approved: Overrides = { approvals: APPROVALS };
  const executed: Overrides = { ...approved, executedBy: personOf(EXECUTOR), slot: SLOT, expiresAt: null };
  const facts: Record<RefundStatus, Overrides> = {
    DRAFT: {},
    DISCARDED: {},
    PENDING_APPROVAL: {},
    APPROVED: { ...approved, expiresAt: new Date(Date.parse(NOW) + 3 * HOUR).toISOString() },
    ON_HOLD: { ...approved, holdReason: "ADDRESS_REVOKED" },
    SIGNING: {
      ...approved,
      slot: SLOT,
      executedBy: personOf(EXECUTOR),
      lease: {
        leaseId: idOf("lease", 1),
        fencingToken: 4,
        holder: personOf(EXECUTOR),
        workstationId: idOf("workstation", 1),
        expiresAt: new Date(Date.parse(NOW) + 47_000).toISOString(),
      },
    },
    SIGNED: { ...executed, attempts: [ATTEMPT] },
    BROADCAST_UNKNOWN: { ...executed, attempts: [sent("UNKNOWN")] },
    BROADCAST: { ...executed, attempts: [sent("ACCEPTED")] },
    CONFIRMING: { ...executed, attempts: [sent("ACCEPTED")], confirmations: counted(7), txHash: PAY_HASH },
    DROPPED: { ...executed, attempts: [sent("ACCEPTED")] },
    NONCE_LOST: {
      ...executed,
      attempts: [sent("ACCEPTED")],
      failure: { code: "NONCE_LOST", detail: "Nonce 418 was mined with another hash in block 24118830" },
    },
    WITHDRAWN: {
      ended: { by: personOf(OPERATOR), remarks: "The client changed her mind", at: before(10 * MINUTE) },
      expiresAt: null,
    },
    REJECTED: {
      ended: { by: personOf(SUPERVISOR), remarks: "The call-back reference cannot be found", at: before(10 * MINUTE) },
      expiresAt: null,
    },
    EXPIRED: { ended: { by: null, remarks: "Approval Expired", at: before(10 * MINUTE) } },
    FAILED_ON_CHAIN: {
      ...executed,
      attempts: [sent("ACCEPTED")],
      failure: { code: "REVERTED", detail: "The token refused the transfer" },
      feeWei: "1610000000000000",
    },
    VOID: {
      ...executed,
      attempts: [sent("ACCEPTED"), makeVoid({ mined: MINED })],
      voiding: makeVoiding(true),
      confirmations: counted(12),
      txHash: PAY_HASH,
    },
    COMPLETED: {
      ...executed,
      attempts: [
        {
          ...sent("ACCEPTED"),
          mined: MINED,
        },
      ],
      confirmations: counted(12),
      txHash: PAY_HASH,
      feeWei: "1610000000000000",
      completedAt: before(MINUTE),
      notification: { status: "OPEN", openedAt: before(MINUTE), attempts: [] },
    },
  };
  return makeRefund({ ...facts[status], status, ...overrides });
}

/** The record while that refund runs. */
export function depositWith(refundOfIt: Refund, overrides: Partial<Deposit> = {}): Deposit {
  return makeDeposit({
    activeRefundId: refundOfIt.id,
    activeRefundNo: refundOfIt.refundNo,
    refundBadge: refundBadge(refundOfIt.status, refundOfIt.confirmations),
    ...overrides,
  });
}

export function makeDifferences(changed: boolean): RefundDifferences {
  const same = (field: string, deposit: string | null, value: string) => ({
    field,
    deposit,
    requested: value,
    now: value,
    changed: false,
  });
  return {
    comparedAt: NOW,
    rows: [
      ...(changed
        ? [
            {
              field: "Refunds to this address, 30 days",
              deposit: null,
              requested: "0",
              now: "2, 96000 USDT",
              changed: true,
            },
          ]
        : []),
      same("Amount", "48250 USDT", "48250 USDT"),
      same("Refund address", CLIENT_ADDRESS, CLIENT_ADDRESS),
      same("Network", "DEVNET", "DEVNET"),
      same("Deposit status", "Credited", "Credited, version 31"),
      same("Address verification", "VERIFIED", "Verified"),
      same("Screening", "CLEAR", "CLEAR"),
      same("Highest fee (wei)", null, "6000000000000000"),
    ],
  };
}

export function makeReview(overrides: Partial<ExecutionReview> = {}): ExecutionReview {
  return {
    purpose: "PAYMENT",
    replaces: null,
    refundId: idOf("refund", 9),
    refundNo: "RF-20261122-000009",
    recordNo: "DP-20261122-000123",
    customerNo: "C-108834",
    customerName: "Lau Wing Sze",
    reviewDigest: hashOf(200),
    amount: "48250",
    currency: "USDT",
    displayDecimals: 6,
    to: { transaction: CLIENT_ADDRESS, approvedRequest: CLIENT_ADDRESS, addressBook: CLIENT_ADDRESS },
    addressVerifiedAt: "2026-11-03T02:14:00.000Z",
    addressMethod: "SIGNED_MESSAGE",
    from: SLOT.from,
    contractAddress: USDT.contractAddress,
    network: "DEVNET",
    networkName: DEVNET.name,
    chainId: DEVNET.chainId,
    nonce: "418",
    maxFeeWei: "6000000000000000",
    feeQuoteWei: "1610000000000000",
    feeSymbol: "ETH",
    intentHash: INTENT_HASH,
    depositAmount: "48250",
    receivedAt: "2026-11-22T04:35:11.000Z",
    remainderAmount: "0",
    requestedBy: { name: "Cheung Mei Yan", at: before(42 * MINUTE), note: "Client request · call-back CB-88213" },
    approvals: [{ name: "Ho Chi Fung", at: before(21 * MINUTE), comment: "In order.", signatureValid: true }],
    requiredApprovals: 1,
    approvalsValidUntil: new Date(Date.parse(NOW) + 3 * HOUR).toISOString(),
    preflight: [
      "Chain id 31337 on 1 of 1 nodes",
      "Balance 2,140,880.51 USDT",
      "Gas balance 1.8840 ETH",
      "Payment slot: nonce 418",
      "Fee quote 0.00161 ETH, in cap",
      "Simulated: transfer succeeds",
      "Address still Verified",
      "Screening clear",
      "Approvals valid",
    ].map((label, index) => ({ key: `P${index}`, label, ok: true })),
    lease: { takenAt: before(6_000), expiresAt: new Date(Date.parse(NOW) + 47_000).toISOString() },
    ...overrides,
  };
}

/** The last look before the transaction that pays nobody. */
export function makeVoidReview(overrides: Partial<ExecutionReview> = {}): ExecutionReview {
  return makeReview({
    purpose: "VOID",
    replaces: { txHash: PAY_HASH, maxFeeWei: "6000000000000000" },
    amount: "0",
    currency: "ETH",
    displayDecimals: 0,
    contractAddress: null,
    to: { transaction: SLOT.from, approvedRequest: CLIENT_ADDRESS, addressBook: CLIENT_ADDRESS },
    requestedBy: {
      name: "Ng Tsz Kit",
      at: before(2 * MINUTE),
      note: "The client called: the address is no longer his",
    },
    preflight: ["Chain id 31337 on 1 of 1 nodes", "It pays nobody", "Payment slot 418 is unused"].map(
      (label, index) => ({
        key: `P${index}`,
        label,
        ok: true,
      }),
    ),
    ...overrides,
  });
}

/** Two approvals, as above the large-amount limit. */
export const TWO_APPROVALS = [
  makeApproval(SUPERVISOR, before(21 * MINUTE)),
  makeApproval(SUPERVISOR2, before(6 * MINUTE)),
];
