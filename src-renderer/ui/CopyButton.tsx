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
      aria-label={nameOf(what, label)}
      onClick={press}
    >
      {label}
    </Button>
  );
}

/** What is seen stands in the name, or who speaks to the computer could not press it (WCAG 2.5.3). */
function nameOf(what: string, label: string | undefined): string {
  const name = t("ui:copyWhat", { what });
  return label === undefined || name.includes(label) ? name : t("ui:copyLabelled", { label, what });
}
