import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { t } from "#renderer/i18n/t.ts";
import { Button } from "./Button.tsx";
import { usePreferences } from "./preferences.tsx";

/** Copies a value; the note that follows shows what was copied in full. `label` draws words beside the icon. */
export function CopyButton({ text, what, label }: { text: string; what: string; label?: string }) {
  const { copy } = usePreferences();
  const [copied, setCopied] = useState(false);
  const Sign = copied ? IconCheck : IconCopy;
  const press = () => {
    void copy(text).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1_500);
    });
  };
  return (
    <Button
      variant="quiet"
      size="tiny"
      iconOnly={label === undefined}
      icon={<Sign size={14} stroke={1.75} aria-hidden="true" />}
      aria-label={t("ui:copyWhat", { what })}
      onClick={press}
    >
      {label}
    </Button>
  );
}
