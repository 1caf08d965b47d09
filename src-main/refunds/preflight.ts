/** The last questions before a signature: everything is asked now, of the chain and of the central service, and nothing is taken from the cache. */
import type { WalletAddress } from "#shared/contract/address.ts";
import type { Attempt, Claim, Refund } from "#shared/contract/refund.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import type { ErrorCode } from "#shared/errors.ts";
import type { FeeQuote } from "#main/chain/fees.ts";
import type { DecodedPayment } from "#main/chain/payment.ts";
import type { Simulation } from "#main/chain/simulateTransfer.ts";
import { chainOf, type ExecutionRooms } from "./executionRooms.ts";

export type PreflightCheck = {
  key: string;
  label: string;
  ok: boolean;
  /** with which error the execution is refused while this is not ok */
  code: ErrorCode;
};

/** In the order in which a person reads them. `payment` is what the unsigned bytes say. */
export async function preflight(
  rooms: ExecutionRooms,
  input: {
    purpose: Attempt["kind"];
    claim: Claim;
    payment: DecodedPayment;
    quote: FeeQuote;
    address: WalletAddress;
    validApprovals: boolean[];
  },
): Promise<PreflightCheck[]> {
  if (input.purpose === "VOID") return preflightVoid(rooms, input);
  const { claim, payment, quote, address, validApprovals } = input;
  const { intent, slot } = claim;
  const chain = chainOf(intent);
  const amountUnits = BigInt(payment.amountBaseUnits);
  const isNative = payment.contractAddress === null;
  const [report, coins, tokens, nextNonce, simulation] = await Promise.all([
    rooms.chain.verify(chain),
    rooms.chain.balance(chain, slot.from, null),
    isNative ? null : rooms.chain.balance(chain, slot.from, payment.contractAddress),
    rooms.chain.nextNonce(chain, slot.from),
    rooms.chain.simulateTransfer(chain, {
      from: slot.from,
      to: payment.to,
      contractAddress: payment.contractAddress,
      amountBaseUnits: amountUnits,
    }),
  ]);
  const feeNeeded = BigInt(payment.maxFeeWei);
  const stillPayable = address.status === "VERIFIED" && sameAddress(address.address, payment.to);
  return [
    check("chain", `Chain id and first block are right (${nodesOf(report)})`, true, "NODE_WRONG_CHAIN"),
    check("intent", "The request is exactly the approved one", true, "INTENT_MISMATCH"),
    check(
      "approvals",
      approvalWords(claim.refund, validApprovals),
      enough(claim.refund, validApprovals),
      "SIGNER_REFUSED",
    ),
    check("address", "The refund address is Verified now", stillPayable, "REFUND_ADDRESS_NOT_VERIFIED"),
    check("nonce", `Payment slot ${slot.nonce} is unused`, nextNonce <= BigInt(slot.nonce), "SIGNER_STATE"),
    check("amount", "The paying address holds the amount", (tokens ?? coins) >= amountUnits, "BALANCE_TOO_LOW"),
    check(
      "gas",
      "The paying address can pay the fee",
      coins >= feeNeeded + (isNative ? amountUnits : 0n),
      "BALANCE_TOO_LOW",
    ),
    check("fee", "The fee is within the approved cap", isFeeKept(intent.feeCapWei, payment, quote), "FEE_ABOVE_CAP"),
    simulationCheck(simulation, payment),
  ];
}

/** A void pays nobody: what matters is the slot, the fee, and the second person's word. */
async function preflightVoid(
  rooms: ExecutionRooms,
  input: { claim: Claim; payment: DecodedPayment; quote: FeeQuote; validApprovals: boolean[] },
): Promise<PreflightCheck[]> {
  const { claim, payment, quote, validApprovals } = input;
  const { intent, slot } = claim;
  const chain = chainOf(intent);
  const [report, coins, nextNonce] = await Promise.all([
    rooms.chain.verify(chain),
    rooms.chain.balance(chain, slot.from, null),
    rooms.chain.nextNonce(chain, slot.from),
  ]);
  return [
    check("chain", `Chain id and first block are right (${nodesOf(report)})`, true, "NODE_WRONG_CHAIN"),
    check(
      "approvals",
      "Another person approved withholding it, with a key that yours trusts",
      validApprovals.every(Boolean),
      "SIGNER_REFUSED",
    ),
    check(
      "void",
      "It pays nobody: nothing goes from the paying address to itself",
      sameAddress(payment.to, slot.from) && payment.amountBaseUnits === "0",
      "SIGNED_TX_MISMATCH",
    ),
    check("nonce", `Payment slot ${slot.nonce} is unused`, nextNonce <= BigInt(slot.nonce), "SIGNER_STATE"),
    check("gas", "The paying address can pay the fee", coins >= BigInt(payment.maxFeeWei), "BALANCE_TOO_LOW"),
    check("fee", "The fee is within the approved cap", isFeeKept(intent.feeCapWei, payment, quote), "FEE_ABOVE_CAP"),
  ];
}

function nodesOf(report: { single: boolean; agree: number; asked: number }): string {
  return report.single ? "one node, nothing to compare it with" : `${report.agree} of ${report.asked} nodes agree`;
}

function check(key: string, label: string, ok: boolean, code: ErrorCode): PreflightCheck {
  return { key, label, ok, code };
}

function simulationCheck({ ok, detail, gas, payeeIsContract }: Simulation, payment: DecodedPayment): PreflightCheck {
  if (ok && gas !== null && gas > BigInt(payment.fee.gasLimit))
    return check("simulation", "The payment needs more gas than it may use", false, "SIMULATION_FAILED");
  const note = payeeIsContract ? "; the payee is a contract" : "";
  return check("simulation", `${detail}${note}`, ok, "SIMULATION_FAILED");
}

function enough(refund: Refund, valid: readonly boolean[]): boolean {
  return valid.every(Boolean) && valid.length >= refund.requiredApprovals;
}

function approvalWords(refund: Refund, valid: readonly boolean[]): string {
  const good = valid.filter(Boolean).length;
  return `${good} of ${refund.requiredApprovals} needed approvals carry a signature that your key trusts`;
}

function isFeeKept(feeCapWei: string, payment: DecodedPayment, quote: FeeQuote): boolean {
  return BigInt(payment.maxFeeWei) <= BigInt(feeCapWei) && quote.baseFeeWei <= BigInt(payment.fee.maxFeePerGasWei);
}
