/** Step 1: who you are, fresh, for this one refund. Then the engine claims it and checks everything; nothing is signed. */
import { Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { Trans } from "react-i18next";
import { explain } from "#renderer/api/explain.ts";
import { CallError } from "#renderer/api/CallError.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { listText } from "#renderer/i18n/listText.ts";
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
import { type Purpose, purposeWords, whyNotClaim } from "./purposeWords.ts";
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
      : t("execution:prove.digits")
    : proof === ""
      ? t("execution:prove.passwordMissing")
      : null;
  const reason = refusal?.text ?? missing;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || reason !== null) return;
    onClaim(user.totpEnrolled ? digits : proof);
    setProof("");
  };
  return (
    <form className={classNames(styles.paper, styles.short)} onSubmit={submit} aria-label={t("execution:prove.title")}>
      <div className={styles.paperMain}>
        <p className={styles.source}>
          <span>
            <Trans t={t} i18nKey="execution:prove.step" components={{ strong: <strong /> }} />
          </span>
          <span>{t("execution:prove.nothing")}</span>
        </p>
        <FactList className={styles.facts}>
          <FactRow label={t("execution:prove.refund")}>
            <strong>{refund.refundNo}</strong> <StatusPill kind="refund" status={refund.status} />
          </FactRow>
          <FactRow label={t("execution:prove.returns")}>
            {refund.recordNo} · {refund.customerName}, {refund.customerNo}
          </FactRow>
          <FactRow label={t("execution:prove.amount")}>
            <Money
              amount={refund.amount}
              currency={refund.currency}
              decimals={decimalsOf(refund.currency, refund.network)}
            />
          </FactRow>
          <FactRow label={t("execution:prove.approvedBy")}>
            {listText(
              refund.approvals
                .filter((approval) => approval.decision === "APPROVE")
                .map((approval) => approval.by.name),
            ) || <span className="quiet">{t("execution:prove.nobody")}</span>}
          </FactRow>
          {purpose !== "VOID" || refund.voiding === null ? null : (
            <FactRow label={t("execution:prove.withheldBy")}>
              {t("execution:prove.asked", { name: refund.voiding.requestedBy.name, reason: refund.voiding.reason })}
              {refund.voiding.approval === null ? null : (
                <span className="secondary">
                  {" "}
                  {t("execution:prove.approved", { name: refund.voiding.approval.by.name })}
                </span>
              )}
            </FactRow>
          )}
          {refund.expiresAt === null ? null : (
            <FactRow label={t("execution:prove.validUntil")}>
              <TimeText at={refund.expiresAt} withZone />
            </FactRow>
          )}
        </FactList>
        <ol className={styles.what}>
          {purposeWords(purpose).steps.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
        {refund.lease === null || refund.lease.holder.id === user.id ? null : (
          <Banner tone="hold" inset role="note">
            <Trans
              t={t}
              i18nKey="execution:prove.held"
              values={{ name: refund.lease.holder.name }}
              components={{ strong: <strong />, at: <TimeText at={refund.lease.expiresAt} form="time" /> }}
            />
          </Banner>
        )}
        {failure === null ? null : (
          <div className={styles.failure}>
            <ErrorPanel {...explain(new CallError(failure))} advice={adviceAfter(failure, "CLAIM")} inset />
            {failure.code === "NONCE_AHEAD" ? <Link to="/keys">{t("repairs:settle.link")}</Link> : null}
          </div>
        )}
      </div>
      <div className={styles.paperFoot}>
        <div className={styles.signFields}>
          {user.totpEnrolled ? (
            <TextField
              label={t("execution:prove.code")}
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
              label={t("execution:prove.password")}
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
            {t("execution:prove.back")}
          </Button>
          <ActionButton
            variant="primary"
            size="large"
            submit
            reason={reason}
            reasonPlace="beside"
            busy={busy}
            busyText={t("execution:prove.busy")}
          >
            {t("execution:prove.claim")}
          </ActionButton>
        </div>
      </div>
    </form>
  );
}
