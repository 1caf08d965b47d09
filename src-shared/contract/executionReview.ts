import type { ATTEMPT_KINDS } from "./refund.ts";

/** The last look before signing. Drawn from the decoded unsigned transaction, not from the request. */
export type ExecutionReview = {
  /** VOID: nothing is sent to the paying address itself, so that this slot can pay nobody */
  purpose: (typeof ATTEMPT_KINDS)[number];
  /** the transaction on the same slot that this one would replace */
  replaces: { txHash: string; maxFeeWei: string } | null;
  refundId: string;
  refundNo: string;
  recordNo: string;
  customerNo: string;
  customerName: string;
  /** SHA-256 over the unsigned bytes and the intent hash; `execute` must name it */
  reviewDigest: string;
  amount: string;
  currency: string;
  displayDecimals: number;
  /** from the transaction, from the approved request, from the address book */
  to: { transaction: string; approvedRequest: string; addressBook: string };
  addressVerifiedAt: string | null;
  addressMethod: string | null;
  from: string;
  contractAddress: string | null;
  network: string;
  networkName: string;
  chainId: number;
  nonce: string;
  maxFeeWei: string;
  feeQuoteWei: string;
  feeSymbol: string;
  intentHash: string;
  depositAmount: string;
  receivedAt: string | null;
  remainderAmount: string;
  requestedBy: { name: string; at: string; note: string };
  approvals: { name: string; at: string; comment: string; signatureValid: boolean }[];
  requiredApprovals: number;
  approvalsValidUntil: string | null;
  preflight: { key: string; label: string; ok: boolean }[];
  lease: { takenAt: string; expiresAt: string };
};
