import type { RefundDraft } from "#shared/contract/ipc.ts";

/** A refund form that somebody left half written. */
export function halfDraft(depositId: string): RefundDraft {
  return {
    depositId,
    depositVersion: 1,
    kind: "FORCED",
    refundAddressId: null,
    amount: "1",
    adjustmentReason: "",
    remainder: null,
    reason: "half written",
    identityCheck: {},
  };
}
