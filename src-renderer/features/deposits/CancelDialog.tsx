/**
 * Cancelling a record in two separate steps. Guide, Cancellation: "enter operation remarks, then confirm the cancellation again".
 * Escape, Keep record and closing change nothing at either step; a double click or a held Enter cannot pass both (R15.3).
 */
import { useEffect, useState, type KeyboardEvent } from "react";
import { useCall, useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { Skeleton } from "#renderer/ui/Skeleton.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { clockTime } from "#renderer/ui/times.ts";
import { CancelConfirmStep } from "./CancelConfirmStep.tsx";
import { CancelRefused } from "./CancelRefused.tsx";
import { CancelRemarksStep } from "./CancelRemarksStep.tsx";

export function CancelDialog({ depositId, onClose }: { depositId: string; onClose: () => void }) {
  const user = useUser();
  const { zone } = usePreferences();
  const [step, setStep] = useState<1 | 2>(1);
  const [remarks, setRemarks] = useState("");
  const { key } = useIdempotencyKey();
  const detail = useCall("deposits", "get", { id: depositId });
  const cancel = useCommand("deposits", "cancel");
  useFocusBack();
  // What the person saw when the dialog opened; later news are shown as news, not slipped under his eyes.
  const [seen, setSeen] = useState(detail.data?.deposit ?? null);
  useEffect(() => {
    if (seen === null && detail.data) setSeen(detail.data.deposit);
  }, [seen, detail.data]);

  const holdEnter = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.repeat) event.preventDefault();
  };
  const submit = () => {
    if (seen === null || cancel.isPending) return;
    cancel.give(
      { id: seen.id, version: seen.version, remarks: remarks.trim(), idempotencyKey: key },
      {
        done: (done) => {
          const name = done.cancel?.by.name ?? user.displayName;
          const text = done.cancel?.remarks ?? remarks.trim();
          toast(
            done.cancelledAt === null
              ? t("deposits:cancel.logged", { name, text })
              : t("deposits:cancel.loggedAt", { name, time: clockTime(done.cancelledAt, zone), text }),
            done.recordNo,
          );
          onClose();
        },
      },
    );
  };

  if (seen === null)
    return (
      <DialogFrame
        title={t("deposits:cancel.title")}
        onClose={onClose}
        say={t("deposits:cancel.nothingYet")}
        buttons={
          <Button data-autofocus onClick={onClose}>
            {t("deposits:cancel.keep")}
          </Button>
        }
      >
        {detail.error === null ? (
          <Skeleton lines={5} />
        ) : (
          <ErrorPanel {...explain(detail.error)} onRetry={() => void detail.refetch()} inset />
        )}
      </DialogFrame>
    );
  if (cancel.error !== null)
    return <CancelRefused seen={seen} present={detail.data?.deposit ?? null} error={cancel.error} onClose={onClose} />;
  return (
    <div onKeyDownCapture={holdEnter}>
      {step === 1 ? (
        <CancelRemarksStep
          deposit={seen}
          remarks={remarks}
          onRemarks={setRemarks}
          onContinue={() => setStep(2)}
          onClose={onClose}
        />
      ) : (
        <CancelConfirmStep
          deposit={seen}
          remarks={remarks.trim()}
          busy={cancel.isPending}
          onBack={() => setStep(1)}
          onClose={onClose}
          onConfirm={submit}
        />
      )}
    </div>
  );
}

/** The two steps are two dialogs; when the last one closes the focus goes back to where the first was opened from. */
function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => {
        const home =
          opener instanceof HTMLElement && opener.isConnected && opener !== document.body
            ? opener
            : document.querySelector<HTMLElement>("[role=grid] [tabindex='0']");
        if (document.querySelector("[role=dialog]") === null) home?.focus();
      });
    },
    [opener],
  );
}
