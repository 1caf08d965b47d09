/** The one lit paper: what the decoded unsigned transaction says, and the last word. Drawn only from the ExecutionReview (R21.2, I5). */
import { IconCheck, IconFileCertificate, IconShieldCheck, IconUser, IconWritingSign } from "@tabler/icons-react";
import { useState, type FormEvent } from "react";
import { CallError } from "#renderer/api/CallError.ts";
import { explain } from "#renderer/api/explain.ts";
import { useSession } from "#renderer/api/session.tsx";
import type { ExecutionReview } from "#shared/contract/executionReview.ts";
import { groupsOfFour } from "#shared/domain/addresses.ts";
import type { ErrorBody } from "#shared/errors.ts";
import { compareAmounts, fromBaseUnits } from "#shared/money.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { ComparedAddresses } from "#renderer/ui/ComparedAddresses.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { PasswordField, TextField } from "#renderer/ui/TextField.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { verificationMethodLabel } from "#renderer/words/verificationWords.ts";
import { adviceAfter } from "./moneyNow.ts";
import { PURPOSE_WORDS } from "./purposeWords.ts";
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
  const words = PURPOSE_WORDS[review.purpose];
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
  const pinHint = session?.demo ? `Demo PIN: ${session.demo.signingPin}` : undefined;
  return (
    <form className={styles.paper} onSubmit={submit} aria-label="Read, confirm and sign">
      <div className={styles.paperMain} role="region" aria-label="The paper" tabIndex={0}>
        <p className={styles.source}>
          <span>
            <IconFileCertificate size={15} stroke={1.75} aria-hidden="true" /> Read from the{" "}
            <strong>decoded unsigned transaction</strong>, not from the request form
          </span>
          <span>{contradiction === null ? "Equal to what was approved" : "Not equal to what was approved"}</span>
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
        <section className={styles.to} aria-label="To" hidden={review.purpose === "VOID"}>
          <div className={styles.toHead}>
            <span className={styles.lead}>
              To, the customer’s own wallet · {review.customerName}, {review.customerNo}
            </span>
            {review.addressVerifiedAt === null || contradiction !== null ? null : (
              <span className={styles.verified}>
                <IconShieldCheck size={15} stroke={1.75} aria-hidden="true" />
                <span>
                  Verified <TimeText at={review.addressVerifiedAt} form="day" />
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
              { label: "Transaction", address: review.to.transaction },
              { label: "Approved request", address: review.to.approvedRequest },
              { label: "Address book", address: review.to.addressBook },
            ]}
          />
        </section>
        <ReviewFacts review={review} />
        <ReviewApprovals review={review} />
      </div>
      <div className={styles.paperFoot}>
        <div className={styles.signFields}>
          <TextField
            label={`Type the last 6 characters of ${words.typed}`}
            plainLabel
            mono
            controlSize="large"
            value={lastSix}
            maxLength={12}
            disabled={busy}
            right={
              typed ? (
                <span className={styles.tick}>
                  <IconCheck size={17} stroke={2} aria-label={`They are those of ${words.typed}`} />
                </span>
              ) : undefined
            }
            onChange={(event) => setLastSix(event.target.value)}
          />
          <PasswordField
            label="Signing PIN"
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
            Back, sign nothing
          </Button>
          <span className={styles.last}>
            <span className={styles.lastWords} role="status">
              {reason === null || busy ? (
                <>
                  Signs and broadcasts{" "}
                  <strong>
                    <Money
                      amount={review.amount}
                      currency={review.currency}
                      decimals={review.displayDecimals}
                      className={styles.plainMoney}
                    />
                  </strong>
                  .<br />
                  Cannot be undone once broadcast.
                </>
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
              busyText="Signing and sending…"
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

function ReturnsRow({ review, full }: { review: ExecutionReview; full: boolean }) {
  return (
    <FactRow label="Returns">
      <strong>{review.recordNo}</strong>, received{" "}
      <Money
        amount={review.depositAmount}
        currency={review.currency}
        decimals={review.displayDecimals}
        className={styles.plainMoney}
      />
      {review.receivedAt === null ? null : (
        <>
          {" "}
          on <TimeText at={review.receivedAt} form="day" />
        </>
      )}{" "}
      <span className={`secondary ${styles.oneLine}`}>
        · {full ? "in full, remainder " : "in part, remainder "}
        <Money amount={review.remainderAmount} decimals={review.displayDecimals} className={styles.plainMoney} />
      </span>
    </FactRow>
  );
}

/** A void: nothing goes from the paying address to itself, shown address against address. */
function ToItself({ review }: { review: ExecutionReview }) {
  return (
    <section className={styles.to} aria-label="To the paying address itself">
      <div className={styles.toHead}>
        <span className={styles.lead}>
          To the paying address itself · {review.customerName}, {review.customerNo} is not paid
        </span>
      </div>
      <ComparedAddresses
        size="sign"
        rows={[
          { label: "Transaction", address: review.to.transaction },
          { label: "Paying address", address: review.from },
        ]}
      />
    </section>
  );
}

function ReviewFacts({ review }: { review: ExecutionReview }) {
  const full = compareAmounts(review.remainderAmount, "0") === 0;
  const digest = groupsOfFour(review.intentHash);
  return (
    <FactList className={styles.facts}>
      {review.replaces === null ? null : (
        <FactRow label="In place of">
          <AddressText value={review.replaces.txHash} />
          <span className="secondary">
            at most {fromBaseUnits(BigInt(review.replaces.maxFeeWei), 18)} {review.feeSymbol} · only one of them is ever
            mined
          </span>
        </FactRow>
      )}
      {review.purpose === "VOID" ? (
        <FactRow label="Withholds">
          <strong>{review.recordNo}</strong>, which stays Credited
        </FactRow>
      ) : (
        <ReturnsRow review={review} full={full} />
      )}
      <FactRow label="From">
        <AddressText value={review.from} />
      </FactRow>
      <FactRow label="Token contract">
        {review.contractAddress === null ? (
          <>None, the network’s own coin {review.currency}</>
        ) : (
          <AddressText value={review.contractAddress} />
        )}
      </FactRow>
      <FactRow label="Chain">
        {review.networkName} · chain id {review.chainId} · nonce {review.nonce}
      </FactRow>
      <FactRow label="Max fee">
        <strong>
          {fromBaseUnits(BigInt(review.maxFeeWei), 18)} {review.feeSymbol}
        </strong>{" "}
        at most{" "}
        <span className="secondary">
          · quote {fromBaseUnits(BigInt(review.feeQuoteWei), 18)} {review.feeSymbol}{" "}
          <span className={styles.oneLine}>· paid by the broker on top</span>
        </span>
      </FactRow>
      <FactRow label="Intent digest">
        <span className={styles.digest}>
          <span className="spoken">{review.intentHash}</span>
          {[digest.slice(0, 8), digest.slice(8)].map((half, line) => (
            <span key={line} aria-hidden="true">
              {half.join(" ")}
            </span>
          ))}
        </span>
      </FactRow>
    </FactList>
  );
}

function ReviewApprovals({ review }: { review: ExecutionReview }) {
  return (
    <section className={styles.approvals} aria-label="Approvals of this digest">
      <p className={styles.lead}>
        {review.purpose === "VOID" ? "Approval of withholding it" : "Approvals of this digest"},{" "}
        {review.approvals.length} of {review.requiredApprovals} needed
        {review.purpose === "VOID" || review.approvalsValidUntil === null ? null : (
          <>
            {" "}
            · valid until <TimeText at={review.approvalsValidUntil} form="auto" />
          </>
        )}
      </p>
      <ul>
        <li>
          <IconUser size={14} stroke={1.75} aria-hidden="true" />
          <span>
            <strong>{review.requestedBy.name}</strong>{" "}
            {review.purpose === "VOID" ? "asked to withhold it" : "requested"}
          </span>
          <TimeText at={review.requestedBy.at} />
          <span className={styles.approvalNote}>{review.requestedBy.note}</span>
        </li>
        {review.approvals.map((approval, index) => (
          <li key={`${approval.name}-${approval.at}`}>
            <IconCheck size={14} stroke={1.75} aria-hidden="true" />
            <span>
              <strong>{approval.name}</strong> approved {index + 1} of {review.requiredApprovals}
            </span>
            <TimeText at={approval.at} />
            <span className={styles.approvalNote}>
              {approval.signatureValid ? "Device key signature valid" : "Device key signature NOT valid"}
              {approval.comment === "" ? "" : ` · “${approval.comment}”`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
