/** A refund of the past as rows and events: asked for, decided, and, when it was paid, with the bytes that really are on the chain. */
import { createPrivateKey, createPublicKey, sign, type KeyObject } from "node:crypto";
import { canonicalJson } from "#shared/canonicalJson.ts";
import { decisionText, intentHashOf, type RefundIntent } from "#shared/domain/intent.ts";
import { refundMachine, type RefundTransitionId } from "#shared/domain/refundMachine.ts";
import { requiredApprovals } from "#shared/domain/refunds.ts";
import { fromBaseUnits, normalizeAmount } from "#shared/money.ts";
import type { IdentityCheck, Refund } from "#shared/contract/refund.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
import { DAY_MS, later, MINUTE_MS, SECOND_MS, type Instant } from "#central/clock.ts";
import type { refundApprovals, refundAttempts, refundSlots } from "#central/store/tables.ts";
import type { NewDepositRow } from "#central/deposits/toDeposit.ts";
import type { NewRefundRow } from "#central/refunds/toRefund.ts";
import type { DemoPeople } from "./demoPeople.ts";
import type { MadeTransfer } from "./devnetHistory.ts";
import { CENTRAL } from "./pastRecord.ts";
import type { PastEvent } from "./eventLog.ts";
import type { Outcome, PlannedRecord } from "./historyPlan.ts";

export type PastApprover = {
  username: "supervisor" | "supervisor2";
  keyId: string;
  privateKey: KeyObject;
  publicKey: string;
};
export type PastRefund = {
  refund: NewRefundRow;
  approvals: (typeof refundApprovals.$inferInsert)[];
  slot: typeof refundSlots.$inferInsert | null;
  attempt: typeof refundAttempts.$inferInsert | null;
  events: PastEvent[];
  /** what becomes of the record */
  depositPatch: Partial<NewDepositRow>;
};

/** PKCS#8 frame of a raw Ed25519 seed (RFC 8410), so that the demo's past approvers have the same keys on every first start. */
const ED25519_PKCS8 = "302e020100300506032b657004220420";

export function pastApprover(username: PastApprover["username"], keyId: string, seedHex: string): PastApprover {
  const privateKey = createPrivateKey({
    key: Buffer.from(ED25519_PKCS8 + seedHex, "hex"),
    format: "der",
    type: "pkcs8",
  });
  const publicKey = createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
  return { username, keyId, privateKey, publicKey };
}

const REASONS = [
  "Client sent from the wrong wallet set",
  "Client closed the account before using the money",
  "Sent to the wrong broker account",
  "Client asks for return, product not available to them",
];

/** A tenth stays behind when the plan says that the amount was adjusted. */
export function refundedUnits(plan: PlannedRecord): bigint {
  const received = plan.received ?? 0n;
  return plan.outcome.status === "REFUNDED" && plan.outcome.adjusted ? received - received / 100n : received;
}

export const refundRequestedAt = (creditedAt: Instant): Instant => later(creditedAt, 95 * MINUTE_MS);
export const refundMinedAt = (creditedAt: Instant): Instant => later(creditedAt, 5 * 60 * MINUTE_MS);

