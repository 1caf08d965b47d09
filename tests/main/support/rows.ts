/** Rows as the central service sends them, made by chance from a seed; every one of them passes the contract's schema. */
import type { Deposit, TimelineEvent } from "#shared/contract/deposit.ts";
import { deposit as depositSchema } from "#shared/contract/deposit.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { refund as refundSchema } from "#shared/contract/refund.ts";
import { DEPOSIT_STATUSES, HOLD_REASONS, REFUND_STATUSES } from "#shared/domain/statuses.ts";
import type { Dice } from "./seededRandom.ts";

const START = Date.parse("2026-01-01T00:00:00.000Z");
const NAMES = [
  "Chan Tai Man",
  "Wong Siu Ming",
  "陳大文",
  "李小明",
  "Lee Ka Yan",
  "O'Brien",
  'Quote "Q" Ltd',
  "Ångström AB",
];
const PEOPLE = ["Cheung Mei Yan", "Tong Kai Yin", "Ho Chi Fung", "Siu Ka Man", "Ng Tsz Kit"];
const REMARKS = [
  "Duplicate user request",
  "Incorrect address",
  "客戶重複提交",
  "退款：地址錯誤",
  "client called; wrong wallet",
  '100% "sure"',
];
const CURRENCIES = ["ETH", "USDT", "HKDX"];

export function timeAt(minutes: number): string {
  return new Date(START + minutes * 60_000).toISOString();
}

export function personOf(dice: Dice, name = dice.pick(PEOPLE)): { id: string; name: string } {
  const index = PEOPLE.indexOf(name);
  return { id: `00000000-0000-7000-a000-00000000000${Math.max(index, 0)}`, name };
}

export function randomAmount(dice: Dice): string {
  const whole = dice.chance(0.1) ? "0" : String(1 + dice.below(10 ** dice.below(7)));
  const huge = dice.chance(0.02) ? `9${"7".repeat(58)}` : whole;
  const decimals = dice.below(19);
  const fraction = Array.from({ length: decimals }, () => dice.below(10)).join("");
  const text = decimals === 0 ? huge : `${huge}.${fraction}`;
  return /^0(\.0*)?$/.test(text) ? "0.5" : text;
}

export function randomDeposit(dice: Dice, number: number, changes: Partial<Deposit> = {}): Deposit {
  const status = dice.pick(DEPOSIT_STATUSES);
  const minutes = dice.below(500_000);
  const customer = dice.below(40);
  const cancelled = status === "CANCELLED";
  const currency = dice.pick(CURRENCIES);
  const declaredAmount = randomAmount(dice);
  const row: Deposit = {
    id: dice.uuid(),
    recordNo: `DP-20260101-${String(number).padStart(6, "0")}`,
    applicationId: dice.chance(0.1) ? null : dice.uuid(),
    linkedRecordNo: null,
    customerNo: `C${String(10_000 + customer)}`,
    customerName: NAMES[customer % NAMES.length] as string,
    securitiesAccount: `SA-${String(customer % 17)}`,
    currency,
    network: currency === "HKDX" ? "OTHERNET" : "DEVNET",
    declaredAmount,
    receivedAmount: dice.chance(0.5) ? randomAmount(dice) : null,
    creditedAmount: null,
    sourceAddress: `0x${dice.pick(["ab", "cd", "AB"])}${dice.hex(38)}`,
    destinationAddress: `0x${"d0".repeat(18)}${dice.pick(["aa", "bb", "cc", "dd"])}00`,
    txHash: dice.chance(0.7) ? `0x${dice.hex(64)}` : null,
    status,
    holdReason: status === "ON_HOLD" ? dice.pick(HOLD_REASONS) : null,
    addressVerification: {
      status: "VERIFIED",
      addressId: null,
      verifiedAt: null,
      method: null,
      verifiedBy: null,
      proof: null,
    },
    confirmations: {
      current: 0,
      required: 12,
      blockNumber: null,
      blockHash: null,
      observedAt: null,
      orphanedAt: null,
    },
    transfer: null,
    checks: [],
    screening: null,
    ledgerRef: null,
    refundOnly: dice.chance(0.05),
    requestedAt: timeAt(minutes),
    waitingUntil: timeAt(minutes + 1440),
    creditedAt: status === "CREDITED" ? timeAt(minutes + 60) : null,
    cancelledAt: cancelled ? timeAt(minutes + 5) : null,
    cancel: cancelled ? { by: personOf(dice), remarks: dice.pick(REMARKS) } : null,
    activeRefundId: null,
    activeRefundNo: null,
    refundBadge: null,
    refundedAmount: null,
    configVersion: 1,
    legalHold: dice.chance(0.05),
    version: 1 + dice.below(5),
    createdAt: timeAt(minutes),
    updatedAt: timeAt(minutes),
    ...changes,
  };
  return depositSchema.parse(row);
}

