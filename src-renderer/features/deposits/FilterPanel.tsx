/** Every filter as a labelled field (R10.1, R10.2). Conditions combine with AND, several values of one with OR. */
import { useEffect, useRef, useState } from "react";
import {
  CREATED_PRESETS,
  type CreatedPreset,
  RECORD_FLAGS,
  RECORD_NUMBERS_MOST,
} from "#shared/domain/query/recordFilter.ts";
import type { RecordSearch } from "#renderer/api/recordSearch.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { DEPOSIT_STATUSES, HOLD_REASONS, LOCAL_REFUND_STATUSES, REFUND_STATUSES } from "#shared/domain/statuses.ts";
import { isAmount } from "#shared/money.ts";
import { type CodeGroup, codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";
import { MultiChoice } from "#renderer/ui/MultiChoice.tsx";
import { usePreferences } from "#renderer/ui/preferences.tsx";
import { SelectField, TextArea, TextField } from "#renderer/ui/TextField.tsx";
import { minuteText, parseMoment } from "#shared/domain/query/moments.ts";
import { zoneName } from "#renderer/ui/times.ts";
import { fieldLabel, withFilters } from "./recordFilters.ts";
import styles from "./FilterBar.module.css";

type Change = Parameters<typeof withFilters>[1];

const refundStatuses = REFUND_STATUSES.filter((value) => !(LOCAL_REFUND_STATUSES as readonly string[]).includes(value));

function optionsOf<Code extends string>(group: CodeGroup, values: readonly Code[]): { value: Code; label: string }[] {
  return values.map((value) => ({ value, label: codeLabel(group, value) }));
}

export function FilterPanel({ search, onChange }: { search: RecordSearch; onChange: (change: Change) => void }) {
  const { zone } = usePreferences();
  const { currencies, networks } = useCurrencyBook();
  const codes = [...new Set(currencies.map((currency) => currency.code))];
  const text = (
    key:
      | "recordNo"
      | "customerNo"
      | "customerName"
      | "securitiesAccount"
      | "txHash"
      | "address"
      | "refundNo"
      | "operator"
      | "text",
    maxLength: number,
  ) => (
    <TypedField
      key={key}
      label={fieldLabel(key)}
      maxLength={maxLength}
      value={search[key] ?? ""}
      read={(typed) => ({ value: typed.trim() })}
      onValue={(value) => onChange({ [key]: value })}
    />
  );
  const moment = (key: "createdFrom" | "createdTo") => (
    <TypedField
      key={key}
      label={t("deposits:panel.inZone", { field: fieldLabel(key), zone: zoneName(zone) })}
      placeholder="2026-11-22 14:30"
      maxLength={19}
      value={search[key] === undefined ? "" : minuteText(search[key], zone)}
      read={(typed) => {
        const value = typed.trim() === "" ? "" : parseMoment(typed, zone, key === "createdFrom" ? "start" : "end");
        return value === null ? { problem: t("deposits:panel.moment") } : { value };
      }}
      onValue={(value) => onChange({ [key]: value, created: undefined })}
    />
  );
  const amount = (key: "amountMin" | "amountMax") => (
    <TypedField
      key={key}
      label={fieldLabel(key)}
      inputMode="decimal"
      maxLength={80}
      value={search[key] ?? ""}
      read={(typed) => {
        const value = typed.trim().replaceAll(",", "");
        return value === "" || isAmount(value) ? { value } : { problem: t("deposits:panel.amount") };
      }}
      onValue={(value) => onChange({ [key]: value })}
    />
  );
  return (
    <div id="record-filters" role="group" aria-label={t("deposits:filters.title")} className={styles.panel}>
      {text("recordNo", 40)}
      {text("customerNo", 40)}
      {text("customerName", 100)}
      {text("securitiesAccount", 40)}
      <SelectField
        label={fieldLabel("created")}
        plainLabel
        controlSize="small"
        value={search.created ?? ""}
        onChange={(event) =>
          onChange({
            created: (event.target.value || undefined) as CreatedPreset | undefined,
            createdFrom: undefined,
            createdTo: undefined,
          })
        }
      >
        <option value="">{t("deposits:created.any")}</option>
        {CREATED_PRESETS.map((preset) => (
          <option key={preset} value={preset}>
            {t(`deposits:created.${preset}`)}
          </option>
        ))}
      </SelectField>
      {moment("createdFrom")}
      {moment("createdTo")}
      <MultiChoice
        label={fieldLabel("status")}
        options={optionsOf("deposit", DEPOSIT_STATUSES)}
        value={search.status ?? []}
        onChange={(status) => onChange({ status })}
      />
      <MultiChoice
        label={fieldLabel("holdReason")}
        options={optionsOf("holdReason", HOLD_REASONS)}
        value={search.holdReason ?? []}
        onChange={(holdReason) => onChange({ holdReason })}
      />
      <MultiChoice
        label={fieldLabel("currency")}
        options={codes.map((value) => ({ value, label: value }))}
        value={search.currency ?? []}
        onChange={(currency) => onChange({ currency })}
      />
      <MultiChoice
        label={fieldLabel("network")}
        options={networks.map((network) => ({ value: network.code, label: network.name }))}
        value={search.network ?? []}
        onChange={(network) => onChange({ network })}
      />
      {amount("amountMin")}
      {amount("amountMax")}
      {text("txHash", 66)}
      {text("address", 42)}
      {text("refundNo", 40)}
      <MultiChoice
        label={fieldLabel("refundStatus")}
        options={optionsOf("refund", refundStatuses)}
        value={search.refundStatus ?? []}
        onChange={(refundStatus) => onChange({ refundStatus })}
      />
      {text("operator", 100)}
      <MultiChoice
        label={fieldLabel("flags")}
        options={optionsOf("recordFlag", RECORD_FLAGS)}
        value={search.flags ?? []}
        onChange={(flags) => onChange({ flags })}
      />
      {text("text", 200)}
      <RecordNumbers value={search.recordNos ?? []} onValue={(recordNos) => onChange({ recordNos })} />
    </div>
  );
}

/** Typed text takes effect after a moment of rest, or at once on Enter or on leaving; what cannot be read is said and changes nothing. */
function TypedField({
  label,
  value,
  read,
  onValue,
  ...input
}: {
  label: string;
  value: string;
  read: (typed: string) => { value: string } | { problem: string };
  onValue: (value: string) => void;
  placeholder?: string;
  inputMode?: "decimal";
  maxLength: number;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const latest = useRef({ read, onValue, value });
  latest.current = { read, onValue, value };
  const result = typed === null ? null : read(typed);
  useEffect(() => {
    if (typed === null) return undefined;
    const timer = setTimeout(() => settle(typed), 250);
    return () => clearTimeout(timer);
  }, [typed]);
  function settle(text: string, leave = false): void {
    const now = latest.current.read(text);
    if ("value" in now && now.value !== latest.current.value) latest.current.onValue(now.value);
    if (leave && "value" in now) setTyped(null);
  }
  return (
    <TextField
      {...input}
      label={label}
      plainLabel
      controlSize="small"
      value={typed ?? value}
      problem={result !== null && "problem" in result ? result.problem : null}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => typed !== null && settle(typed, true)}
      onKeyDown={(event) => event.key === "Enter" && typed !== null && settle(typed, true)}
    />
  );
}

/** A pasted list of record numbers, however it is separated. */
function RecordNumbers({ value, onValue }: { value: readonly string[]; onValue: (numbers: string[]) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const numbers = typed === null ? [] : [...new Set(typed.split(/[\s,;]+/).filter(Boolean))];
  const tooLong = numbers.find((number) => number.length > 40);
  const problem =
    numbers.length > RECORD_NUMBERS_MOST
      ? t("deposits:panel.tooMany", { numbers: numbers.length, most: RECORD_NUMBERS_MOST })
      : tooLong === undefined
        ? null
        : t("deposits:panel.tooLong", { number: tooLong.slice(0, 20) });
  const settle = () => {
    if (typed === null || problem !== null) return;
    onValue(numbers);
    setTyped(null);
  };
  return (
    <TextArea
      label={t("deposits:panel.numbers")}
      placeholder={t("deposits:panel.paste")}
      plainLabel
      controlSize="small"
      rows={1}
      value={typed ?? value.join(" ")}
      problem={problem}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={settle}
    />
  );
}
