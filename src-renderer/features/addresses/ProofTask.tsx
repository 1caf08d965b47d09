/** What the client is asked to do, ready to be copied into a message to him; then how far it is. */
import type { ReactNode } from "react";
import type { AddressProof } from "#shared/contract/address.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { ConfirmationStrip } from "#renderer/ui/ConfirmationStrip.tsx";
import { CopyButton } from "#renderer/ui/CopyButton.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import styles from "./addresses.module.css";

export function ProofTask({ proof }: { proof: AddressProof }) {
  const { state, outcome } = proof;
  if (state !== "OPEN")
    return (
      <Banner tone={state === "PASSED" ? "ok" : "hold"} inset role="status">
        <strong>{state === "PASSED" ? "Proven." : "Not proven."}</strong> {outcome}
        {state === "PASSED" ? ". Another person now decides." : ". A new proof may be started at once."}
      </Banner>
    );
  return (
    <>
      {proof.message === null ? null : <SignatureTask message={proof.message} />}
      <FactList framed>
        {proof.payment === null ? null : <PaymentTask payment={proof.payment} />}
        <FactRow label="Good until">
          <TimeText at={proof.expiresAt} withZone />
        </FactRow>
        <FactRow label="Asked by">{proof.startedBy.name}</FactRow>
        {proof.txHash === null ? null : (
          <FactRow label="Payment seen">
            <span className={styles.copied}>
              <span className={styles.mono}>{proof.txHash}</span>
              <CopyButton text={proof.txHash} what="the TXID" />
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
    <section aria-label="Text to be signed">
      <div className={styles.messageHead}>
        <span>Text to be signed, byte for byte</span>
        <CopyButton text={message} what="the text to be signed" label="Copy" />
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
      <FactRow label="Exactly">
        <Copied value={amount} what="the amount">
          <span className="numeric">
            <strong>{amount}</strong> {currency}
          </span>
        </Copied>
      </FactRow>
      <FactRow label="To">
        <Copied value={destination} what="the destination">
          <AddressText value={destination} form="approve" />
        </Copied>
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
