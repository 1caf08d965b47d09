/**
 * From a taken lock to what a person looks at last: the transaction is built from the approved intent, its bytes are decoded again, and
 * everything that is shown comes from those bytes, not from the request (I5).
 */
import type { WalletAddress } from "#shared/contract/address.ts";
import type { Currency } from "#shared/contract/currency.ts";
import type { Deposit } from "#shared/contract/deposit.ts";
import { http } from "#shared/contract/http.ts";
import type { ExecutionReview } from "#shared/contract/executionReview.ts";
import type { Approval, Attempt, Claim } from "#shared/contract/refund.ts";
import { sameAddress } from "#shared/domain/addresses.ts";
import { AppError, invariant } from "#shared/errors.ts";
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
  signedVoiding,
} from "./executionRooms.ts";
import type { HeldClaim } from "./heldClaim.ts";
import { preflight, type PreflightCheck } from "./preflight.ts";

export type PreparedExecution = Pick<HeldClaim, "review" | "unsigned" | "fee" | "addressId" | "blockedBy">;

/** The digest that `execute` must name: these bytes for this intent. */
export function reviewDigestOf(unsigned: string, intentHash: string): string {
  return sha256(`deposit-desk/execution-review/1\n${unsigned}\n${intentHash}`);
}

/** Throws NODE_*, FEE_ABOVE_CAP, INTENT_MISMATCH, NETWORK_MISMATCH; what may be looked at but not executed is in `blockedBy`. */
export async function prepareExecution(
  rooms: ExecutionRooms,
  claim: Claim,
  vault: string,
  purpose: Attempt["kind"],
): Promise<PreparedExecution> {
  const { intent, intentHash, slot, refund } = claim;
  const quote = await rooms.chain.feeQuote(chainOf(intent));
  const fee =
    claim.outbid === null
      ? rooms.chain.chooseFee(quote, claim.limits)
      : rooms.chain.chooseReplacementFee(quote, claim.limits, claim.outbid);
  const unsigned = purpose === "VOID" ? rooms.chain.buildVoid(slot, fee) : rooms.chain.buildUnsigned(intent, slot, fee);
  const payment = rooms.chain.decodeUnsigned(unsigned);

  const [address, deposit, endorsements] = await Promise.all([
    rooms.remote.call(http.addresses.get, { params: { id: refund.refundAddressId } }),
    rooms.remote.call(http.deposits.get, { params: { id: refund.depositId } }),
    readEndorsements(rooms),
  ]);
  const of = { refundId: refund.id, intentHash, slot };
  const valid =
    purpose === "VOID"
      ? [rooms.signer.validVoiding(vault, endorsements, of, signedVoiding(refund))]
      : rooms.signer.validApprovals(vault, endorsements, of, signedApprovals(refund.approvals));
  const checks = await preflight(rooms, { purpose, claim, payment, quote, address, validApprovals: valid });
  const bad = checks.find(({ ok }) => !ok);
  return {
    review: drawReview(rooms, { purpose, claim, payment, quote, address, deposit, checks, valid }),
    unsigned,
    fee,
    addressId: address.id,
    blockedBy: bad ? { code: bad.code, message: `Not executed: ${bad.label}` } : null,
  };
}

type Drawn = {
  purpose: Attempt["kind"];
  claim: Claim;
  payment: DecodedPayment;
  quote: FeeQuote;
  address: WalletAddress;
  deposit: Deposit;
  checks: readonly PreflightCheck[];
  valid: readonly boolean[];
};

function drawReview(rooms: ExecutionRooms, drawn: Drawn): ExecutionReview {
  const { purpose, claim, payment, quote, address, deposit, checks } = drawn;
  const { refund, intent, intentHash, slot, lease } = claim;
  const network = networkOf(rooms, intent.network);
  const before = refund.attempts.at(-1);
  return {
    purpose,
    replaces: before === undefined ? null : { txHash: before.txHash, maxFeeWei: before.maxFeeWei },
    refundId: refund.id,
    refundNo: refund.refundNo,
    recordNo: refund.recordNo,
    customerNo: refund.customerNo,
    customerName: refund.customerName,
    reviewDigest: reviewDigestOf(payment.unsigned, intentHash),
    ...(purpose === "VOID" ? nothingPaid(payment, network.nativeSymbol) : amountPaid(rooms, payment, intent)),
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
    ...peopleOf(drawn),
    approvalsValidUntil: refund.expiresAt,
    preflight: checks.map(({ key, label, ok }) => ({ key, label, ok })),
    // The claim is the refund's last change: both times are the central service's, whatever this computer's clock says.
    lease: { takenAt: refund.updatedAt, expiresAt: lease.expiresAt },
  };
}

/** Who asked for what is signed here, and who approved it: the payment, or withholding it. */
function peopleOf({
  purpose,
  claim: { refund },
  valid,
}: Drawn): Pick<ExecutionReview, "requestedBy" | "approvals" | "requiredApprovals"> {
  const words = ({ by, at, comment }: Given, index: number) => ({
    name: by.name,
    at,
    comment,
    signatureValid: valid[index] === true,
  });
  if (purpose !== "VOID")
    return {
      requestedBy: { name: refund.requestedBy.name, at: refund.requestedAt, note: refund.reason },
      approvals: refund.approvals.filter(({ decision }) => decision === "APPROVE").map(words),
      requiredApprovals: refund.requiredApprovals,
    };
  const { voiding } = refund;
  invariant(voiding?.approval, "the signer was asked about this approval before");
  return {
    requestedBy: { name: voiding.requestedBy.name, at: voiding.requestedAt, note: voiding.reason },
    approvals: [voiding.approval].map(words),
    requiredApprovals: 1,
  };
}

type Given = Pick<Approval, "by" | "at" | "comment">;
type Moved = Pick<ExecutionReview, "amount" | "currency" | "displayDecimals">;

function amountPaid(rooms: ExecutionRooms, payment: DecodedPayment, intent: Claim["intent"]): Moved {
  const currency = currencyOf(rooms, intent.network, payment.contractAddress);
  if (currency.code !== intent.currency || currency.decimals !== intent.decimals)
    throw new AppError("INTENT_MISMATCH", "The configured currency is not the one that was approved");
  return {
    amount: fromBaseUnits(BigInt(payment.amountBaseUnits), currency.decimals),
    currency: currency.code,
    displayDecimals: currency.displayDecimals,
  };
}

/** A void moves nothing at all; its bytes are asked, not its name. */
function nothingPaid(payment: DecodedPayment, nativeSymbol: string): Moved {
  if (payment.amountBaseUnits !== "0" || payment.contractAddress !== null)
    throw new AppError("INTENT_MISMATCH", "The transaction that should pay nobody would move money");
  return { amount: "0", currency: nativeSymbol, displayDecimals: 0 };
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
