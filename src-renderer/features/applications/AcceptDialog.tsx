/** Accepting an abnormal application with a remark: its deposit record is then generated. */
import { useState } from "react";
import { Trans } from "react-i18next";
import type { Application } from "#shared/contract/application.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { Strong } from "#renderer/ui/Strong.tsx";
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
      ? t("applications:accept.missing")
      : length > REMARKS_MAX_LENGTH
        ? t("applications:dialog.tooLong", { number: REMARKS_MAX_LENGTH })
        : null;
  const submit = () =>
    accept.give(
      { id, version, remarks: remarks.trim(), idempotencyKey: key },
      {
        done: (done) => {
          toast(
            done.recordNo === null
              ? t("applications:accept.done")
              : t("applications:accept.doneRecord", { no: done.recordNo }),
            application.applicationNo,
          );
          onClose();
        },
      },
    );
  return (
    <DialogFrame
      title={t("applications:accept.title", { no: application.applicationNo })}
      onClose={onClose}
      busy={accept.isPending}
      say={t("applications:dialog.nothingYet")}
      buttons={
        <>
          <Button onClick={onClose}>{t("applications:accept.leave")}</Button>
          <ActionButton variant="primary" reason={reason} busy={accept.isPending} onClick={submit}>
            {t("applications:accept.do")}
          </ActionButton>
        </>
      }
    >
      <ApplicationFacts application={application} />
      <TextArea
        label={t("applications:dialog.remarks")}
        data-autofocus
        limit={REMARKS_MAX_LENGTH}
        rows={2}
        required
        value={remarks}
        onChange={(event) => setRemarks(event.target.value)}
      />
      <p className={styles.effect}>
        <Trans
          t={t}
          i18nKey="applications:accept.effect"
          components={{ status: <Strong text={codeLabel("deposit", "WALLET_ADDRESS_UNDER_VERIFICATION")} /> }}
        />
      </p>
      {accept.error === null ? null : <ErrorPanel {...explain(accept.error)} inset />}
    </DialogFrame>
  );
}
