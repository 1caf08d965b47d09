/** Deleting a bad application: reason code, remarks, one confirmation (R8.1). It stays readable as a tombstone (R8.2). */
import { useState } from "react";
import type { Application } from "#shared/contract/application.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { DELETE_REASONS, DELETE_REASON_LABELS, type DeleteReason } from "#shared/domain/statuses.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useUser } from "#renderer/api/session.tsx";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { SelectField, TextArea } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { ApplicationFacts } from "./ApplicationFacts.tsx";
import styles from "./applications.module.css";

export function DeleteDialog({ application, onClose }: { application: Application; onClose: () => void }) {
  const user = useUser();
  const { key } = useIdempotencyKey();
  const [reasonCode, setReasonCode] = useState<DeleteReason | "">("");
  const [remarks, setRemarks] = useState("");
  // What the person saw when the dialog opened; a newer version is refused by the central service and shown.
  const [{ id, version }] = useState(application);
  const remove = useCommand("applications", "delete");
  const length = remarks.trim().length;
  const reason =
    reasonCode === ""
      ? "Choose the reason."
      : length === 0
        ? "Write the remarks."
        : length > REMARKS_MAX_LENGTH
          ? `At most ${REMARKS_MAX_LENGTH} characters.`
          : null;
  const submit = () => {
    if (reasonCode === "") return;
    remove.give(
      { id, version, reasonCode, remarks: remarks.trim(), idempotencyKey: key },
      {
        done: () => {
          toast(`Deleted. Logged: ${user.displayName}, “${remarks.trim()}”.`, application.applicationNo);
          onClose();
        },
      },
    );
  };
  return (
    <DialogFrame
      title={`Delete application ${application.applicationNo}?`}
      onClose={onClose}
      busy={remove.isPending}
      say="Nothing changes yet."
      buttons={
        <>
          <Button onClick={onClose}>Keep application</Button>
          <ActionButton variant="primary" reason={reason} busy={remove.isPending} onClick={submit}>
            Delete this application
          </ActionButton>
        </>
      }
    >
      <ApplicationFacts application={application} />
      <SelectField
        label="Reason"
        data-autofocus
        value={reasonCode}
        onChange={(event) => setReasonCode(event.target.value as DeleteReason | "")}
      >
        <option value="">Choose…</option>
        {DELETE_REASONS.map((code) => (
          <option key={code} value={code}>
            {DELETE_REASON_LABELS[code]}
          </option>
        ))}
      </SelectField>
      <TextArea
        label="Remarks"
        limit={REMARKS_MAX_LENGTH}
        rows={2}
        required
        value={remarks}
        onChange={(event) => setRemarks(event.target.value)}
      />
      <p className={styles.effect}>
        It leaves the list and stays readable under <strong>Deleted</strong>, with your name, the time and the remarks.
        {application.recordNo === null ? "" : ` Its record ${application.recordNo} becomes Deleted too.`} If a transfer
        arrives later, it opens a linked exception record.
      </p>
      {remove.error === null ? null : <ErrorPanel {...explain(remove.error)} inset />}
    </DialogFrame>
  );
}
