/** The six digits of a person's authenticator, where signing in or unlocking asks for them. */
import type { Ref } from "react";
import { t } from "#renderer/i18n/t.ts";
import { TextField } from "#renderer/ui/TextField.tsx";

export function CodeField(props: { ref: Ref<HTMLInputElement>; value: string; onChange: (code: string) => void }) {
  const { ref, value, onChange } = props;
  return (
    <TextField
      ref={ref}
      label={t("session:code")}
      controlSize="large"
      mono
      inputMode="numeric"
      autoComplete="one-time-code"
      value={value}
      onChange={(event) => onChange(event.target.value.replace(/\D/g, "").slice(0, 6))}
    />
  );
}
