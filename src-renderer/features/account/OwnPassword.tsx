/** One's own password. An account whose password somebody else chose may do nothing until it is changed. */
import { useState } from "react";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useOnline } from "#renderer/api/session.tsx";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { Section } from "#renderer/ui/Section.tsx";
import { PasswordField } from "#renderer/ui/TextField.tsx";
import styles from "./AccountPage.module.css";

export function OwnPassword({ mustChange }: { mustChange: boolean }) {
  const online = useOnline();
  const [open, setOpen] = useState(mustChange);
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const { key, renew } = useIdempotencyKey();
  const command = useCommand("session", "changePassword");
  const reason = !online
    ? "This needs a connection."
    : current === "" || next === ""
      ? "Write the present password and the new one."
      : null;
  return (
    <Section title="Password">
      {mustChange ? (
        <Banner tone="hold" inset role="note">
          Somebody else chose this password. Choose your own; until then the account may do nothing.
        </Banner>
      ) : null}
      {open ? (
        <div className={styles.request}>
          <PasswordField
            label="Present password"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
          <PasswordField
            label="New password"
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
          <ActionButton
            variant="primary"
            reason={reason}
            busy={command.isPending}
            onClick={() =>
              command.give({ currentPassword: current, newPassword: next, idempotencyKey: key }, { refused: renew })
            }
          >
            Change it and sign in again
          </ActionButton>
        </div>
      ) : (
        <Button size="small" onClick={() => setOpen(true)}>
          Change the password…
        </Button>
      )}
      {command.error === null ? null : <ErrorPanel {...explain(command.error)} inset />}
    </Section>
  );
}
