/** Chooses how the client proves that the wallet is his (W2, W8): each way with what it asks of him. */
import { useState } from "react";
import type { WalletAddress } from "#shared/contract/address.ts";
import { VERIFICATION_METHODS } from "#shared/contract/deposit.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { VERIFICATION_METHOD_LABELS } from "#renderer/words/verificationWords.ts";
import { AddressFacts } from "./AddressFacts.tsx";
import styles from "./addresses.module.css";

type Method = (typeof VERIFICATION_METHODS)[number];

const WHAT_IT_ASKS: Record<Method, string> = {
  SIGNED_MESSAGE:
    "The client signs a text in the wallet. It costs nothing and proves the key itself; contract wallets can do it too.",
  MICROPAYMENT:
    "The client pays a small, exact amount from the wallet within 48 hours. The chain is watched; nothing has to be typed.",
  DOCUMENT:
    "A document shows whose wallet it is, for example of a custodian. You say where it is kept; the checker reads it.",
};
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
      title="Ask the client for a proof"
      say={start.isPending ? "Asking the central service…" : "Nothing changes yet."}
      busy={start.isPending}
      onClose={onClose}
      width={640}
      buttons={
        <>
          <Button onClick={onClose}>Not now</Button>
          <ActionButton variant="primary" busy={start.isPending} onClick={submit}>
            Start the proof
          </ActionButton>
        </>
      }
    >
      <AddressFacts address={address} />
      <fieldset className={styles.methods}>
        <legend>How it is proven</legend>
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
              <strong>{VERIFICATION_METHOD_LABELS[one]}</strong>
              <span className="secondary">{WHAT_IT_ASKS[one]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {start.error === null ? null : <ErrorPanel {...explain(start.error)} inset />}
    </DialogFrame>
  );
}
