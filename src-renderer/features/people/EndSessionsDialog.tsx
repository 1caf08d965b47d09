/** Every session of a person is ended, as when a laptop is lost. */
import { useState } from "react";
import type { Account } from "#shared/contract/account.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { TextArea } from "#renderer/ui/TextField.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import styles from "./people.module.css";

export function EndSessionsDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { id, displayName } = account;
  const [remarks, setRemarks] = useState("");
  const { key } = useIdempotencyKey();
  const sessions = useFreshCall("sessions", "ofUser", { id });
  const end = useCommand("sessions", "endOfUser");
  const reason = remarks.trim() === "" ? "Write why; it goes into the log." : null;
  return (
    <DialogFrame
      title={`End the sessions of ${displayName}?`}
      say="The person may sign in again unless shut out."
      busy={end.isPending}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>Leave the sessions</Button>
          <ActionButton
            variant="primary"
            reason={reason}
            busy={end.isPending}
            onClick={() =>
              end.give(
                { id, remarks: remarks.trim(), idempotencyKey: key },
                {
                  done: () => {
                    toast("Signed out everywhere.", displayName);
                    onClose();
                  },
                },
              )
            }
          >
            End all sessions
          </ActionButton>
        </>
      }
    >
      <ul className={styles.changes} aria-label="Workstations">
        {(sessions.data ?? []).map((one) => (
          <li key={one.id}>
            <span>{one.deviceName}</span>
            <span>
              since <TimeText at={one.startedAt} form="auto" />
            </span>
            <span className="quiet">
              until <TimeText at={one.expiresAt} form="auto" /> at the latest
            </span>
          </li>
        ))}
      </ul>
      <TextArea
        label="Why"
        value={remarks}
        limit={REMARKS_MAX_LENGTH}
        maxLength={REMARKS_MAX_LENGTH}
        required
        data-autofocus
        onChange={(event) => setRemarks(event.target.value)}
      />
      {end.error === null ? null : <ErrorPanel {...explain(end.error)} inset />}
    </DialogFrame>
  );
}
