/** One planned record of the past as rows and events: what the service itself would have written, step by step. */
import { depositMachine, type DepositTransitionId } from "#shared/domain/depositMachine.ts";
import { fromBaseUnits } from "#shared/money.ts";
import type { Currency, Network } from "#shared/contract/currency.ts";
import { DAY_MS, HOUR_MS, later, MINUTE_MS, SECOND_MS, type Instant } from "#central/clock.ts";
import type { applications } from "#central/store/tables.ts";
import type { NewDepositRow } from "#central/deposits/toDeposit.ts";
import type { DemoPeople } from "./demoPeople.ts";
import type { MadeTransfer } from "./devnetHistory.ts";
import type { PastActor, PastEvent } from "./eventLog.ts";
import type { PlannedRecord } from "./historyPlan.ts";

export const CENTRAL: PastActor = { id: null, name: "Central service", role: "SYSTEM" };

export type PastNumbers = { depositId: string; recordNo: string; applicationId: string; applicationNo: string };
export type PastRecord = { application: typeof applications.$inferInsert; deposit: NewDepositRow; events: PastEvent[] };

const CANCEL_REMARKS = ["Duplicate user request", "Incorrect address", "Client withdrew the request by telephone"];
const DELETE_REMARKS = [
  "Test request by the client's developer",
  "Sent twice by the client channel",
  "Amount and account do not belong together",
];
/** endings that leave before the address is verified */
const EARLY = new Set(["CANCELLED", "DELETED"]);

