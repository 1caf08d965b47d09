/** The window is locked: the pages are hidden, not lost. The same person unlocks, or signs out and leaves it to another. */
import { IconCloudOff } from "@tabler/icons-react";
import { useEffect, useRef, useState, type FormEvent } from "react";
import type { SessionState } from "#shared/contract/ipc.ts";
import type { User } from "#shared/contract/session.ts";
import { useMutationCall } from "#renderer/api/calls.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { Brand } from "#renderer/ui/Brand.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { PasswordField } from "#renderer/ui/TextField.tsx";
import { momentNear } from "#renderer/ui/times.ts";
import { ConnectionFacts } from "./ConnectionFacts.tsx";
import { CodeField } from "./CodeField.tsx";
import { Refusal } from "./Refusal.tsx";
import { useUnlockWait } from "./useUnlockWait.ts";
import styles from "./session.module.css";

export function LockScreen({ session, user }: { session: SessionState; user: User }) {
  const unlock = useMutationCall("session", "unlock");
  const signOut = useMutationCall("session", "signOut");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [codeMissing, setCodeMissing] = useState(false);
  const codeAsked = user.totpEnrolled || codeMissing;
  const [capsLock, setCapsLock] = useState(false);
  const { zone, now } = usePreferences();
  const field = useRef<HTMLInputElement>(null);
  const codeField = useRef<HTMLInputElement>(null);
  const waiting = useUnlockWait(unlock.error);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    if (codeMissing) codeField.current?.focus();
  }, [codeMissing]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (unlock.isPending || password === "" || waiting !== null) return;
    const input = code === "" ? { password } : { password, totpCode: code };
    unlock.mutate(input, {
      onError: (error) => {
        // An authenticator that was set up since the sign-in: the password was right.
        if (error.code === "TOTP_REQUIRED") {
          setCodeMissing(true);
          return;
        }
        setCode("");
        if (error.code === "TOTP_INVALID") codeField.current?.focus();
        else setPassword("");
      },
    });
  };

  return (
    <div className={styles.halves}>
      <main className={styles.left}>
        <div className={styles.column}>
          <Brand large />
          <h1 className={styles.title}>{t("session:lock.title")}</h1>
          <p className={styles.under}>{session.reason ?? t("session:lock.kept")}</p>
          <form
            className={styles.form}
            onSubmit={submit}
            onKeyDown={(event) => setCapsLock(event.getModifierState("CapsLock"))}
          >
            {session.offlineUntil === null ? null : (
              <Banner tone="hold" inset icon={<IconCloudOff size={15} stroke={1.75} aria-hidden="true" />}>
                {t("session:lock.offline", { until: momentNear(session.offlineUntil, now(), zone) })}
              </Banner>
            )}
            <p className={styles.who}>
              <strong>{user.displayName}</strong> <span className="quiet">{user.username}</span>
            </p>
            <PasswordField
              ref={field}
              label={t("session:password")}
              controlSize="large"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              {...(capsLock ? { hint: <strong>{t("session:capsLock")}</strong> } : {})}
            />
            {codeAsked ? <CodeField ref={codeField} value={code} onChange={setCode} /> : null}
            {unlock.error === null ? null : <Refusal error={unlock.error} waiting={waiting} />}
            <ActionButton
              variant="primary"
              size="large"
              wide
              submit
              busy={unlock.isPending}
              busyText={t("session:lock.busy")}
              reason={waiting === null ? null : t("session:wait", { duration: waiting })}
              reasonPlace="elsewhere"
            >
              {t("session:lock.unlock")}
            </ActionButton>
            <Button variant="quiet" wide onClick={() => signOut.mutate({})}>
              {t("session:lock.leave")}
            </Button>
          </form>
        </div>
      </main>
      <aside className={styles.right}>
        <div className={styles.facts}>
          <ConnectionFacts session={session} />
        </div>
      </aside>
    </div>
  );
}
