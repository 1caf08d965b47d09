/** A proof that runs: what to send to the client, what came back, and the tries before it. */
import { useState } from "react";
import type { AddressProof, WalletAddress } from "#shared/contract/address.ts";
import { useCall, useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { TextArea, TextField } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { AddressFacts } from "./AddressFacts.tsx";
import { FormerProofs } from "./FormerProofs.tsx";
import { ProofTask } from "./ProofTask.tsx";

/** What comes back, per method: its field, and what it looks like when it is whole. */
const ANSWERS: Record<
  string,
  { name: "signature" | "txHash" | "reference"; label: string; hint: string; whole: RegExp }
> = {
  SIGNED_MESSAGE: {
    name: "signature",
    label: "Signature",
    hint: "As the client's wallet showed it: 0x and hexadecimal digits.",
    whole: /^0x(?:[0-9a-fA-F]{2}){1,4096}$/,
  },
  MICROPAYMENT: {
    name: "txHash",
    label: "TXID of the payment",
    hint: "Only to have it looked at now; the chain is watched anyway.",
    whole: /^0x[0-9a-fA-F]{64}$/,
  },
  DOCUMENT: {
    name: "reference",
    label: "Where the document is kept",
    hint: "File number or place; the checker looks it up.",
    whole: /\S/,
  },
};
/** Often enough to see a payment's confirmations grow. */
const LOOK_EVERY_MS = 3_000;

export function ProofDialog({ address, onClose }: { address: WalletAddress; onClose: () => void }) {
  const proofs = useCall("addresses", "proofs", { id: address.id }, { everyMs: LOOK_EVERY_MS });
  const [latest, ...former] = proofs.data ?? [];
  return (
    <DialogFrame
      title="Proof of the wallet"
      say="The address is paid to only when it is Verified."
      onClose={onClose}
      width={720}
      buttons={
        <Button data-autofocus onClick={onClose}>
          Close
        </Button>
      }
    >
      <AddressFacts address={address} />
      {proofs.error !== null ? (
        <ErrorPanel {...explain(proofs.error)} onRetry={() => void proofs.refetch()} inset />
      ) : proofs.data === undefined ? (
        <Skeleton label="Loading the proof" />
      ) : latest === undefined ? (
        <Banner tone="neutral" inset role="note">
          No proof is on record for this address. It was taken over from elsewhere.
        </Banner>
      ) : (
        <>
          <ProofTask proof={latest} />
          {latest.state === "OPEN" && latest.txHash === null ? (
            <Answer key={latest.id} proof={latest} onDone={onClose} />
          ) : null}
          <FormerProofs proofs={former} />
        </>
      )}
    </DialogFrame>
  );
}

function Answer({ proof, onDone }: { proof: AddressProof; onDone: () => void }) {
  const [text, setText] = useState("");
  const { key, renew } = useIdempotencyKey();
  const submit = useCommand("addresses", "submitProof");
  const answer = ANSWERS[proof.method];
  // A method of a newer central service: there is nothing to type here.
  if (answer === undefined) return null;
  const given = answer.name === "reference" ? text.trim() : text.replace(/\s+/g, "");
  const reason =
    given === ""
      ? "Paste what came back first."
      : answer.whole.test(given)
        ? null
        : "This is not whole. Copy it again.";
  const field = {
    label: answer.label,
    hint: answer.hint,
    value: text,
    onChange: ({ target }: { target: { value: string } }) => {
      setText(target.value);
      renew();
    },
  };
  const press = () =>
    submit.give(
      { id: proof.addressId, proofId: proof.id, [answer.name]: given, idempotencyKey: key },
      {
        done: ({ status }) => {
          if (status !== "PENDING_WHITELIST_APPROVAL") return;
          toast("The proof is good. Another person puts the address on the list.");
          onDone();
        },
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  return (
    <>
      {answer.name === "signature" ? (
        <TextArea {...field} rows={3} />
      ) : (
        <TextField {...field} mono={answer.name === "txHash"} />
      )}
      <div>
        <ActionButton variant="primary" reason={reason} busy={submit.isPending} busyText="Checking…" onClick={press}>
          {answer.name === "reference" ? "Hand to the checker" : "Check it"}
        </ActionButton>
      </div>
      {submit.error === null ? null : <ErrorPanel {...explain(submit.error)} inset />}
    </>
  );
}
