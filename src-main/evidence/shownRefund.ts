import type { Refund } from "#shared/contract/refund.ts";
import { codeText } from "#shared/texts/codeText.ts";
import type { Translate } from "#shared/texts/translator.ts";

type Row = readonly [label: string, value: string | null];

/** The refund of an evidence pack in titled rows, for the summary. null values are left out. */
export function shownRefund(refund: Refund, t: Translate): (readonly [title: string, rows: Row[]])[] {
  const { identityCheck: check, slot, confirmations, notification } = refund;
  const by = (at: string, name: string) => t("evidence:by", { at, name });
  return [
    [
      t("evidence:payout.title"),
      [
        [t("evidence:payout.kind"), codeText(t, "refundKind", refund.kind)],
        [
          t("evidence:payout.amount"),
          t("evidence:payout.amountOf", {
            amount: `${refund.amount} ${refund.currency}`,
            whole: refund.depositAmount,
          }),
        ],
        [t("evidence:payout.adjusted"), refund.adjustmentReason],
        [t("evidence:payout.to"), refund.refundAddress],
        [t("evidence:payout.reason"), refund.reason],
        [t("evidence:payout.requested"), by(refund.requestedAt, refund.requestedBy.name)],
        [t("evidence:payout.intent"), refund.intentHash],
      ],
    ],
    [
      t("evidence:identity.title"),
      [
        [
          t("evidence:identity.method"),
          t("evidence:identity.methodIs", {
            method: codeText(t, "identityMethod", check.method),
            reference: check.reference,
          }),
        ],
        [t("evidence:identity.askedBy"), check.askedBy],
        [t("evidence:identity.basis"), check.basis],
        [t("evidence:identity.checked"), by(check.checkedAt, check.checkedBy)],
        ...check.attachments.map(({ name, sha256 }): Row => [name, `SHA-256 ${sha256}`]),
      ],
    ],
    [t("evidence:approvals.title"), refund.approvals.map((approval) => approvalRow(approval, t))],
    [
      t("evidence:payment.title"),
      [
        [t("evidence:payment.executedBy"), refund.executedBy?.name ?? null],
        [
          t("evidence:payment.slot"),
          slot && t("evidence:payment.slotIs", { chainId: slot.chainId, from: slot.from, nonce: slot.nonce }),
        ],
        ...refund.attempts.map(({ kind, txHash, at }): Row => [
          t(`refunds:attempts.kind.${kind}`),
          t("evidence:payment.signed", { hash: txHash, at }),
        ]),
        [
          t("evidence:payment.confirmations"),
          confirmations &&
            t("evidence:payment.of", { current: confirmations.current, required: confirmations.required }),
        ],
        [t("evidence:payment.completed"), refund.completedAt],
      ],
    ],
    [
      t("evidence:notice"),
      (notification?.attempts ?? []).map(({ by: { name }, channel, outcome, notifiedAt, remarks }): Row => [
        `${t(`notices:channel.${channel}`)} · ${t(`notices:outcome.${outcome}`)}`,
        t("evidence:byWords", { at: notifiedAt, name, words: remarks }),
      ]),
    ],
  ];
}

function approvalRow({ by, decision, at, deviceKeyId, comment }: Refund["approvals"][number], t: Translate): Row {
  const said = t(decision === "APPROVE" ? "evidence:approvals.approved" : "evidence:approvals.rejected", {
    at,
    key: deviceKeyId,
  });
  return [by.name, comment === "" ? said : t("evidence:approvals.commented", { decision: said, comment })];
}
