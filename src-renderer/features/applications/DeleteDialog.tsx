/** Deleting a bad application: reason code, remarks, one confirmation (R8.1). It stays readable as a tombstone (R8.2). */
import { useState } from "react";
import { Trans } from "react-i18next";
import type { Application } from "#shared/contract/application.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { DELETE_REASONS, type DeleteReason } from "#shared/domain/statuses.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { sentences } from "#renderer/i18n/sentences.ts";
import { Strong } from "#renderer/ui/Strong.tsx";
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
      ? t("applications:delete.reasonMissing")
      : length === 0
        ? t("applications:delete.remarksMissing")
        : length > REMARKS_MAX_LENGTH
          ? t("applications:dialog.tooLong", { number: REMARKS_MAX_LENGTH })
          : null;
  const submit = () => {
    if (reasonCode === "") return;
    remove.give(
      { id, version, reasonCode, remarks: remarks.trim(), idempotencyKey: key },
      {
        done: () => {
          toast(
            t("applications:delete.done", { name: user.displayName, remarks: remarks.trim() }),
            application.applicationNo,
          );
          onClose();
        },
      },
    );
  };
  return (
    <DialogFrame
      title={t("applications:delete.title", { no: application.applicationNo })}
      onClose={onClose}
      busy={remove.isPending}
      say={t("applications:dialog.nothingYet")}
      buttons={
        <>
          <Button onClick={onClose}>{t("applications:delete.keep")}</Button>
          <ActionButton variant="primary" reason={reason} busy={remove.isPending} onClick={submit}>
            {t("applications:delete.do")}
          </ActionButton>
        </>
      }
    >
      <ApplicationFacts application={application} />
      <SelectField
        label={t("applications:delete.reason")}
        data-autofocus
        value={reasonCode}
        onChange={(event) => setReasonCode(event.target.value as DeleteReason | "")}
      >
        <option value="">{t("applications:delete.choose")}</option>
        {DELETE_REASONS.map((code) => (
          <option key={code} value={code}>
            {codeLabel("deleteReason", code)}
          </option>
        ))}
      </SelectField>
      <TextArea
        label={t("applications:dialog.remarks")}
        limit={REMARKS_MAX_LENGTH}
        rows={2}
        required
        value={remarks}
        onChange={(event) => setRemarks(event.target.value)}
      />
      <p className={styles.effect}>
        <Trans
          t={t}
          i18nKey="applications:delete.effect"
          components={{ deleted: <Strong text={codeLabel("application", "DELETED")} /> }}
        />{" "}
        {sentences([
          application.recordNo === null ? null : t("applications:delete.effectRecord", { no: application.recordNo }),
          t("applications:delete.effectLater"),
        ])}
      </p>
      {remove.error === null ? null : <ErrorPanel {...explain(remove.error)} inset />}
    </DialogFrame>
  );
}
