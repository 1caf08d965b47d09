/** Chooses how the client proves that the wallet is his (W2, W8): each way with what it asks of him. */
import { useState } from "react";
import type { WalletAddress } from "#shared/contract/address.ts";
import { VERIFICATION_METHODS } from "#shared/contract/deposit.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { verificationMethodLabel } from "#renderer/words/verificationWords.ts";
import { AddressFacts } from "./AddressFacts.tsx";
import styles from "./addresses.module.css";

type Method = (typeof VERIFICATION_METHODS)[number];

/** The strongest first. */
const METHODS: readonly Method[] = ["SIGNED_MESSAGE", "MICROPAYMENT", "DOCUMENT"];

export function StartProofDialog({
  address,
  onClose,
  onStarted,
}: {
  address: WalletAddress;
  onClose: () => void;
  onStarted: () => void;
}) {
  const [method, setMethod] = useState<Method>("SIGNED_MESSAGE");
  const { key, renew } = useIdempotencyKey();
  const start = useCommand("addresses", "startProof");
  const submit = () =>
    start.give(
      { id: address.id, version: address.version, method, idempotencyKey: key },
      {
        done: onStarted,
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  return (
    <DialogFrame
      title={t("addresses:start.title")}
      say={t(start.isPending ? "addresses:dialog.asking" : "addresses:dialog.nothingYet")}
      busy={start.isPending}
      onClose={onClose}
      width={640}
      buttons={
        <>
          <Button onClick={onClose}>{t("addresses:start.notNow")}</Button>
          <ActionButton variant="primary" busy={start.isPending} onClick={submit}>
            {t("addresses:start.do")}
          </ActionButton>
        </>
      }
    >
      <AddressFacts address={address} />
      <fieldset className={styles.methods}>
        <legend>{t("addresses:start.how")}</legend>
        {METHODS.map((one, index) => (
          <label key={one} className={styles.methodChoice}>
            <input
              type="radio"
              name="method"
              value={one}
              checked={method === one}
              {...(index === 0 && { "data-autofocus": true })}
              onChange={() => {
                setMethod(one);
                renew();
              }}
            />
            <span>
              <strong>{verificationMethodLabel(one)}</strong>
              <span className="secondary">{t(`addresses:start.asks.${one}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {start.error === null ? null : <ErrorPanel {...explain(start.error)} inset />}
    </DialogFrame>
  );
}
