/** The first person says what the unexplained transactions of a key were (NONCE_AHEAD). */
import { useState } from "react";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
import type { KeyComparison, Signer } from "#shared/contract/signer.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { TextArea } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";

export function ProposeSettlementDialog({
  signer,
  found,
  onDone,
  onClose,
}: {
  signer: Signer;
  found: KeyComparison;
  onDone: () => void;
  onClose: () => void;
}) {
  // What the person saw when the dialog opened: a transaction that comes later is not settled unseen.
  const [seen] = useState({ signer, below: belowOf(found) });
  const [remarks, setRemarks] = useState("");
  const { key, renew } = useIdempotencyKey();
  const propose = useCommand("signingKey", "proposeSettlement");
  const submit = () =>
    propose.give(
      {
        id: seen.signer.id,
        version: seen.signer.version,
        network: found.network,
        below: seen.below,
        remarks: remarks.trim(),
        idempotencyKey: key,
      },
      {
        done: () => {
          toast(t("repairs:settle.ask.done"));
          onDone();
          onClose();
        },
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  return (
    <DialogFrame
      title={t("repairs:settle.ask.title", { name: signer.executor.name })}
      say={propose.isPending ? t("repairs:settle.ask.sending") : t("repairs:settle.ask.say")}
      busy={propose.isPending}
      onClose={onClose}
      width={640}
      buttons={
        <>
          <Button onClick={onClose}>{t("repairs:settle.ask.back")}</Button>
          <ActionButton
            variant="primary"
            reason={remarks.trim() === "" ? t("repairs:settle.ask.needed") : null}
            busy={propose.isPending}
            onClick={submit}
          >
            {t("repairs:settle.ask.do")}
          </ActionButton>
        </>
      }
    >
      <p>{t("repairs:settle.ask.effect", { below: seen.below })}</p>
      <TextArea
        label={t("repairs:settle.ask.remarks")}
        value={remarks}
        limit={REMARKS_MAX_LENGTH}
        maxLength={REMARKS_MAX_LENGTH}
        data-autofocus
        onChange={(event) => setRemarks(event.target.value)}
      />
      {propose.error === null ? null : <ErrorPanel {...explain(propose.error)} inset />}
    </DialogFrame>
  );
}

/** One above the highest that is shown: a hundred at most are, the rest is settled after them. */
function belowOf({ findings }: KeyComparison): string {
  return (BigInt(findings.at(-1)?.nonce ?? "-1") + 1n).toString();
}