export function pastRefund(
  plan: PlannedRecord,
  deposit: NewDepositRow,
  made: MadeTransfer | null,
  ids: { refundId: string; refundNo: string; nextId: () => string },
  wiring: {
    network: Network;
    currency: Currency;
    people: DemoPeople;
    approvers: readonly PastApprover[];
    addressId: string;
    signer: { id: string; address: string; workstationId: string };
    sha256: (text: string) => string;
  },
  serial: number,
): PastRefund {
  const { network, currency, people, sha256 } = wiring;
  const ending: Outcome = plan.outcome;
  const paid = ending.status === "REFUNDED";
  const adjusted = ending.status === "REFUNDED" && ending.adjusted;
  const requestedAt = refundRequestedAt(deposit.creditedAt ?? deposit.createdAt);
  const maker = people.of(serial % 2 === 0 ? "operator2" : "operator");
  const amountUnits = refundedUnits(plan);
  const amount = fromBaseUnits(amountUnits, currency.decimals);
  const depositAmount = deposit.creditedAmount ?? deposit.declaredAmount;
  const identityCheck: IdentityCheck = {
    method: "CALL_BACK",
    reference: `CB-${88_000 + serial}`,
    askedBy: plan.customer.name,
    basis: "Called back on the number on file; the client named account, amount and wallet",
    checkedBy: maker.name,
    checkedAt: later(requestedAt, -20 * MINUTE_MS),
    addressConfirmed: true,
    noThirdParty: true,
    attachments: [],
  };
  const reason = REASONS[serial % REASONS.length] ?? "";
  const intent: RefundIntent = {
    version: 1,
    refundId: ids.refundId,
    refundNo: ids.refundNo,
    depositId: deposit.id,
    recordNo: deposit.recordNo,
    depositVersion: deposit.version,
    customerNo: deposit.customerNo,
    kind: "CUSTOMER_REQUEST",
    network: network.code,
    chainId: network.chainId,
    genesisHash: network.genesisHash,
    currency: currency.code,
    asset: currency.kind,
    contractAddress: currency.contractAddress,
    decimals: currency.decimals,
    to: plan.customer.wallet,
    amount,
    amountBaseUnits: amountUnits.toString(),
    feeCapWei: network.feeCapWei,
    adjustmentReason: adjusted ? "Handling fee agreed with the client" : null,
    remainder: adjusted ? "FEE" : null,
    reason,
    identityCheckHash: sha256(canonicalJson(identityCheck)),
    requestedBy: maker.id,
    requiredApprovals: requiredApprovals(normalizeAmount(amount), currency.largeAmount),
    configVersion: currency.version,
  };
  const intentHash = intentHashOf(intent, sha256);
  const events: PastEvent[] = [];
  const step = (id: RefundTransitionId, at: Instant, more: Partial<PastEvent> = {}): void => {
    const transition = refundMachine.transitions.find((one) => one.id === id);
    events.push({
      at,
      actor: CENTRAL,
      action: transition?.log ?? id,
      entity: "refund",
      entityId: ids.refundId,
      entityNo: ids.refundNo,
      depositId: deposit.id,
      fromStatus: id === "F3" ? null : (transition?.from ?? null),
      toStatus: transition?.to ?? null,
      ...more,
    });
  };
  step("F3", requestedAt, { actor: maker, remarks: reason, detail: { amount, currency: currency.code } });

  const approvals = paid
    ? wiring.approvers.slice(0, intent.requiredApprovals).map((approver, index) => {
        const at = later(requestedAt, (40 + index * 25) * MINUTE_MS);
        const by = people.of(approver.username);
        const statement = {
          type: "deposit-desk/refund-decision/1",
          refundId: ids.refundId,
          intentHash,
          decision: "APPROVE",
          userId: by.id,
          deviceKeyId: approver.keyId,
          decidedAt: at,
        } as const;
        step("F8", at, {
          actor: by,
          remarks: "Compared with the instruction, in order",
          fromStatus: "PENDING_APPROVAL",
          toStatus: index + 1 === intent.requiredApprovals ? "APPROVED" : "PENDING_APPROVAL",
        });
        return {
          id: ids.nextId(),
          refundId: ids.refundId,
          byId: by.id,
          byName: by.name,
          decision: "APPROVE" as const,
          comment: "Compared with the instruction, in order",
          at,
          decidedAt: at,
          deviceKeyId: approver.keyId,
          publicKey: approver.publicKey,
          signature: sign(null, Buffer.from(decisionText(statement)), approver.privateKey).toString("hex"),
          intentHash,
        };
      })
    : [];

  const executor = people.of("executor");
  const minedAt = made?.blockAt ?? requestedAt;
  const completedAt = later(minedAt, 150 * SECOND_MS);
  let ended: Refund["ended"] = null;
  if (ending.status === "CREDITED" && ending.refund === "REJECTED") {
    const by = people.of("supervisor");
    ended = {
      by: { id: by.id, name: by.name },
      remarks: "The call-back number is not the one on file",
      at: later(requestedAt, 50 * MINUTE_MS),
    };
    step("F5", ended.at, { actor: by, remarks: ended.remarks });
  } else if (ending.status === "CREDITED" && ending.refund === "WITHDRAWN") {
    ended = {
      by: { id: maker.id, name: maker.name },
      remarks: "Client keeps the money with us",
      at: later(requestedAt, 35 * MINUTE_MS),
    };
    step("F4", ended.at, { actor: maker, remarks: ended.remarks });
  } else if (ending.status === "CREDITED") {
    ended = { by: null, remarks: "Nobody decided within 24 hours", at: later(requestedAt, DAY_MS) };
    step("F6", ended.at);
  }
  if (made !== null) {
    const signedAt = later(minedAt, -8 * SECOND_MS);
    step("F13", later(signedAt, -40 * SECOND_MS), {
      actor: executor,
      detail: { nonce: String(made.signed?.nonce ?? 0), from: wiring.signer.address },
    });
    step("F15", signedAt, { actor: executor, detail: { txHash: made.txHash } });
    step("F16", later(signedAt, SECOND_MS), { detail: { txHash: made.txHash, node: "devnet" } });
    step("F20", minedAt, { detail: { block: made.blockNumber.toString(), blockHash: made.blockHash } });
    step("F31", completedAt, { detail: { confirmations: String(network.requiredConfirmations), txHash: made.txHash } });
    events.push({
      at: later(completedAt, 1),
      actor: CENTRAL,
      action: "deposit.refunded",
      entity: "deposit",
      entityId: deposit.id,
      entityNo: deposit.recordNo,
      depositId: deposit.id,
      fromStatus: "CREDITED",
      toStatus: "REFUNDED",
      detail: { refund: ids.refundNo, amount, txHash: made.txHash },
    });
  }
  const noticeOpen = ending.status === "REFUNDED" && ending.noticeOpen;
  const toldAt = later(completedAt, 3 * 60 * MINUTE_MS);
  const notice =
    made === null
      ? null
      : {
          status: noticeOpen ? ("OPEN" as const) : ("DONE" as const),
          openedAt: completedAt,
          attempts: noticeOpen
            ? []
            : [
                {
                  by: { id: maker.id, name: maker.name },
                  channel: "PHONE" as const,
                  outcome: "REACHED" as const,
                  notifiedAt: toldAt,
                  remarks: "Told the client that the refund has arrived",
                  at: toldAt,
                },
              ],
        };
  if (notice?.status === "DONE")
    events.push({
      at: toldAt,
      actor: maker,
      action: "refund.customer_notified",
      entity: "refund",
      entityId: ids.refundId,
      entityNo: ids.refundNo,
      depositId: deposit.id,
      fromStatus: null,
      toStatus: null,
      remarks: "Told the client that the refund has arrived",
    });
  const lastAt = events.reduce((latest, event) => (event.at > latest ? event.at : latest), requestedAt);

  const status = paid
    ? "COMPLETED"
    : ended?.by === null
      ? "EXPIRED"
      : ending.status === "CREDITED" && ending.refund === "REJECTED"
        ? "REJECTED"
        : "WITHDRAWN";
  const required = network.requiredConfirmations;
  return {
    approvals,
    events,
    slot: made?.signed
      ? {
          refundId: ids.refundId,
          signerId: wiring.signer.id,
          chainId: network.chainId,
          fromAddress: wiring.signer.address,
          nonce: made.signed.nonce,
          allocatedAt: later(minedAt, -60 * SECOND_MS),
        }
      : null,
    attempt: made?.signed
      ? {
          id: ids.nextId(),
          refundId: ids.refundId,
          kind: "PAYMENT",
          txHash: made.txHash,
          nonce: made.signed.nonce,
          maxFeeWei: made.signed.maxFeeWei.toString(),
          signedTx: made.signed.bytes,
          by: { id: executor.id, name: executor.name },
          fencingToken: 1,
          at: later(minedAt, -8 * SECOND_MS),
          broadcasts: [{ result: "ACCEPTED", node: "devnet", at: later(minedAt, -7 * SECOND_MS), error: null }],
          mined: {
            blockNumber: made.blockNumber.toString(),
            blockHash: made.blockHash,
            status: 1,
            feeWei: made.feeWei.toString(),
            at: minedAt,
          },
        }
      : null,
    depositPatch: paid
      ? { status: "REFUNDED", refundedAmount: amount, updatedAt: completedAt, version: deposit.version + 3 }
      : { updatedAt: lastAt, version: deposit.version + 2 },
    refund: {
      id: ids.refundId,
      refundNo: ids.refundNo,
      depositId: deposit.id,
      recordNo: deposit.recordNo,
      customerNo: deposit.customerNo,
      customerName: deposit.customerName,
      status,
      kind: "CUSTOMER_REQUEST",
      refundAddressId: wiring.addressId,
      refundAddress: plan.customer.wallet,
      network: network.code,
      currency: currency.code,
      amount,
      depositAmount,
      adjustmentReason: intent.adjustmentReason,
      remainder: intent.remainder,
      reason,
      identityCheck,
      simulation: { ok: true, detail: "The transfer would succeed", at: requestedAt },
      requestedById: maker.id,
      requestedByName: maker.name,
      requestedAt,
      requiredApprovals: intent.requiredApprovals,
      ended,
      executedBy: made === null ? null : { id: executor.id, name: executor.name },
      fencingToken: made === null ? 0 : 1,
      confirmations:
        made === null
          ? null
          : {
              current: required,
              required,
              blockNumber: made.blockNumber.toString(),
              blockHash: made.blockHash,
              observedAt: completedAt,
              orphanedAt: null,
            },
      txHash: made?.txHash ?? null,
      feeWei: made?.feeWei.toString() ?? null,
      broadcastAt: made === null ? null : later(minedAt, -7 * SECOND_MS),
      completedAt: made === null ? null : completedAt,
      finalAt: lastAt,
      notification: notice,
      intent,
      intentHash,
      createdAt: requestedAt,
      updatedAt: lastAt,
      version: events.filter((event) => event.entity === "refund").length,
    },
  };
}
