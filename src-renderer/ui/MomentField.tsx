/** A moment typed as "2026-11-22 14:30" in the operator's zone; what is half written counts as empty. */
import { useState } from "react";
import { t } from "#renderer/i18n/t.ts";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { TextField } from "#renderer/ui/TextField.tsx";
import { minuteText, parseMoment } from "#shared/domain/query/moments.ts";
import { zoneName } from "#renderer/ui/times.ts";

export function MomentField({
  label,
  value,
  problem,
  small = false,
  onChange,
}: {
  label: string;
  /** RFC 3339 UTC or "" */
  value: string;
  problem?: string | undefined;
  /** as the other fields of a filter bar */
  small?: boolean;
  onChange: (value: string) => void;
}) {
  const { zone } = usePreferences();
  const [text, setText] = useState(() => (value === "" ? "" : minuteText(value, zone)));
  const malformed = text !== "" && parseMoment(text, zone, "start") === null;
  return (
    <TextField
      label={label}
      {...(small && { plainLabel: true, controlSize: "small" })}
      aside={<span className="quiet">{zoneName(zone)}</span>}
      placeholder="2026-11-22 14:30"
      value={text}
      problem={problem === undefined ? undefined : malformed ? t("ui:field.moment") : problem}
      onChange={(event) => {
        setText(event.target.value);
        onChange(parseMoment(event.target.value, zone, "start") ?? "");
      }}
    />
  );
}
