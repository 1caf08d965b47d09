/** The one lit paper: what the decoded unsigned transaction says, and the last word. Drawn only from the ExecutionReview (R21.2, I5). */
import { IconCheck, IconFileCertificate, IconShieldCheck, IconWritingSign } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { Trans } from "react-i18next";
import { CallError } from "#renderer/api/CallError.ts";
import { explain } from "#renderer/api/explain.ts";
import { useSession } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import type { ExecutionReview } from "#shared/contract/executionReview.ts";
import type { ErrorBody } from "#shared/errors.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { ComparedAddresses } from "#renderer/ui/ComparedAddresses.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { PasswordField, TextField } from "#renderer/ui/TextField.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { verificationMethodLabel } from "#renderer/words/verificationWords.ts";
import { adviceAfter } from "./moneyNow.ts";
import { purposeWords } from "./purposeWords.ts";
import { ReviewApprovals } from "./ReviewApprovals.tsx";
import { ReviewFacts } from "./ReviewFacts.tsx";
import { lastSixTyped, reviewContradiction, whyNotSign } from "./signGate.ts";
import styles from "./execution.module.css";

export function ReviewPaper({
  review,
  failure,
  secondsLeft,
  busy,
  onBack,
  onExecute,
}: {
  review: ExecutionReview;
  failure: ErrorBody | null;
  secondsLeft: number;
  busy: boolean;
  onBack: () => void;
  onExecute: (input: { lastSix: string; pin: string }) => void;
}) {
  const session = useSession();
  const words = purposeWords(review.purpose);
  const [lastSix, setLastSix] = useState("");
  const [pin, setPin] = useState("");
  const contradiction = reviewContradiction(review);
  const reason = whyNotSign({ lastSix, pin }, review, secondsLeft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || reason !== null) return;
    onExecute({ lastSix: lastSix.trim(), pin });
    setPin("");
  };
  const typed = lastSixTyped(lastSix, review.to.transaction);
  const pinHint = session?.demo ? t("execution:review.demoPin", { pin: session.demo.signingPin }) : undefined;
  return (
    <form className={styles.paper} onSubmit={submit} aria-label={t("execution:review.title")}>
      <div className={styles.paperMain} role="region" aria-label={t("execution:review.paper")} tabIndex={0}>
        <p className={styles.source}>
          <span>
            <IconFileCertificate size={15} stroke={1.75} aria-hidden="true" />{" "}
            <Trans t={t} i18nKey="execution:review.source" components={{ strong: <strong /> }} />
          </span>
          <span>{t(contradiction === null ? "execution:review.equal" : "execution:review.notEqual")}</span>
        </p>
        {contradiction === null ? null : (
          <Banner tone="alarm" inset role="alert">
            <strong>{contradiction}</strong>
          </Banner>
        )}
        {failure === null ? null : (
          <div className={styles.failure}>
            <ErrorPanel {...explain(new CallError(failure))} advice={adviceAfter(failure, "REVIEW")} inset />
          </div>
        )}
        <p className={styles.lead}>{words.lead}</p>
        <h2 className={styles.amount}>
          <Money amount={review.amount} currency={review.currency} decimals={review.displayDecimals} size="sign" />
        </h2>
        {review.purpose === "VOID" ? <ToItself review={review} /> : null}
        <section className={styles.to} aria-label={t("execution:review.to")} hidden={review.purpose === "VOID"}>
          <div className={styles.toHead}>
            <span className={styles.lead}>
              {t("execution:review.toCustomer", { name: review.customerName, no: review.customerNo })}
            </span>
            {review.addressVerifiedAt === null || contradiction !== null ? null : (
              <span className={styles.verified}>
                <IconShieldCheck size={15} stroke={1.75} aria-hidden="true" />
                <span>
                  <Trans
                    t={t}
                    i18nKey="execution:review.verified"
                    components={{ at: <TimeText at={review.addressVerifiedAt} form="day" /> }}
                  />
                  {review.addressMethod === null
                    ? ""
                    : ` · ${verificationMethodLabel(review.addressMethod).toLowerCase()}`}
                </span>
              </span>
            )}
          </div>
          <ComparedAddresses
            size="sign"
            rows={[
              { label: t("execution:review.transaction"), address: review.to.transaction },
              { label: t("execution:review.approvedRequest"), address: review.to.approvedRequest },
              { label: t("execution:review.addressBook"), address: review.to.addressBook },
            ]}
          />
        </section>
        <ReviewFacts review={review} />
        <ReviewApprovals review={review} />
      </div>
      <div className={styles.paperFoot}>
        <div className={styles.signFields}>
          <TextField
            label={t("execution:review.typeLast", { what: words.typed })}
            plainLabel
            mono
            controlSize="large"
            value={lastSix}
            maxLength={12}
            disabled={busy}
            right={
              typed ? (
                <span className={styles.tick}>
                  <IconCheck size={17} stroke={2} aria-label={t("execution:review.lastRight", { what: words.typed })} />
                </span>
              ) : undefined
            }
            onChange={(event) => setLastSix(event.target.value)}
          />
          <PasswordField
            label={t("execution:review.pin")}
            plainLabel
            mono
            controlSize="large"
            inputMode="numeric"
            value={pin}
            disabled={busy}
            aside={pinHint === undefined ? undefined : <span className="quiet">{pinHint}</span>}
            onChange={(event) => setPin(event.target.value)}
          />
        </div>
        <div className={styles.footRow}>
          <Button
            size="large"
            autoFocus
            className={styles.back}
            aria-disabled={busy || undefined}
            onClick={busy ? undefined : onBack}
          >
            {t("execution:review.back")}
          </Button>
          <span className={styles.last}>
            <span className={styles.lastWords} role="status">
              {reason === null || busy ? (
                <Trans
                  t={t}
                  i18nKey="execution:review.lastWords"
                  components={{ amount: <SignedAmount review={review} />, br: <br /> }}
                />
              ) : (
                reason
              )}
            </span>
            <ActionButton
              variant="primary"
              size="large"
              submit
              reason={reason}
              reasonPlace="elsewhere"
              busy={busy}
              busyText={t("execution:review.busy")}
              icon={<IconWritingSign size={16} stroke={1.75} aria-hidden="true" />}
            >
              {words.sign}
            </ActionButton>
          </span>
        </div>
      </div>
    </form>
  );
}

function SignedAmount({ review }: { review: ExecutionReview }) {
  return (
    <strong>
      <Money
        amount={review.amount}
        currency={review.currency}
        decimals={review.displayDecimals}
        className={styles.plainMoney}
      />
    </strong>
  );
}

/** A void: nothing goes from the paying address to itself, shown address against address. */
function ToItself({ review }: { review: ExecutionReview }) {
  return (
    <section className={styles.to} aria-label={t("execution:review.toItself")}>
      <div className={styles.toHead}>
        <span className={styles.lead}>
          {t("execution:review.notPaid", { name: review.customerName, no: review.customerNo })}
        </span>
      </div>
      <ComparedAddresses
        size="sign"
        rows={[
          { label: t("execution:review.transaction"), address: review.to.transaction },
          { label: t("execution:review.payingAddress"), address: review.from },
        ]}
      />
    </section>
  );
}
