/** What the client is asked to do, ready to be copied into a message to him; then how far it is. */
import type { ReactNode } from "react";
import type { AddressProof } from "#shared/contract/address.ts";
import { AddressCode } from "#renderer/ui/AddressCode.tsx";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { ConfirmationStrip } from "#renderer/ui/ConfirmationStrip.tsx";
import { CopyButton } from "#renderer/ui/CopyButton.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { t } from "#renderer/i18n/t.ts";
import styles from "./addresses.module.css";

export function ProofTask({ proof }: { proof: AddressProof }) {
  const { state, outcome } = proof;
  if (state !== "OPEN")
    return (
      <Banner tone={state === "PASSED" ? "ok" : "hold"} inset role="status">
        <strong>{t(state === "PASSED" ? "addresses:task.proven" : "addresses:task.notProven")}</strong>{" "}
        {t(state === "PASSED" ? "addresses:task.passed" : "addresses:task.failed", { outcome: outcome ?? "" })}
      </Banner>
    );
  return (
    <>
      {proof.message === null ? null : <SignatureTask message={proof.message} />}
      <FactList framed>
        {proof.payment === null ? null : <PaymentTask payment={proof.payment} />}
        <FactRow label={t("addresses:task.goodUntil")}>
          <TimeText at={proof.expiresAt} withZone />
        </FactRow>
        <FactRow label={t("addresses:task.askedBy")}>{proof.startedBy.name}</FactRow>
        {proof.txHash === null ? null : (
          <FactRow label={t("addresses:task.seen")}>
            <span className={styles.copied}>
              <span className={styles.mono}>{proof.txHash}</span>
              <CopyButton text={proof.txHash} what={t("addresses:task.theTxid")} />
            </span>
            {proof.confirmations === null ? null : (
              <ConfirmationStrip confirmations={{ ...proof.confirmations, orphanedAt: null }} />
            )}
          </FactRow>
        )}
      </FactList>
    </>
  );
}

function SignatureTask({ message }: { message: string }) {
  return (
    <section aria-label={t("addresses:task.text")}>
      <div className={styles.messageHead}>
        <span>{t("addresses:task.exact")}</span>
        <CopyButton text={message} what={t("addresses:task.theText")} label={t("addresses:task.copy")} />
      </div>
      <pre className={styles.message} tabIndex={0}>
        {message}
      </pre>
    </section>
  );
}

function PaymentTask({ payment }: { payment: NonNullable<AddressProof["payment"]> }) {
  const { amount, currency, destination } = payment;
  return (
    <>
      <FactRow label={t("addresses:task.exactly")}>
        <Copied value={amount} what={t("addresses:task.theAmount")}>
          <span className="numeric">
            <strong>{amount}</strong> {currency}
          </span>
        </Copied>
      </FactRow>
      <FactRow label={t("addresses:task.to")}>
        <Copied value={destination} what={t("addresses:task.theDestination")}>
          <AddressText value={destination} form="approve" />
        </Copied>
        <AddressCode address={destination} what={t("addresses:task.theDestination")} />
      </FactRow>
    </>
  );
}

function Copied({ value, what, children }: { value: string; what: string; children: ReactNode }) {
  return (
    <span className={styles.copied}>
      {children}
      <CopyButton text={value} what={what} />
    </span>
  );
}
