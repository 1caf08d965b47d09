/** A new account, without any right: rights are proposed afterwards and given by a second person. */
import { useState } from "react";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { PasswordField, TextField } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";

export function NewAccountDialog({ onClose }: { onClose: () => void }) {
  const [form, setForm] = useState({ username: "", displayName: "", password: "" });
  const { key, renew } = useIdempotencyKey();
  const create = useCommand("users", "create");
  const change = (part: Partial<typeof form>) => {
    setForm((former) => ({ ...former, ...part }));
    renew();
  };
  const reason = !/^[a-zA-Z0-9][a-zA-Z0-9._-]{1,59}$/.test(form.username.trim())
    ? t("people:new.userNameMissing")
    : form.displayName.trim() === ""
      ? t("people:new.nameMissing")
      : form.password === ""
        ? t("people:new.passwordMissing")
        : null;
  return (
    <DialogFrame
      title={t("people:new.title")}
      say={t("people:new.say")}
      busy={create.isPending}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>{t("people:new.nobody")}</Button>
          <ActionButton
            variant="primary"
            reason={reason}
            busy={create.isPending}
            onClick={() =>
              create.give(
                { ...form, username: form.username.trim(), displayName: form.displayName.trim(), idempotencyKey: key },
                {
                  done: ({ displayName }) => {
                    toast(t("people:new.done"), displayName);
                    onClose();
                  },
                  refused: ({ retryable }) => {
                    if (!retryable) renew();
                  },
                },
              )
            }
          >
            {t("people:new.do")}
          </ActionButton>
        </>
      }
    >
      <TextField
        label={t("people:account.userName")}
        value={form.username}
        data-autofocus
        onChange={(event) => change({ username: event.target.value })}
      />
      <TextField
        label={t("people:new.name")}
        value={form.displayName}
        onChange={(event) => change({ displayName: event.target.value })}
      />
      <PasswordField
        label={t("people:new.first")}
        hint={t("people:new.firstHint")}
        autoComplete="new-password"
        value={form.password}
        onChange={(event) => change({ password: event.target.value })}
      />
      {create.error === null ? null : <ErrorPanel {...explain(create.error)} inset />}
    </DialogFrame>
  );
}
