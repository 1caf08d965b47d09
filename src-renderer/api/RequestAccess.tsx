import { IconCopy, IconSend } from "@tabler/icons-react";
import { useState } from "react";
import type { Permission } from "#shared/domain/permissions.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { CheckLine } from "#renderer/ui/CheckLine.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { TextArea } from "#renderer/ui/TextField.tsx";
import { useIdempotencyKey, useMutationCall } from "./calls.ts";
import { explain } from "./explain.ts";
import { requestAccessText } from "./requestAccessText.ts";
import { useOnline, useUser } from "./session.tsx";
import styles from "./PermissionGate.module.css";

/** Asks for one permission: the text can be copied, or sent to the administrators through the central service. */
export function RequestAccess({ permission }: { permission: Permission }) {
  const user = useUser();
  const online = useOnline();
  const { copy } = usePreferences();
  const { key } = useIdempotencyKey();
  const [reason, setReason] = useState("");
  const send = useMutationCall("session", "requestAccess");
  if (send.isSuccess) return <CheckLine state="passed">{t("api:access.sent", { permission })}</CheckLine>;
  const refusal = !online ? t("api:access.offline") : reason.trim().length < 3 ? t("api:access.short") : null;
  return (
    <div className={styles.request}>
      <TextArea
        label={t("api:access.why")}
        limit={500}
        maxLength={500}
        rows={2}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className={styles.buttons}>
        <ActionButton
          variant="primary"
          icon={<IconSend size={15} stroke={1.75} aria-hidden="true" />}
          reason={refusal}
          busy={send.isPending}
          busyText={t("api:access.sending")}
          onClick={() => send.mutate({ permission, reason: reason.trim(), idempotencyKey: key })}
        >
          {t("api:access.request")}
        </ActionButton>
        <Button
          icon={<IconCopy size={15} stroke={1.75} aria-hidden="true" />}
          onClick={() => void copy(requestAccessText(user, permission, reason))}
        >
          {t("api:access.copy")}
        </Button>
      </div>
      {send.error === null ? null : <ErrorPanel {...explain(send.error)} inset />}
    </div>
  );
}
