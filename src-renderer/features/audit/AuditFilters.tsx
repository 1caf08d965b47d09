/** Who, what, on which record, when, with what outcome. */
import { useState } from "react";
import { Button } from "#renderer/ui/Button.tsx";
import { MomentField } from "#renderer/ui/MomentField.tsx";
import { SelectField, TextField } from "#renderer/ui/TextField.tsx";
import { ACTION_FAMILIES, type AuditSearch } from "./auditSearch.ts";
import styles from "./audit.module.css";

type Change = { [K in keyof AuditSearch]?: AuditSearch[K] | undefined };

export function AuditFilters({
  search,
  filtered,
  onChange,
  onClear,
}: {
  search: AuditSearch;
  filtered: boolean;
  onChange: (change: Change) => void;
  /** resolves when the address holds no filter any more */
  onClear: () => Promise<void>;
}) {
  // A moment half written stands in its field alone: clearing makes the fields anew.
  const [clears, setClears] = useState(0);
  const clear = () => void onClear().then(() => setClears((count) => count + 1));
  return (
    <form
      className={styles.filters}
      role="search"
      aria-label="Filter the audit log"
      onSubmit={(event) => event.preventDefault()}
    >
      <TextField
        label="Who"
        plainLabel
        controlSize="small"
        placeholder="Part of a name"
        value={search.who ?? ""}
        maxLength={80}
        onChange={(event) => onChange({ who: event.target.value.trimStart() })}
      />
      <SelectField
        label="What"
        plainLabel
        controlSize="small"
        value={search.action ?? ""}
        onChange={(event) => onChange({ action: event.target.value })}
      >
        <option value="">Everything</option>
        {ACTION_FAMILIES.map(({ prefix, label }) => (
          <option key={prefix} value={prefix}>
            {label}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Record or refund no."
        plainLabel
        controlSize="small"
        placeholder="DP-… or RF-…"
        value={search.no ?? ""}
        maxLength={40}
        onChange={(event) => onChange({ no: event.target.value.trim() })}
      />
      <SelectField
        label="Outcome"
        plainLabel
        controlSize="small"
        value={search.outcome ?? ""}
        onChange={(event) =>
          onChange({
            outcome: event.target.value === "" ? undefined : event.target.value === "REFUSED" ? "REFUSED" : "DONE",
          })
        }
      >
        <option value="">Done and refused</option>
        <option value="DONE">Done</option>
        <option value="REFUSED">Refused</option>
      </SelectField>
      <MomentField
        key={`from ${clears}`}
        label="From"
        small
        value={search.from ?? ""}
        onChange={(from) => onChange({ from })}
      />
      <MomentField key={`to ${clears}`} label="To" small value={search.to ?? ""} onChange={(to) => onChange({ to })} />
      {filtered ? (
        <Button variant="quiet" size="small" onClick={clear}>
          Clear all
        </Button>
      ) : null}
    </form>
  );
}
