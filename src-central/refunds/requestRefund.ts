/** F3, "Request Refund" (guide, "Refund Process After Successful Deposit"; R17, R18, R20). */
import type { WalletAddressRow } from "#central/addresses/toWalletAddress.ts";
import { later, MINUTE_MS, msOf } from "#central/clock.ts";
import { asPerson, type BookContext, newId, now, personOf } from "#central/context.ts";
import { lockDeposit } from "#central/deposits/loadDeposit.ts";
import { type DepositRow, toDeposit } from "#central/deposits/toDeposit.ts";
import { expectVersion } from "#central/http/expectVersion.ts";
import { nextNumber } from "#central/store/nextNumber.ts";
import { canonicalJson } from "#shared/canonicalJson.ts";
import type { Refund, RefundInput } from "#shared/contract/refund.ts";
import { isForbiddenAddress, sameAddress } from "#shared/domain/addresses.ts";
import { intentHashOf, type RefundIntent } from "#shared/domain/intent.ts";
import { approvalsNeeded } from "#shared/domain/limits.ts";
import { checkRefundAmount } from "#shared/domain/refunds.ts";
import { AppError } from "#shared/errors.ts";
import { compareAmounts, normalizeAmount, toBaseUnits } from "#shared/money.ts";
import { limitsNow } from "#central/configuration/limitsNow.ts";
import { DEFAULT_REFUND_LIMITS, type RefundLimits } from "./limits.ts";
import { type Asked, answered } from "./Asked.ts";
import { loadRules, type Rules } from "./loadRules.ts";
import { createRefund } from "./moveRefund.ts";
import { requestFacts } from "./requestFacts.ts";
import { requireClear } from "./screenAddress.ts";
import type { TrialRun } from "./trialRun.ts";
import { readRefund } from "./toRefund.ts";

export type RequestRefundInput = RefundInput & { depositId: string; version: number };

/** Somebody's clock may be a little ahead of ours. */
const CLOCK_TOLERANCE_MS = 5 * MINUTE_MS;

/** Every guard of F3, in the order in which a person would look. Throws the code of the first that fails. `trial` is what trialRun() found just before. */
export async function requestRefund(
  context: BookContext,
  input: RequestRefundInput,
  trial: Asked<TrialRun>,
  limits: RefundLimits = DEFAULT_REFUND_LIMITS,
): Promise<Refund> {
  const maker = personOf(context);
  const deposit = await lockDeposit(context, input.depositId);
  expectVersion(input.version, toDeposit(deposit));
  const depositAmount = await requireCredited(context, deposit);
  const rules = await loadRules(context, deposit);
  if (!rules.network.enabled || !rules.currency.refundEnabled)
    throw new AppError("REFUND_DISABLED", `Refunds of ${deposit.currency} on ${rules.network.name} are switched off`);
  if (input.network !== deposit.network)
    throw new AppError("NETWORK_MISMATCH", `The deposit came by ${rules.network.name}; it can only go back that way`);
  const address = await requireAddress(context, deposit, input.refundAddressId, rules);
  requireAmount(input, depositAmount);
  requireIdentityCheck(context, input);

  const screening = await requireClear(context, [address.address, deposit.sourceAddress], "requested");

  const amount = normalizeAmount(input.amount);
  const amountBaseUnits = toBaseUnits(amount, rules.currency.decimals);
  const { ok, detail } = requireTrial(trial, { to: address.address, rules, value: amountBaseUnits });

  const id = newId(context);
  const refundNo = await nextNumber(context, "RF");
  const agreed = await limitsNow(context, rules, limits);
  const approvals = approvalsNeeded(amount, agreed.limits);
  const changed = compareAmounts(amount, depositAmount) !== 0;
  const intent: RefundIntent = {
    version: 1,
    refundId: id,
    refundNo,
    depositId: deposit.id,
    recordNo: deposit.recordNo,
    depositVersion: deposit.version,
    customerNo: deposit.customerNo,
    kind: input.kind,
    network: deposit.network,
    chainId: rules.network.chainId,
    genesisHash: rules.network.genesisHash,
    currency: deposit.currency,
    asset: rules.currency.kind,
    contractAddress: rules.currency.contractAddress,
    decimals: rules.currency.decimals,
    to: address.address,
    amount,
    amountBaseUnits: amountBaseUnits.toString(),
    feeCapWei: agreed.limits.feeCapWei,
    adjustmentReason: changed ? input.adjustmentReason : null,
    remainder: changed ? input.remainder : null,
    reason: input.reason,
    identityCheckHash: context.sha256(canonicalJson(input.identityCheck)),
    requestedBy: maker.userId,
    requiredApprovals: approvals,
    configVersion: rules.currency.version,
  };
  const at = now(context);
  const row = await createRefund(
    context,
    {
      id,
      refundNo,
      depositId: deposit.id,
      recordNo: deposit.recordNo,
      customerNo: deposit.customerNo,
      customerName: deposit.customerName,
      kind: input.kind,
      refundAddressId: address.id,
      refundAddress: address.address,
      network: deposit.network,
      currency: deposit.currency,
      amount,
      depositAmount,
      adjustmentReason: intent.adjustmentReason,
      remainder: intent.remainder,
      reason: input.reason,
      identityCheck: input.identityCheck,
      simulation: { ok, detail, at },
      requestedById: maker.userId,
      requestedByName: asPerson(maker).name,
      requestedAt: at,
      requiredApprovals: approvals,
      limitsNumber: agreed.number,
      expiresAt: later(at, limits.approvalValidityMs),
      intent,
      intentHash: intentHashOf(intent, context.sha256),
    },
    {
      facts: requestFacts({ deposit, address, input, intent, depositAmount }),
      remarks: input.reason,
      detail: {
        ...{ screeningList: screening.listVersion, simulation: detail, feeCapWei: intent.feeCapWei },
        limits: `version ${agreed.number}`,
      },
    },
  );
  return readRefund(context, row);
}

