/** The first of two people: other rules for a currency, or a new one. Contract and decimals are set once and for ever. */
import { useState } from "react";
import type { CurrencyHistory } from "#shared/contract/configuration.ts";
import { ADDRESS_SOURCES } from "#shared/contract/currency.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { t } from "#renderer/i18n/t.ts";
import { CheckField, SelectField, TextField } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { BandFields } from "./BandFields.tsx";
import { compared } from "./ComparedRows.tsx";
import {
  currencyFormOf,
  type CurrencyForm,
  currencyRows,
  currencyRulesIn,
  currencyWarning,
  NEW_CURRENCY,
} from "./currencyRows.ts";
import { type Asked, ProposeRulesDialog } from "./ProposeRulesDialog.tsx";
import styles from "./configuration.module.css";

const NOBODY = { openRecords: 0, openRefunds: 0 };

/** `history` null: a new currency of the network. */
export function ProposeCurrencyDialog({
  network,
  history,
  onClose,
}: {
  network: string;
  history: CurrencyHistory | null;
  onClose: () => void;
}) {
  const held = history?.rules ?? null;
  const [code, setCode] = useState(history?.currency ?? "");
  const [form, setForm] = useState<CurrencyForm>(() => (held === null ? NEW_CURRENCY : currencyFormOf(held)));
  const { key, renew } = useIdempotencyKey();
  const propose = useCommand("configuration", "proposeCurrency");
  const change = (part: Partial<CurrencyForm>) => {
    setForm((former) => ({ ...former, ...part }));
    renew();
  };
  const read = currencyRulesIn(form);
  const problem = /^[A-Z0-9_]{2,40}$/.test(code)
    ? "problem" in read
      ? read.problem
      : null
    : t("configuration:currency.codeMissing");
  const submit = (asked: Asked) => {
    if ("problem" in read) return;
    const payload = { basedOn: history?.version ?? null, rules: read.rules };
    propose.give(
      { network, currency: code, payload, ...asked, idempotencyKey: key },
      {
        done: ({ number }) => {
          toast(t("configuration:proposed", { number }), code);
          onClose();
        },
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  };
  const text = (label: string, field: TextPart, hint?: string) => (
    <TextField
      label={label}
      value={form[field]}
      {...(hint !== undefined && { hint })}
      onChange={(event) => change({ [field]: event.target.value })}
    />
  );
  const check = (label: string, field: "depositEnabled" | "refundEnabled" | "proofPerDeposit") => (
    <CheckField label={label} checked={form[field]} onChange={(event) => change({ [field]: event.target.checked })} />
  );
  return (
    <ProposeRulesDialog
      title={
        history === null ? t("configuration:currency.title", { network }) : t("configuration:rules.titleFor", { code })
      }
      problem={problem}
      changes={"problem" in read ? [] : compared(held && currencyRows(held, code), currencyRows(read.rules, code))}
      warning={"problem" in read ? null : currencyWarning(held, read.rules, history?.affected ?? NOBODY)}
      busy={propose.isPending}
      error={propose.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={styles.fields}>
        {held === null ? (
          <>
            <TextField
              label={t("configuration:rules.code")}
              hint={t("configuration:currency.codeHint")}
              value={code}
              data-autofocus
              onChange={(event) => setCode(event.target.value.trim().toUpperCase())}
            />
            <SelectField
              label={t("configuration:currency.kind")}
              value={form.kind}
              onChange={(event) => change({ kind: event.target.value === "NATIVE" ? "NATIVE" : "ERC20" })}
            >
              <option value="ERC20">{t("configuration:currency.token")}</option>
              <option value="NATIVE">{t("configuration:currency.coin")}</option>
            </SelectField>
            {text(t("configuration:currency.contract"), "contractAddress", t("configuration:currency.contractHint"))}
            {text(t("configuration:currency.decimals"), "decimals", t("configuration:currency.decimalsHint"))}
          </>
        ) : null}
        {text(t("configuration:rules.name"), "name")}
        {text(t("configuration:currency.displayDecimals"), "displayDecimals")}
        {text(t("configuration:currency.minimum", { code }), "minDeposit")}
        {text(
          t("configuration:currency.tolerance", { code }),
          "mismatchTolerance",
          t("configuration:currency.toleranceHint"),
        )}
        {text(t("configuration:currency.window"), "waitingWindowHours")}
        {text(t("configuration:currency.large", { code }), "largeAmount", t("configuration:rules.untilLimits"))}
        <SelectField
          label={t("configuration:currency.source")}
          value={form.addressSource}
          onChange={(event) =>
            change({ addressSource: ADDRESS_SOURCES.find((one) => one === event.target.value) ?? form.addressSource })
          }
        >
          {ADDRESS_SOURCES.map((source) => (
            <option key={source} value={source}>
              {t(`configuration:currency.sources.${source}`)}
            </option>
          ))}
        </SelectField>
        <div className={styles.checks}>
          {check(t("configuration:currency.deposits"), "depositEnabled")}
          {check(t("configuration:currency.refunds"), "refundEnabled")}
          {check(t("configuration:currency.proof"), "proofPerDeposit")}
        </div>
      </div>
      <BandFields
        legend={t("configuration:currency.bands")}
        none={t("configuration:currency.noBands")}
        from={t("configuration:currency.bandFrom", { code })}
        count={t("configuration:currency.bandCount")}
        bands={form.bands}
        onChange={(bands) => change({ bands })}
      />
    </ProposeRulesDialog>
  );
}

type TextPart = Exclude<
  { [Field in keyof CurrencyForm]: CurrencyForm[Field] extends string ? Field : never }[keyof CurrencyForm],
  "kind" | "addressSource"
>;