/** `serial` only varies texts. */
export function pastRecord(
  plan: PlannedRecord,
  made: MadeTransfer | null,
  numbers: PastNumbers,
  wiring: {
    network: Network;
    currency: Currency;
    people: DemoPeople;
    verifiedAddressId: string;
    sha256: (text: string) => string;
  },
  serial: number,
): PastRecord {
  const { customer, currency, outcome } = plan;
  const { network, people } = wiring;
  const { depositId, recordNo, applicationId, applicationNo } = numbers;
  const events: PastEvent[] = [];
  const amount = (units: bigint): string => fromBaseUnits(units, currency.decimals);
  const verified = !EARLY.has(outcome.status) && plan.source === customer.wallet;
  const decidedAt = later(plan.requestedAt, 25 * MINUTE_MS + serial * 7);
  const step = (id: DepositTransitionId, at: Instant, more: Partial<PastEvent> = {}): void => {
    const transition = depositMachine.transitions.find((one) => one.id === id);
    events.push({
      at,
      actor: CENTRAL,
      action: transition?.log ?? id,
      entity: "deposit",
      entityId: depositId,
      entityNo: recordNo,
      depositId,
      fromStatus: transition?.from ?? null,
      toStatus: transition?.to ?? null,
      ...more,
    });
  };
  const application = (
    action: string,
    from: string | null,
    to: string,
    at: Instant,
    more: Partial<PastEvent> = {},
  ): void =>
    void events.push({
      at,
      actor: CENTRAL,
      action,
      entity: "application",
      entityId: applicationId,
      entityNo: applicationNo,
      depositId: null,
      fromStatus: from,
      toStatus: to,
      ...more,
    });

  application("application.received", null, "RECEIVED", plan.requestedAt);
  application("application.recorded", "RECEIVED", "RECORDED", plan.requestedAt);
  step("D1", plan.requestedAt, {
    detail: { amount: amount(plan.declared), currency: currency.code, application: applicationNo },
  });
  if (verified) step("D2", later(plan.requestedAt, 900), { detail: { address: plan.source } });

  const operator = people.of(serial % 2 === 0 ? "operator" : "operator2");
  const remarks =
    outcome.status === "CANCELLED"
      ? CANCEL_REMARKS[serial % 3]
      : outcome.status === "DELETED"
        ? DELETE_REMARKS[serial % 3]
        : null;
  const reasonCode =
    outcome.status === "DELETED" ? (["TEST", "DUPLICATE", "MALFORMED"] as const)[serial % 3] : undefined;
  const confirmedAt = made === null ? null : later(made.blockAt, 150 * SECOND_MS);
  const creditedAt = confirmedAt === null ? null : later(confirmedAt, 65 * SECOND_MS);
  const seen =
    made === null
      ? {}
      : {
          detail: {
            block: made.blockNumber.toString(),
            blockHash: made.blockHash,
            txHash: made.txHash,
            amount: amount(plan.received ?? 0n),
          },
        };
  if (made !== null) step(verified ? "D6" : "D5", made.blockAt, seen);

  switch (outcome.status) {
    case "CANCELLED":
      step("D3", decidedAt, { actor: operator, remarks: remarks ?? "", detail: { transferSeen: "no", nodes: "1" } });
      break;
    case "DELETED":
      step("D4", decidedAt, { actor: operator, remarks: remarks ?? "", reasonCode: reasonCode ?? null });
      application("application.deleted", "RECORDED", "DELETED", decidedAt, {
        actor: operator,
        remarks: remarks ?? "",
        reasonCode: reasonCode ?? null,
      });
      break;
    case "EXPIRED":
      step("D7", later(plan.requestedAt, 7 * DAY_MS));
      break;
    case "FAILED":
      step("D8", decidedAt, { detail: { cause: "The declared transaction was mined with status 0" } });
      break;
    case "REORG_ALERT":
      step("D6", later(plan.requestedAt, 5 * MINUTE_MS));
      step("D11", later(plan.requestedAt, 8 * MINUTE_MS));
      step("D13", later(plan.requestedAt, 9 * MINUTE_MS));
      step("D19", later(plan.requestedAt, 31 * MINUTE_MS), { detail: { depth: "14" } });
      break;
    default:
      if (confirmedAt === null || creditedAt === null) break;
      step("D11", confirmedAt, { detail: { confirmations: String(network.requiredConfirmations) } });
      if (outcome.status === "CREDITED" || outcome.status === "REFUNDED")
        step("D13", creditedAt, { detail: { amount: amount(plan.received ?? 0n), ledger: ledgerRef(serial) } });
      if (outcome.status === "ON_HOLD") step("D14", creditedAt, { reasonCode: outcome.reason });
      if (outcome.status === "BLOCKED") step("D15", creditedAt, { detail: { list: "demo-1" } });
  }

  const lastAt = events.reduce((latest, event) => (event.at > latest ? event.at : latest), plan.requestedAt);
  const credited = outcome.status === "CREDITED" || outcome.status === "REFUNDED" || outcome.status === "REORG_ALERT";
  const required = network.requiredConfirmations;
  const received = plan.received === null ? null : amount(plan.received);
  const checkAt = creditedAt ?? lastAt;
  const mismatch = outcome.status === "ON_HOLD" && outcome.reason === "AMOUNT_MISMATCH";
  const travel = outcome.status === "ON_HOLD" && outcome.reason === "TRAVEL_RULE_MISSING";
  const hit = outcome.status === "BLOCKED";
  const alert = outcome.status === "ON_HOLD" && outcome.reason === "SCREENING_ALERT";
  const request = {
    clientRequestId: `demo-history-${serial}`,
    customerNo: customer.customerNo,
    securitiesAccount: customer.securitiesAccount,
    currency: currency.code,
    network: network.code,
    amount: amount(plan.declared),
    sourceAddress: plan.source,
    destinationAddress: customer.depositAddress,
  };

  const deposit: NewDepositRow = {
    id: depositId,
    recordNo,
    applicationId,
    customerNo: customer.customerNo,
    customerName: customer.name,
    securitiesAccount: customer.securitiesAccount,
    currency: currency.code,
    network: network.code,
    declaredAmount: amount(plan.declared),
    receivedAmount: outcome.status === "REORG_ALERT" ? amount(plan.declared) : received,
    creditedAmount: credited ? (received ?? amount(plan.declared)) : null,
    sourceAddress: plan.source,
    sourceKey: plan.source.toLowerCase(),
    destinationAddress: customer.depositAddress,
    destinationKey: customer.depositAddress.toLowerCase(),
    txHash: made?.txHash ?? null,
    transferTxHash: made?.txHash ?? null,
    transferLogIndex: made === null ? null : (made.logIndex ?? -1),
    status: outcome.status,
    holdReason: outcome.status === "ON_HOLD" ? outcome.reason : null,
    addressVerification: verified
      ? {
          status: "VERIFIED",
          addressId: wiring.verifiedAddressId,
          verifiedAt: people.verifiedAt,
          method: "SIGNED_MESSAGE",
          verifiedBy: people.of("supervisor").name,
          proof: "Signed message, checked 12 Sep 2026",
        }
      : {
          status: "VERIFICATION_IN_PROGRESS",
          addressId: null,
          verifiedAt: null,
          method: "MICROPAYMENT",
          verifiedBy: null,
          proof: null,
        },
    confirmations: {
      current: made === null ? 0 : required,
      required,
      blockNumber: made?.blockNumber.toString() ?? null,
      blockHash: made?.blockHash ?? null,
      observedAt: confirmedAt,
      orphanedAt: outcome.status === "REORG_ALERT" ? lastAt : null,
    },
    transfer:
      made === null || received === null
        ? null
        : {
            from: plan.source,
            to: customer.depositAddress,
            amount: received,
            contractAddress: wiring.currency.contractAddress,
            logIndex: made.logIndex,
            feeWei: made.feeWei.toString(),
            blockAt: made.blockAt,
            sourceKind: "WALLET",
          },
    checks:
      made === null
        ? []
        : [
            {
              code: "ADDRESS_VERIFIED",
              passed: verified,
              detail: verified ? "From address Verified for this client" : "From address not verified",
              at: checkAt,
            },
            {
              code: "AMOUNT",
              passed: !mismatch,
              detail: mismatch ? "Received less than declared" : "Received equals declared",
              at: checkAt,
            },
            {
              code: "SCREENING",
              passed: !hit && !alert,
              detail: hit
                ? "Exact match on list demo-1"
                : alert
                  ? "Similar to an entry of list demo-1"
                  : "Screening clear",
              at: checkAt,
            },
            {
              code: "TRAVEL_RULE",
              passed: !travel,
              detail: travel ? "Originator's name and address are missing" : "Travel Rule data complete",
              at: checkAt,
            },
            { code: "CANONICAL", passed: true, detail: "Block read again, canonical", at: checkAt },
          ],
    screening:
      made === null
        ? null
        : {
            result: hit ? "HIT" : alert ? "ALERT" : "CLEAR",
            listVersion: "demo-1",
            at: checkAt,
            validUntil: later(checkAt, DAY_MS),
          },
    ledgerRef: credited ? ledgerRef(serial) : null,
    requestedAt: plan.requestedAt,
    waitingUntil: later(plan.requestedAt, wiring.currency.waitingWindowHours * HOUR_MS),
    creditedAt: credited ? (creditedAt ?? later(plan.requestedAt, 9 * MINUTE_MS)) : null,
    cancelledAt: outcome.status === "CANCELLED" ? decidedAt : null,
    cancel:
      outcome.status === "CANCELLED" && remarks
        ? { by: { id: operator.id ?? "", name: operator.name }, remarks }
        : null,
    configVersion: wiring.currency.version,
    finalAt: lastAt,
    createdAt: plan.requestedAt,
    updatedAt: lastAt,
    version: events.filter((event) => event.entity === "deposit").length,
  };
  return {
    application: {
      ...request,
      id: applicationId,
      applicationNo,
      requestHash: wiring.sha256(JSON.stringify(request)),
      status: outcome.status === "DELETED" ? "DELETED" : "RECORDED",
      customerName: customer.name,
      txHash: null,
      flags: [],
      depositId,
      recordNo,
      decision:
        outcome.status === "DELETED" && reasonCode && remarks
          ? { by: { id: operator.id ?? "", name: operator.name }, at: decidedAt, remarks, reasonCode }
          : null,
      requestedAt: plan.requestedAt,
      createdAt: plan.requestedAt,
      updatedAt: outcome.status === "DELETED" ? decidedAt : plan.requestedAt,
      version: outcome.status === "DELETED" ? 2 : 1,
    },
    deposit,
    events,
  };
}

const ledgerRef = (serial: number): string => `L-${7_740_000 + serial}`;