/** The amount that may go back. Guide: only "Credited", one refund at a time. */
async function requireCredited(context: BookContext, deposit: DepositRow): Promise<string> {
  const amount = deposit.creditedAmount ?? deposit.receivedAmount;
  if (deposit.status !== "CREDITED" || amount === null)
    throw new AppError("DEPOSIT_NOT_CREDITED", 'Only a record in "Credited" can be refunded', {
      extra: { current: toDeposit(deposit) },
    });
  // activeRefundNo is for people; the lock itself is the unique index, and this the friendly answer before it.
  const open = await context.books.refundHoldingLock(deposit.id);
  if (open) throw new AppError("REFUND_ALREADY_OPEN", `Refund ${open.refundNo} of this record is open`);
  return amount;
}

/** R20.1: a Verified address of the same client on the same network, and none at which money is lost or comes back to us. */
async function requireAddress(
  context: BookContext,
  deposit: DepositRow,
  id: string,
  rules: Rules,
): Promise<WalletAddressRow> {
  const address = await context.books.lockAddress(id);
  if (!address) throw new AppError("NOT_FOUND", "There is no such wallet address");
  if (address.customerNo !== deposit.customerNo)
    throw new AppError("ADDRESS_NOT_THIS_CUSTOMER", "The refund address belongs to another client");
  if (address.network !== deposit.network)
    throw new AppError("NETWORK_MISMATCH", `The refund address is not one of ${rules.network.name}`);
  const at = now(context);
  if (address.status !== "VERIFIED" || (address.expiresAt !== null && address.expiresAt <= at))
    throw new AppError(
      "REFUND_ADDRESS_NOT_VERIFIED",
      "The refund address is not Verified; verify it first, then request again",
    );
  if (address.cooldownUntil !== null && address.cooldownUntil > at)
    throw new AppError(
      "ADDRESS_IN_COOLDOWN",
      `The refund address is new and can be used from ${address.cooldownUntil}`,
    );
  if (isForbiddenAddress(address.address) || (await isOurs(context, address, rules)))
    throw new AppError(
      "ADDRESS_FORBIDDEN",
      "This address is the token's own, the broker's own, or one at which money is lost",
    );
  return address;
}

async function isOurs(context: BookContext, { network, addressKey }: WalletAddressRow, rules: Rules): Promise<boolean> {
  const { contractAddress } = rules.currency;
  if (contractAddress !== null && sameAddress(contractAddress, addressKey)) return true;
  return context.books.isOurs(network, addressKey);
}

function requireAmount(input: RequestRefundInput, depositAmount: string): void {
  const { amount, adjustmentReason, remainder } = input;
  const code = checkRefundAmount({ amount, depositAmount, adjustmentReason, remainder });
  if (code === null) return;
  const words = {
    AMOUNT_INVALID: "The refund amount must be above 0",
    AMOUNT_EXCEEDS_DEPOSIT: "The refund amount is more than was deposited",
    ADJUSTMENT_REASON_REQUIRED: "State why the refund amount differs from the deposit",
    REMAINDER_REQUIRED: "State what becomes of the part that is not refunded",
  } as const;
  throw new AppError(code, words[code], { extra: { errors: [{ pointer: "/amount", code, detail: words[code] }] } });
}

/** R18.1. The shape is the contract's; here is what only the service can see. */
function requireIdentityCheck(context: BookContext, { identityCheck }: RequestRefundInput): void {
  if (msOf(identityCheck.checkedAt) > msOf(now(context)) + CLOCK_TOLERANCE_MS)
    throw new AppError("IDENTITY_CHECK_INCOMPLETE", "The identity check is dated in the future");
}

/** The trial must be of this very payment: what was read before the transaction may have changed since. */
function requireTrial(trial: Asked<TrialRun>, payment: { to: string; rules: Rules; value: bigint }): TrialRun {
  const run = answered(trial);
  const { contractAddress } = payment.rules.currency;
  if (run.to !== payment.to || run.contractAddress !== contractAddress || run.value !== payment.value)
    throw new AppError("CHAIN_UNAVAILABLE", "Address or currency changed at this moment; try again");
  if (run.refused) throw new AppError("SIMULATION_FAILED", `A trial run failed: ${run.detail}`);
  return run;
}