export function randomRefund(dice: Dice, number: number, deposit: Deposit, changes: Partial<Refund> = {}): Refund {
  const requestedBy = personOf(dice);
  const status = dice.pick(REFUND_STATUSES);
  const approver = personOf(dice, "Ho Chi Fung");
  const id = dice.uuid();
  const refundAddress = `0x${dice.pick(["ab", "ef"])}${dice.hex(38)}`;
  const hash = dice.hex(64);
  const row: Refund = {
    id,
    refundNo: `RF-20260101-${String(number).padStart(6, "0")}`,
    depositId: deposit.id,
    recordNo: deposit.recordNo,
    customerNo: deposit.customerNo,
    customerName: deposit.customerName,
    status,
    kind: "CUSTOMER_REQUEST",
    refundAddressId: dice.uuid(),
    refundAddress,
    network: deposit.network,
    currency: deposit.currency,
    amount: deposit.declaredAmount,
    depositAmount: deposit.declaredAmount,
    adjustmentReason: dice.chance(0.2) ? "fee kept" : null,
    remainder: null,
    reason: dice.pick(REMARKS),
    identityCheck: {
      method: "CALL_BACK",
      reference: "call 1",
      askedBy: "client",
      basis: "asked by phone",
      checkedBy: requestedBy.name,
      checkedAt: timeAt(1),
      addressConfirmed: true,
      noThirdParty: true,
      attachments: [],
    },
    simulation: { ok: true, detail: "", at: timeAt(1) },
    requestedBy,
    requestedAt: timeAt(dice.below(500_000)),
    approvals: dice.chance(0.5)
      ? [
          {
            by: approver,
            decision: "APPROVE",
            comment: dice.chance(0.5) ? "核對無誤" : "",
            at: timeAt(2),
            decidedAt: timeAt(2),
            deviceKeyId: dice.uuid(),
            publicKey: hash,
            signature: "00",
          },
        ]
      : [],
    requiredApprovals: 1,
    expiresAt: null,
    holdReason: null,
    ended: null,
    executedBy: dice.chance(0.3) ? personOf(dice, "Ng Tsz Kit") : null,
    lease: null,
    slot: null,
    attempts: [],
    confirmations: null,
    txHash: null,
    feeWei: null,
    failure: null,
    voiding: null,
    lockReleased: false,
    completedAt: null,
    notification: status === "COMPLETED" ? { status: "OPEN", openedAt: timeAt(3), attempts: [] } : null,
    intent: {
      version: 1,
      refundId: id,
      refundNo: `RF-20260101-${String(number).padStart(6, "0")}`,
      depositId: deposit.id,
      recordNo: deposit.recordNo,
      depositVersion: deposit.version,
      customerNo: deposit.customerNo,
      kind: "CUSTOMER_REQUEST",
      network: deposit.network,
      chainId: 31337,
      genesisHash: `0x${"11".repeat(32)}`,
      currency: deposit.currency,
      asset: "NATIVE",
      contractAddress: null,
      decimals: 18,
      to: refundAddress,
      amount: "1",
      amountBaseUnits: "1000000000000000000",
      feeCapWei: "1000000000000000",
      adjustmentReason: null,
      remainder: null,
      reason: "r",
      identityCheckHash: hash,
      requestedBy: requestedBy.id,
      requiredApprovals: 1,
      configVersion: 1,
    },
    intentHash: hash,
    createdAt: timeAt(1),
    updatedAt: timeAt(1),
    version: 1,
    ...changes,
  };
  return refundSchema.parse(row);
}

export function randomEvent(dice: Dice, deposit: Deposit, changes: Partial<TimelineEvent> = {}): TimelineEvent {
  return {
    id: dice.uuid(),
    at: timeAt(dice.below(500_000)),
    actor: { id: null, name: "System", role: "SYSTEM" },
    action: "deposit.created",
    entity: "deposit",
    entityId: deposit.id,
    entityNo: deposit.recordNo,
    depositId: deposit.id,
    fromStatus: null,
    toStatus: deposit.status,
    remarks: dice.chance(0.1) ? dice.pick(REMARKS) : null,
    detail: {},
    version: 1,
    ...changes,
  };
}
