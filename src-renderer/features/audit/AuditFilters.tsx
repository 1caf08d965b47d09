/** Who, what, on which record, when, with what outcome. */
import { useState } from "react";
import { Button } from "#renderer/ui/Button.tsx";
import { MomentField } from "#renderer/ui/MomentField.tsx";
import { SelectField, TextField } from "#renderer/ui/TextField.tsx";
import { t } from "#renderer/i18n/t.ts";
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
      aria-label={t("audit:filters.title")}
      onSubmit={(event) => event.preventDefault()}
    >
      <TextField
        label={t("audit:head.who")}
        plainLabel
        controlSize="small"
        placeholder={t("audit:filters.whoHint")}
        value={search.who ?? ""}
        maxLength={80}
        onChange={(event) => onChange({ who: event.target.value.trimStart() })}
      />
      <SelectField
        label={t("audit:head.what")}
        plainLabel
        controlSize="small"
        value={search.action ?? ""}
        onChange={(event) => onChange({ action: event.target.value })}
      >
        <option value="">{t("audit:filters.everything")}</option>
        {ACTION_FAMILIES.map((family) => (
          <option key={family} value={`${family}.`}>
            {" "}
            {t(`audit:families.${family}`)}{" "}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t("audit:filters.no")}
        plainLabel
        controlSize="small"
        placeholder={t("audit:filters.noHint")}
        value={search.no ?? ""}
        maxLength={40}
        onChange={(event) => onChange({ no: event.target.value.trim() })}
      />
      <SelectField
        label={t("audit:head.outcome")}
        plainLabel
        controlSize="small"
        value={search.outcome ?? ""}
        onChange={(event) =>
          onChange({
            outcome: event.target.value === "" ? undefined : event.target.value === "REFUSED" ? "REFUSED" : "DONE",
          })
        }
      >
        <option value="">{t("audit:filters.both")}</option>
        <option value="DONE">{t("audit:filters.done")}</option>
        <option value="REFUSED">{t("audit:filters.refused")}</option>
      </SelectField>
      <MomentField
        key={`from ${clears}`}
        label={t("audit:filters.from")}
        small
        value={search.from ?? ""}
        onChange={(from) => onChange({ from })}
      />
      <MomentField
        key={`to ${clears}`}
        label={t("audit:filters.to")}
        small
        value={search.to ?? ""}
        onChange={(to) => onChange({ to })}
      />
      {filtered ? (
        <Button variant="quiet" size="small" onClick={clear}>
          {t("audit:filters.clear")}
        </Button>
      ) : null}
    </form>
  );
}
