import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import type { SessionState } from "#shared/contract/ipc.ts";
import { useMutationCall } from "#renderer/api/calls.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { PasswordField, TextField } from "#renderer/ui/TextField.tsx";
import { rememberUserName } from "./rememberedUserName.ts";
import { CodeField } from "./CodeField.tsx";
import { Refusal } from "./Refusal.tsx";
import { useUnlockWait } from "./useUnlockWait.ts";
import styles from "./session.module.css";

export function SignInForm({
  session,
  username,
  password,
  onUsername,
  onPassword,
}: {
  session: SessionState;
  username: string;
  password: string;
  onUsername: (value: string) => void;
  onPassword: (value: string) => void;
}) {
  const signIn = useMutationCall("session", "signIn");
  const [code, setCode] = useState("");
  const [codeAsked, setCodeAsked] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const [tried, setTried] = useState(false);
  const codeField = useRef<HTMLInputElement>(null);
  const userField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const waiting = useUnlockWait(signIn.error);
  const keychainProblem = session.keychain.available ? null : t("session:signIn.keychainNeeded");

  useEffect(() => {
    if (codeAsked) codeField.current?.focus();
  }, [codeAsked]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (username.trim() === "") userField.current?.focus();
    else if (password === "") passwordField.current?.focus();
    if (signIn.isPending || username.trim() === "" || password === "" || waiting !== null || keychainProblem !== null)
      return;
    const input = { username: username.trim(), password, ...(code.trim() === "" ? {} : { totpCode: code.trim() }) };
    signIn.mutate(input, {
      onSuccess: () => rememberUserName(input.username),
      onError: (error) => {
        if (error.code === "TOTP_REQUIRED") setCodeAsked(true);
        else {
          onPassword("");
          passwordField.current?.focus();
        }
      },
    });
  };
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState("CapsLock"));
  const reason = keychainProblem ?? (waiting === null ? null : t("session:wait", { duration: waiting }));

  return (
    <form className={styles.form} onSubmit={submit} onKeyDown={watchCapsLock} onKeyUp={watchCapsLock}>
      {session.reason === null || signIn.error !== null ? null : (
        <p className={styles.reason} role="status">
          {session.reason}
        </p>
      )}
      <TextField
        ref={userField}
        label={t("session:userName")}
        problem={tried && username.trim() === "" ? t("session:signIn.userNameMissing") : null}
        controlSize="large"
        name="username"
        autoComplete="username"
        autoFocus={username === ""}
        value={username}
        onChange={(event) => onUsername(event.target.value)}
      />
      <PasswordField
        ref={passwordField}
        label={t("session:password")}
        problem={tried && password === "" && signIn.error === null ? t("session:signIn.passwordMissing") : null}
        controlSize="large"
        name="password"
        autoComplete="current-password"
        autoFocus={username !== ""}
        value={password}
        onChange={(event) => onPassword(event.target.value)}
        {...(capsLock ? { hint: <strong>{t("session:capsLock")}</strong> } : {})}
      />
      {codeAsked ? <CodeField ref={codeField} value={code} onChange={setCode} /> : null}
      {signIn.error === null ? null : <Refusal error={signIn.error} waiting={waiting} />}
      <ActionButton
        variant="primary"
        size="large"
        wide
        submit
        busy={signIn.isPending}
        busyText={t("session:signIn.busy")}
        reason={reason}
        reasonPlace="elsewhere"
      >
        {t("session:signIn.title")}
      </ActionButton>
      <p className={styles.note}>{session.demo === null ? t("session:signIn.note") : t("session:signIn.demoNote")}</p>
    </form>
  );
}
