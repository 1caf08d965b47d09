/** Every session of a person is ended, as when a laptop is lost. */
import { useState } from "react";
import { Trans } from "react-i18next";
import type { Account } from "#shared/contract/account.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useFreshCall } from "#renderer/api/freshCall.ts";
import { t } from "#renderer/i18n/t.ts";
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
  const reason = remarks.trim() === "" ? t("people:dialog.whyMissing") : null;
  return (
    <DialogFrame
      title={t("people:sessions.title", { name: displayName })}
      say={t("people:sessions.say")}
      busy={end.isPending}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>{t("people:sessions.leave")}</Button>
          <ActionButton
            variant="primary"
            reason={reason}
            busy={end.isPending}
            onClick={() =>
              end.give(
                { id, remarks: remarks.trim(), idempotencyKey: key },
                {
                  done: () => {
                    toast(t("people:sessions.done"), displayName);
                    onClose();
                  },
                },
              )
            }
          >
            {t("people:sessions.do")}
          </ActionButton>
        </>
      }
    >
      <ul className={styles.changes} aria-label={t("people:sessions.workstations")}>
        {(sessions.data ?? []).map((one) => (
          <li key={one.id}>
            <span>{one.deviceName}</span>
            <span>
              <Trans
                t={t}
                i18nKey="people:sessions.since"
                components={{ at: <TimeText at={one.startedAt} form="auto" /> }}
              />
            </span>
            <span className="quiet">
              <Trans
                t={t}
                i18nKey="people:sessions.until"
                components={{ at: <TimeText at={one.expiresAt} form="auto" /> }}
              />
            </span>
          </li>
        ))}
      </ul>
      <TextArea
        label={t("people:dialog.why")}
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
