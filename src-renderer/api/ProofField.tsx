/** Password or authenticator code, whichever this person proves himself with. */
import { useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { PasswordField, TextField } from "#renderer/ui/TextField.tsx";

export function ProofField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const user = useUser();
  return user.totpEnrolled ? (
    <TextField
      label={t("refunds:proof.code")}
      mono
      inputMode="numeric"
      autoComplete="one-time-code"
      value={value}
      maxLength={8}
      onChange={(event) => onChange(event.target.value)}
    />
  ) : (
    <PasswordField
      label={t("refunds:proof.password")}
      autoComplete="current-password"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** What still lacks, in words; null when it can be sent. */
export function whyNoProof(proof: string, totp: boolean): string | null {
  if (totp) return /^\d{6}$/.test(proof.replace(/\s/g, "")) ? null : t("refunds:proof.digits");
  return proof === "" ? t("refunds:proof.passwordMissing") : null;
}
