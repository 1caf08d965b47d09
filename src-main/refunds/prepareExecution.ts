/**
 * From a taken lock to what a person looks at last: the transaction is built from the approved intent, its bytes are decoded again, and
 * everything that is shown comes from those bytes, not from the request (I5).
 */
import type { WalletAddress } from "#shared/contract/address.ts";
import type { Currency } from "#shared/contract/currency.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { http } from "#shared/contract/http.ts";
import type { ExecutionReview } from "#shared/contract/ipc.ts";
import type { Claim } from "#shared/contract/refund.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import { AppError } from "#shared/errors.ts";
import { amountDifference, fromBaseUnits } from "#shared/money.ts";
import type { FeeQuote } from "#main/chain/fees.ts";
import type { DecodedPayment } from "#main/chain/payment.ts";
import {
  chainOf,
  type ExecutionRooms,
  networkOf,
  readEndorsements,
  sha256,
  signedApprovals,
} from "./executionRooms.ts";
import type { HeldClaim } from "./heldClaim.ts";
import { preflight, type PreflightCheck } from "./preflight.ts";

export type PreparedExecution = Pick<HeldClaim, "review" | "unsigned" | "fee" | "addressId" | "blockedBy">;

/** The digest that `execute` must name: these bytes for this intent. */
export function reviewDigestOf(unsigned: string, intentHash: string): string {
  return sha256(`deposit-desk/execution-review/1\n${unsigned}\n${intentHash}`);
}

/** Throws NODE_*, FEE_ABOVE_CAP, INTENT_MISMATCH, NETWORK_MISMATCH; what may be looked at but not executed is in `blockedBy`. */
export async function prepareExecution(rooms: ExecutionRooms, claim: Claim, vault: string): Promise<PreparedExecution> {
  const { intent, intentHash, slot, refund } = claim;
  const quote = await rooms.chain.feeQuote(chainOf(intent));
  const fee = rooms.chain.chooseFee(quote, claim.limits);
  const unsigned = rooms.chain.buildUnsigned(intent, slot, fee);
  const payment = rooms.chain.decodeUnsigned(unsigned);

  const [address, deposit, endorsements] = await Promise.all([
    rooms.remote.call(http.addresses.get, { params: { id: refund.refundAddressId } }),
    rooms.remote.call(http.deposits.get, { params: { id: refund.depositId } }),
    readEndorsements(rooms),
  ]);
  const approvals = signedApprovals(refund.approvals);
  const valid = rooms.signer.validApprovals(vault, endorsements, { refundId: refund.id, intentHash }, approvals);
  const checks = await preflight(rooms, { claim, payment, quote, address, validApprovals: valid });
  const bad = checks.find(({ ok }) => !ok);
  return {
    review: drawReview(rooms, { claim, payment, quote, address, deposit, checks, valid }),
    unsigned,
    fee,
    addressId: address.id,
    blockedBy: bad ? { code: bad.code, message: `Not executed: ${bad.label}` } : null,
  };
}

type Drawn = {
  claim: Claim;
  payment: DecodedPayment;
  quote: FeeQuote;
  address: WalletAddress;
  deposit: Deposit;
  checks: readonly PreflightCheck[];
  valid: readonly boolean[];
};

function drawReview(rooms: ExecutionRooms, drawn: Drawn): ExecutionReview {
  const { claim, payment, quote, address, deposit, checks, valid } = drawn;
  const { refund, intent, intentHash, slot, lease } = claim;
  const network = networkOf(rooms, intent.network);
  const currency = currencyOf(rooms, intent.network, payment.contractAddress);
  if (currency.code !== intent.currency || currency.decimals !== intent.decimals)
    throw new AppError("INTENT_MISMATCH", "The configured currency is not the one that was approved");
  return {
    refundId: refund.id,
    refundNo: refund.refundNo,
    recordNo: refund.recordNo,
    customerNo: refund.customerNo,
    customerName: refund.customerName,
    reviewDigest: reviewDigestOf(payment.unsigned, intentHash),
    amount: fromBaseUnits(BigInt(payment.amountBaseUnits), currency.decimals),
    currency: currency.code,
    displayDecimals: currency.displayDecimals,
    to: { transaction: payment.to, approvedRequest: intent.to, addressBook: address.address },
    addressVerifiedAt: address.verifiedAt,
    addressMethod: address.method,
    from: slot.from,
    contractAddress: payment.contractAddress,
    network: intent.network,
    networkName: network.name,
    chainId: payment.chainId,
    nonce: payment.nonce,
    maxFeeWei: payment.maxFeeWei,
    feeQuoteWei: rooms.chain.expectedFeeWei(quote, payment.fee).toString(),
    feeSymbol: network.nativeSymbol,
    intentHash,
    depositAmount: refund.depositAmount,
    receivedAt: deposit.transfer?.blockAt ?? deposit.creditedAt,
    remainderAmount: amountDifference(refund.depositAmount, refund.amount).amount,
    requestedBy: { name: refund.requestedBy.name, at: refund.requestedAt, note: refund.reason },
    approvals: refund.approvals
      .filter(({ decision }) => decision === "APPROVE")
      .map(({ by, at, comment }, index) => ({ name: by.name, at, comment, signatureValid: valid[index] === true })),
    requiredApprovals: refund.requiredApprovals,
    approvalsValidUntil: refund.expiresAt,
    preflight: checks.map(({ key, label, ok }) => ({ key, label, ok })),
    // The claim is the refund's last change: both times are the central service's, whatever this computer's clock says.
    lease: { takenAt: refund.updatedAt, expiresAt: lease.expiresAt },
  };
}

/** By what the bytes move, not by what the request is called. */
function currencyOf(rooms: ExecutionRooms, network: string, contractAddress: string | null): Currency {
  const found = rooms.configuration().currencies.find((currency) => {
    if (currency.network !== network) return false;
    if (contractAddress === null) return currency.contractAddress === null;
    return currency.contractAddress !== null && sameAddress(currency.contractAddress, contractAddress);
  });
  if (found) return found;
  throw new AppError("INTENT_MISMATCH", "The transaction moves a currency that is not configured");
}
