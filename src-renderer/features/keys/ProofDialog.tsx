/** Approving a signer or endorsing a device key: facts, then the person's proof. */
import { useRef, useState, type ReactNode } from "react";
import { errorBodyOf } from "#renderer/api/CallError.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { explain } from "#renderer/api/explain.ts";
import { useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { CheckField, PasswordField, TextField } from "#renderer/ui/TextField.tsx";

export function ProofDialog({
  title,
  label,
  compare,
  act,
  onClose,
  children,
}: {
  title: string;
  label: string;
  /** what must be compared and ticked before */
  compare: string;
  act: (input: { proof: string; idempotencyKey: string }) => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}) {
  const user = useUser();
  const { key, renew } = useIdempotencyKey();
  const [proof, setProof] = useState("");
  const [compared, setCompared] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const reason = !compared
    ? t("keys:proof.compareFirst")
    : proof === ""
      ? user.totpEnrolled
        ? t("keys:proof.codeMissing")
        : t("keys:proof.passwordMissing")
      : null;
  const underWay = useRef(false);
  const submit = () => {
    if (underWay.current) return;
    underWay.current = true;
    setBusy(true);
    setError(null);
    act({ proof: user.totpEnrolled ? proof.replace(/\s/g, "") : proof, idempotencyKey: key }).then(
      onClose,
      (problem: unknown) => {
        underWay.current = false;
        setError(problem);
        setBusy(false);
        setProof("");
        if (!errorBodyOf(problem).retryable) renew();
      },
    );
  };
  return (
    <DialogFrame
      title={title}
      say={t(busy ? "keys:dialog.asking" : "keys:dialog.nothingYet")}
      busy={busy}
      onClose={onClose}
      width={640}
      buttons={
        <>
          <Button onClick={onClose}>{t("keys:proof.back")}</Button>
          <ActionButton variant="primary" reason={reason} busy={busy} onClick={submit}>
            {label}
          </ActionButton>
        </>
      }
    >
      {children}
      <CheckField label={compare} checked={compared} onChange={(event) => setCompared(event.target.checked)} />
      {user.totpEnrolled ? (
        <TextField
          label={t("keys:proof.code")}
          mono
          inputMode="numeric"
          value={proof}
          maxLength={8}
          onChange={(event) => setProof(event.target.value)}
        />
      ) : (
        <PasswordField
          label={t("keys:proof.password")}
          autoComplete="current-password"
          value={proof}
          onChange={(event) => setProof(event.target.value)}
        />
      )}
      {error === null ? null : <ErrorPanel {...explain(error)} inset />}
    </DialogFrame>
  );
}
