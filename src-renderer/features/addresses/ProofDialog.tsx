/** A proof that runs: what to send to the client, what came back, and the tries before it. */
import { useState } from "react";
import type { AddressProof, WalletAddress } from "#shared/contract/address.ts";
import { useCall, useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
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
const ANSWERS = {
  SIGNED_MESSAGE: {
    name: "signature",

    whole: /^0x(?:[0-9a-fA-F]{2}){1,4096}$/,
  },
  MICROPAYMENT: {
    name: "txHash",

    whole: /^0x[0-9a-fA-F]{64}$/,
  },
  DOCUMENT: {
    name: "reference",

    whole: /\S/,
  },
} as const;
type AnswerMethod = keyof typeof ANSWERS;
/** Often enough to see a payment's confirmations grow. */
const LOOK_EVERY_MS = 3_000;

export function ProofDialog({ address, onClose }: { address: WalletAddress; onClose: () => void }) {
  const proofs = useCall("addresses", "proofs", { id: address.id }, { everyMs: LOOK_EVERY_MS });
  const [latest, ...former] = proofs.data ?? [];
  return (
    <DialogFrame
      title={t("addresses:proof.title")}
      say={t("addresses:proof.say")}
      onClose={onClose}
      width={720}
      buttons={
        <Button data-autofocus onClick={onClose}>
          {t("addresses:proof.close")}
        </Button>
      }
    >
      <AddressFacts address={address} />
      {proofs.error !== null ? (
        <ErrorPanel {...explain(proofs.error)} onRetry={() => void proofs.refetch()} inset />
      ) : proofs.data === undefined ? (
        <Skeleton label={t("addresses:proof.loading")} />
      ) : latest === undefined ? (
        <Banner tone="neutral" inset role="note">
          {t("addresses:proof.none")}
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
  // A method of a newer central service: there is nothing to type here.
  if (!Object.hasOwn(ANSWERS, proof.method)) return null;
  const method = proof.method as AnswerMethod;
  const answer = ANSWERS[method];
  const given = answer.name === "reference" ? text.trim() : text.replace(/\s+/g, "");
  const reason =
    given === "" ? t("addresses:proof.missing") : answer.whole.test(given) ? null : t("addresses:proof.notWhole");
  const field = {
    label: t(`addresses:answers.${method}.label`),
    hint: t(`addresses:answers.${method}.hint`),
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
          toast(t("addresses:proof.good"));
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
        <ActionButton
          variant="primary"
          reason={reason}
          busy={submit.isPending}
          busyText={t("addresses:proof.busy")}
          onClick={press}
        >
          {t(answer.name === "reference" ? "addresses:proof.hand" : "addresses:proof.check")}
        </ActionButton>
      </div>
      {submit.error === null ? null : <ErrorPanel {...explain(submit.error)} inset />}
    </>
  );
}
