/** Takes a payment key out of use for good: whose it is, a reason for the log, one button that names the deed. */
import { useState } from "react";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { toast } from "#renderer/ui/toasts.tsx";
import type { Signer } from "#shared/contract/signer.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { TextArea } from "#renderer/ui/TextField.tsx";
import { SignerStatus } from "./SignerStatus.tsx";

export function RetireDialog({ signer, onClose }: { signer: Signer; onClose: () => void }) {
  // The version that the person saw when the dialog opened, not one that arrived behind it.
  const [seen] = useState(signer);
  const [remarks, setRemarks] = useState("");
  const { key, renew } = useIdempotencyKey();
  const retire = useCommand("signingKey", "retire");
  const submit = () =>
    retire.give(
      { id: seen.id, version: seen.version, remarks: remarks.trim(), idempotencyKey: key },
      {
        done: () => {
          toast(`The signing key of ${seen.executor.name} is out of use. Logged with your name and reason.`);
          onClose();
        },
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  return (
    <DialogFrame
      title={`Take the signing key of ${seen.executor.name} out of use?`}
      say={retire.isPending ? "Asking the central service…" : "Nothing changes yet."}
      busy={retire.isPending}
      onClose={onClose}
      width={640}
      buttons={
        <>
          <Button onClick={onClose}>Keep the key</Button>
          <ActionButton
            variant="primary"
            reason={remarks.trim() === "" ? "Write the reason; it goes into the log." : null}
            busy={retire.isPending}
            onClick={submit}
          >
            Take out of use
          </ActionButton>
        </>
      }
    >
      <FactList framed>
        <FactRow label="Executor">{seen.executor.name}</FactRow>
        <FactRow label="Workstation">{seen.workstationName}</FactRow>
        <FactRow label="Status">
          <SignerStatus status={seen.status} />
        </FactRow>
        <FactRow label="Address">
          <AddressText value={seen.address} form="approve" />
        </FactRow>
      </FactList>
      <Banner tone="hold" inset role="note">
        <strong>This cannot be undone.</strong> No refund is paid from this address any more; what it still holds can
        only be moved with its backup. {seen.executor.name} can then enrol a new key, which needs approval again.
      </Banner>
      <TextArea
        label="Reason"
        value={remarks}
        limit={REMARKS_MAX_LENGTH}
        maxLength={REMARKS_MAX_LENGTH}
        data-autofocus
        onChange={(event) => setRemarks(event.target.value)}
      />
      {retire.error === null ? null : <ErrorPanel {...explain(retire.error)} inset />}
    </DialogFrame>
  );
}
