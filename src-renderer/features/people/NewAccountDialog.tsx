/** A new account, without any right: rights are proposed afterwards and given by a second person. */
import { useState } from "react";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
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
    ? "The user name is 2 or more letters, digits, dots or dashes."
    : form.displayName.trim() === ""
      ? "Write the person's name."
      : form.password === ""
        ? "Write a first password; the person changes it at the first sign-in."
        : null;
  return (
    <DialogFrame
      title="Add an account"
      say="It has no right until two people give it one."
      busy={create.isPending}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>Add nobody</Button>
          <ActionButton
            variant="primary"
            reason={reason}
            busy={create.isPending}
            onClick={() =>
              create.give(
                { ...form, username: form.username.trim(), displayName: form.displayName.trim(), idempotencyKey: key },
                {
                  done: ({ displayName }) => {
                    toast("Added, without any right.", displayName);
                    onClose();
                  },
                  refused: ({ retryable }) => {
                    if (!retryable) renew();
                  },
                },
              )
            }
          >
            Add the account
          </ActionButton>
        </>
      }
    >
      <TextField
        label="User name"
        value={form.username}
        data-autofocus
        onChange={(event) => change({ username: event.target.value })}
      />
      <TextField
        label="Name"
        value={form.displayName}
        onChange={(event) => change({ displayName: event.target.value })}
      />
      <PasswordField
        label="First password"
        hint="For the first sign-in alone."
        autoComplete="new-password"
        value={form.password}
        onChange={(event) => change({ password: event.target.value })}
      />
      {create.error === null ? null : <ErrorPanel {...explain(create.error)} inset />}
    </DialogFrame>
  );
}
