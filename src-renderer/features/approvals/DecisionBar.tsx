/** Approve or reject: comment, last 8 of the digest, proof of the person; what is missing stands beside the buttons. */
import { IconCheck } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import type { Refund, RefundDifferences } from "#shared/contract/refund.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { CheckField, PasswordField, TextField } from "#renderer/ui/TextField.tsx";
import type { AddressCheck } from "./addressCheck.ts";
import { digestTailTyped, EMPTY_DECISION, whyNotYet, type DecisionForm } from "./decisionGate.ts";
import { changedCount } from "./useDifferences.ts";
import styles from "./approvals.module.css";

export type Decided = { decision: "APPROVE" | "REJECT"; refund: Refund; by: string };

export function DecisionBar({
  refund,
  differences,
  address,
  onDecided,
}: {
  refund: Refund;
  address: AddressCheck;
  differences: RefundDifferences | undefined;
  onDecided: (what: Decided) => void;
}) {
  const user = useUser();
  const reasonId = useId();
  const [form, setForm] = useState<DecisionForm>(EMPTY_DECISION);
  const { key, renew } = useIdempotencyKey();
  const approve = useCommand("refunds", "approve");
  const reject = useCommand("refunds", "reject");
  const busy = approve.isPending || reject.isPending;
  const changed = changedCount(differences);
  const context = { intentHash: refund.intentHash, changed, address: address.text, totp: user.totpEnrolled };
  const notApprove = whyNotYet("APPROVE", form, context);
  const notReject = whyNotYet("REJECT", form, context);
  const set = (next: Partial<DecisionForm>) => setForm((present) => ({ ...present, ...next }));

  const decide = (decision: "APPROVE" | "REJECT") => {
    const command = decision === "APPROVE" ? approve : reject;
    approve.reset();
    reject.reset();
    command.give(
      {
        id: refund.id,
        version: refund.version,
        intentHash: refund.intentHash,
        comment: form.comment.trim(),
        proof: user.totpEnrolled ? form.proof.replace(/\s/g, "") : form.proof,
        idempotencyKey: key,
      },
      {
        done: (after) => onDecided({ decision, refund: after, by: user.displayName }),
        refused: ({ retryable }) => {
          // A proof is used once, whatever came of it; the comment stays.
          set({ proof: "" });
          if (!retryable) renew();
        },
      },
    );
  };
  const error = approve.error ?? reject.error;
  const typed = form.digestTail.replace(/\s/g, "");
  const tailWrong = typed.length >= 8 && !digestTailTyped(form.digestTail, refund.intentHash);

  return (
    <footer className={styles.decision} aria-label={t("approvals:decide.title")}>
      {error === null ? null : (
        <div className={styles.decisionError}>
          <ErrorPanel {...explain(error)} inset />
        </div>
      )}
      <div className={styles.fields}>
        <TextField
          label={t("approvals:decide.comment")}
          plainLabel
          placeholder={t("approvals:decide.placeholder")}
          value={form.comment}
          maxLength={500}
          onChange={(event) => set({ comment: event.target.value })}
        />
        <TextField
          label={t("approvals:decide.tail")}
          plainLabel
          mono
          value={form.digestTail}
          maxLength={12}
          aria-invalid={tailWrong || undefined}
          right={
            digestTailTyped(form.digestTail, refund.intentHash) ? (
              <span className={styles.tick}>
                <IconCheck size={16} stroke={2} aria-label={t("approvals:decide.tailRight")} />
              </span>
            ) : undefined
          }
          onChange={(event) => set({ digestTail: event.target.value })}
        />
        {user.totpEnrolled ? (
          <TextField
            label={t("approvals:decide.code")}
            plainLabel
            mono
            inputMode="numeric"
            autoComplete="one-time-code"
            value={form.proof}
            maxLength={8}
            onChange={(event) => set({ proof: event.target.value })}
          />
        ) : (
          <PasswordField
            label={t("approvals:decide.password")}
            plainLabel
            autoComplete="current-password"
            value={form.proof}
            onChange={(event) => set({ proof: event.target.value })}
          />
        )}
      </div>
      <div className={styles.buttonsRow}>
        {changed !== null && changed > 0 ? (
          <CheckField
            label={t("approvals:decide.read", { count: changed, changed })}
            checked={form.readDifferences}
            onChange={(event) => set({ readDifferences: event.target.checked })}
          />
        ) : (
          <span className="quiet">
            {t(changed === 0 ? "approvals:decide.nothingDiffers" : "approvals:decide.comparing")}
          </span>
        )}
        <span id={reasonId} className={styles.missing} role="status">
          {notApprove ?? (notReject === null ? "" : t("approvals:decide.rejectNeeds"))}
        </span>
        <div className={styles.buttons}>
          <ActionButton
            reason={notReject}
            reasonPlace="elsewhere"
            aria-describedby={reasonId}
            busy={reject.isPending}
            aria-disabled={busy || undefined}
            onClick={() => {
              if (!busy) decide("REJECT");
            }}
          >
            {t("approvals:decide.reject")}
          </ActionButton>
          <ActionButton
            variant="primary"
            reason={notApprove}
            reasonPlace="elsewhere"
            aria-describedby={reasonId}
            busy={approve.isPending}
            onClick={() => {
              if (!busy) decide("APPROVE");
            }}
          >
            {t("approvals:decide.approve")}
          </ActionButton>
        </div>
      </div>
    </footer>
  );
}
