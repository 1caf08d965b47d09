import type { Refund } from "#shared/contract/refund.ts";
import { IDENTITY_METHOD_LABELS, REFUND_KIND_LABELS } from "#shared/domain/refunds.ts";

type Row = readonly [label: string, value: string | null];

/** The refund of an evidence pack in titled rows, for the summary. null values are left out. */
export function shownRefund(refund: Refund): (readonly [title: string, rows: Row[]])[] {
  const { identityCheck: check, slot, notification } = refund;
  return [
    [
      "Refund",
      [
        ["Kind", REFUND_KIND_LABELS[refund.kind]],
        ["Amount", `${refund.amount} ${refund.currency} of ${refund.depositAmount}`],
        ["Adjusted because", refund.adjustmentReason],
        ["To", refund.refundAddress],
        ["Reason", refund.reason],
        ["Requested", `${refund.requestedAt} by ${refund.requestedBy.name}`],
        ["Intent, SHA-256", refund.intentHash],
      ],
    ],
    [
      "Identity and legitimacy",
      [
        ["Method", `${IDENTITY_METHOD_LABELS[check.method]}, ${check.reference}`],
        ["Asked by", check.askedBy],
        ["Basis", check.basis],
        ["Checked", `${check.checkedAt} by ${check.checkedBy}`],
        ...check.attachments.map(({ name, sha256 }): Row => [name, `SHA-256 ${sha256}`]),
      ],
    ],
    [
      "Approvals",
      refund.approvals.map(({ by, decision, at, deviceKeyId, comment }): Row => [
        by.name,
        `${decision === "APPROVE" ? "approved" : "rejected"} ${at}, signed with device key ${deviceKeyId}${comment === "" ? "" : `: ${comment}`}`,
      ]),
    ],
    [
      "Payment",
      [
        ["Executed by", refund.executedBy?.name ?? null],
        ["Slot", slot && `chain ${slot.chainId}, ${slot.from}, nonce ${slot.nonce}`],
        ...refund.attempts.map(({ kind, txHash, at }): Row => [kind, `${txHash}, signed ${at}`]),
        [
          "Confirmations",
          refund.confirmations && `${refund.confirmations.current} of ${refund.confirmations.required}`,
        ],
        ["Completed", refund.completedAt],
      ],
    ],
    [
      "Notice to the customer",
      (notification?.attempts ?? []).map(({ by, channel, outcome, notifiedAt, remarks }): Row => [
        `${channel} ${outcome}`,
        `${notifiedAt} by ${by.name}: ${remarks}`,
      ]),
    ],
  ];
}
