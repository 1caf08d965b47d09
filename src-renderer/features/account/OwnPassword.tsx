/** One's own password. An account whose password somebody else chose may do nothing until it is changed. */
import { useState } from "react";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useOnline } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
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
    ? t("common:needsConnection")
    : current === "" || next === ""
      ? t("account:password.missing")
      : null;
  return (
    <Section title={t("account:password.title")}>
      {mustChange ? (
        <Banner tone="hold" inset role="note">
          {t("account:password.mustChange")}
        </Banner>
      ) : null}
      {open ? (
        <div className={styles.request}>
          <PasswordField
            label={t("account:password.present")}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
          <PasswordField
            label={t("account:password.next")}
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
            {t("account:password.save")}
          </ActionButton>
        </div>
      ) : (
        <Button size="small" onClick={() => setOpen(true)}>
          {t("account:password.change")}
        </Button>
      )}
      {command.error === null ? null : <ErrorPanel {...explain(command.error)} inset />}
    </Section>
  );
}
