import { useState } from "react";
import { explain } from "#renderer/api/explain.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";

/** Throws away what was written, on a second word only. */
export function DiscardDraftDialog({
  recordNo,
  onClose,
  onDiscard,
}: {
  recordNo: string;
  onClose: () => void;
  onDiscard: () => Promise<void>;
}) {
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const discard = () => {
    setBusy(true);
    onDiscard().catch((problem: unknown) => {
      setError(problem);
      setBusy(false);
    });
  };
  return (
    <DialogFrame
      title={`Discard the draft for ${recordNo}?`}
      say="Nothing was sent to anybody."
      onClose={onClose}
      busy={busy}
      buttons={
        <>
          <Button data-autofocus onClick={onClose}>
            Keep the draft
          </Button>
          <ActionButton variant="primary" busy={busy} busyText="Discarding…" onClick={discard}>
            Discard the draft
          </ActionButton>
        </>
      }
    >
      <p>What was written here is thrown away. The record stays as it is.</p>
      {error === null ? null : <ErrorPanel {...explain(error)} inset />}
    </DialogFrame>
  );
}
