/** Password or authenticator code, whichever this person proves himself with. */
import { useUser } from "#renderer/api/session.tsx";
import { PasswordField, TextField } from "#renderer/ui/TextField.tsx";

export function ProofField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const user = useUser();
  return user.totpEnrolled ? (
    <TextField
      label="Authenticator code, to prove it is you"
      mono
      inputMode="numeric"
      autoComplete="one-time-code"
      value={value}
      maxLength={8}
      onChange={(event) => onChange(event.target.value)}
    />
  ) : (
    <PasswordField
      label="Password, to prove it is you"
      autoComplete="current-password"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** What still lacks, in words; null when it can be sent. */
export function whyNoProof(proof: string, totp: boolean): string | null {
  if (totp) return /^\d{6}$/.test(proof.replace(/\s/g, "")) ? null : "Enter the six digits of your authenticator.";
  return proof === "" ? "Enter your password." : null;
}
