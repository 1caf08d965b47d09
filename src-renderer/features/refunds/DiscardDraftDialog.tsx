import { useState } from "react";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
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
      title={t("refunds:draft.discardTitle", { no: recordNo })}
      say={t("refunds:draft.nothingSent")}
      onClose={onClose}
      busy={busy}
      buttons={
        <>
          <Button data-autofocus onClick={onClose}>
            {t("refunds:draft.keep")}
          </Button>
          <ActionButton variant="primary" busy={busy} busyText={t("refunds:draft.discarding")} onClick={discard}>
            {t("refunds:draft.discard")}
          </ActionButton>
        </>
      }
    >
      <p>{t("refunds:draft.thrown")}</p>
      {error === null ? null : <ErrorPanel {...explain(error)} inset />}
    </DialogFrame>
  );
}
