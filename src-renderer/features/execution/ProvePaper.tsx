/** Step 1: who you are, fresh, for this one refund. Then the engine claims it and checks everything; nothing is signed. */
import { useState, type FormEvent } from "react";
import { explain } from "#renderer/api/explain.ts";
import { CallError } from "#renderer/api/CallError.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import type { RefundDetail } from "#shared/contract/ipc.ts";
import type { ErrorBody } from "#shared/errors.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { classNames } from "#renderer/ui/classNames.ts";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { PasswordField, TextField } from "#renderer/ui/TextField.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { adviceAfter } from "./moneyNow.ts";
import { PURPOSE_WORDS, type Purpose, whyNotClaim } from "./purposeWords.ts";
import styles from "./execution.module.css";

export function ProvePaper({
  detail,
  purpose,
  busy,
  failure,
  onBack,
  onClaim,
}: {
  detail: RefundDetail;
  purpose: Purpose;
  busy: boolean;
  failure: ErrorBody | null;
  onBack: () => void;
  onClaim: (proof: string) => void;
}) {
  const { refund } = detail;
  const user = useUser();
  const context = useActionContext();
  const { decimalsOf } = useCurrencyBook();
  const [proof, setProof] = useState("");
  const refusal = whyNotClaim(refund, purpose, user.id, context);
  const digits = proof.replace(/\s/g, "");
  const missing = user.totpEnrolled
    ? /^\d{6}$/.test(digits)
      ? null
      : "Enter the six digits of your authenticator."
    : proof === ""
      ? "Enter your password."
      : null;
  const reason = refusal?.text ?? missing;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || reason !== null) return;
    onClaim(user.totpEnrolled ? digits : proof);
    setProof("");
  };
  return (
    <form className={classNames(styles.paper, styles.short)} onSubmit={submit} aria-label="Prove it is you">
      <div className={styles.paperMain}>
        <p className={styles.source}>
          <span>
            Step 1 of 6: <strong>prove it is you</strong>, then the refund is claimed and checked
          </span>
          <span>Nothing is signed in this step</span>
        </p>
        <FactList className={styles.facts}>
          <FactRow label="Refund">
            <strong>{refund.refundNo}</strong> <StatusPill kind="refund" status={refund.status} />
          </FactRow>
          <FactRow label="Returns">
            {refund.recordNo} · {refund.customerName}, {refund.customerNo}
          </FactRow>
          <FactRow label="Approved amount">
            <Money
              amount={refund.amount}
              currency={refund.currency}
              decimals={decimalsOf(refund.currency, refund.network)}
            />
          </FactRow>
          <FactRow label="Approved by">
            {refund.approvals
              .filter((approval) => approval.decision === "APPROVE")
              .map((approval) => approval.by.name)
              .join(", ") || <span className="quiet">Nobody</span>}
          </FactRow>
          {purpose !== "VOID" || refund.voiding === null ? null : (
            <FactRow label="Withheld by">
              {refund.voiding.requestedBy.name} asked: {refund.voiding.reason}
              {refund.voiding.approval === null ? null : (
                <span className="secondary"> · {refund.voiding.approval.by.name} approved</span>
              )}
            </FactRow>
          )}
          {refund.expiresAt === null ? null : (
            <FactRow label="Valid until">
              <TimeText at={refund.expiresAt} withZone />
            </FactRow>
          )}
        </FactList>
        <ol className={styles.what}>
          {PURPOSE_WORDS[purpose].steps.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
        {refund.lease === null || refund.lease.holder.id === user.id ? null : (
          <Banner tone="hold" inset role="note">
            <strong>{refund.lease.holder.name} holds the claim</strong> until{" "}
            <TimeText at={refund.lease.expiresAt} form="time" />. Two people cannot execute the same refund.
          </Banner>
        )}
        {failure === null ? null : (
          <div className={styles.failure}>
            <ErrorPanel {...explain(new CallError(failure))} advice={adviceAfter(failure, "CLAIM")} inset />
          </div>
        )}
      </div>
      <div className={styles.paperFoot}>
        <div className={styles.signFields}>
          {user.totpEnrolled ? (
            <TextField
              label="Authenticator code, to prove it is you"
              plainLabel
              mono
              controlSize="large"
              inputMode="numeric"
              autoComplete="one-time-code"
              autoFocus
              value={proof}
              maxLength={8}
              disabled={busy}
              onChange={(event) => setProof(event.target.value)}
            />
          ) : (
            <PasswordField
              label="Password, to prove it is you"
              plainLabel
              controlSize="large"
              autoComplete="current-password"
              autoFocus
              value={proof}
              disabled={busy}
              onChange={(event) => setProof(event.target.value)}
            />
          )}
        </div>
        <div className={styles.footRow}>
          <Button size="large" onClick={onBack}>
            Back, claim nothing
          </Button>
          <ActionButton
            variant="primary"
            size="large"
            submit
            reason={reason}
            reasonPlace="beside"
            busy={busy}
            busyText="Claiming and checking…"
          >
            Claim and check
          </ActionButton>
        </div>
      </div>
    </form>
  );
}
