/** Accepting an abnormal application with a remark: its deposit record is then generated. */
import { useState } from "react";
import type { Application } from "#shared/contract/application.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { TextArea } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { ApplicationFacts } from "./ApplicationFacts.tsx";
import styles from "./applications.module.css";

export function AcceptDialog({ application, onClose }: { application: Application; onClose: () => void }) {
  const { key } = useIdempotencyKey();
  const [remarks, setRemarks] = useState("");
  const [{ id, version }] = useState(application);
  const accept = useCommand("applications", "accept");
  const length = remarks.trim().length;
  const reason =
    length === 0
      ? "Write why it is accepted."
      : length > REMARKS_MAX_LENGTH
        ? `At most ${REMARKS_MAX_LENGTH} characters.`
        : null;
  const submit = () =>
    accept.give(
      { id, version, remarks: remarks.trim(), idempotencyKey: key },
      {
        done: (done) => {
          toast(
            done.recordNo === null ? "Accepted." : `Accepted. Record ${done.recordNo} was generated.`,
            application.applicationNo,
          );
          onClose();
        },
      },
    );
  return (
    <DialogFrame
      title={`Accept application ${application.applicationNo}?`}
      onClose={onClose}
      busy={accept.isPending}
      say="Nothing changes yet."
      buttons={
        <>
          <Button onClick={onClose}>Leave it waiting</Button>
          <ActionButton variant="primary" reason={reason} busy={accept.isPending} onClick={submit}>
            Accept this application
          </ActionButton>
        </>
      }
    >
      <ApplicationFacts application={application} />
      <TextArea
        label="Remarks"
        data-autofocus
        limit={REMARKS_MAX_LENGTH}
        rows={2}
        required
        value={remarks}
        onChange={(event) => setRemarks(event.target.value)}
      />
      <p className={styles.effect}>
        A deposit record is generated and begins in <strong>Wallet Address Under Verification</strong>. The flags and
        your remarks stay with the application.
      </p>
      {accept.error === null ? null : <ErrorPanel {...explain(accept.error)} inset />}
    </DialogFrame>
  );
}
