/** The first of two people: other rules for a currency, or a new one. Contract and decimals are set once and for ever. */
import { useState } from "react";
import type { CurrencyHistory } from "#shared/contract/configuration.ts";
import { ADDRESS_SOURCES } from "#shared/contract/currency.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
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
  SOURCE_WORDS,
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
    : "Write the code: 2 or more capital letters or digits, as the contract calls itself.";
  const submit = (asked: Asked) => {
    if ("problem" in read) return;
    const payload = { basedOn: history?.version ?? null, rules: read.rules };
    propose.give(
      { network, currency: code, payload, ...asked, idempotencyKey: key },
      {
        done: ({ number }) => {
          toast(`Version ${number} is proposed. Another person decides.`, code);
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
      title={history === null ? `Propose a new currency on ${network}` : `Propose other rules for ${code}`}
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
              label="Code"
              hint="As the contract calls itself."
              value={code}
              data-autofocus
              onChange={(event) => setCode(event.target.value.trim().toUpperCase())}
            />
            <SelectField
              label="Kind"
              value={form.kind}
              onChange={(event) => change({ kind: event.target.value === "NATIVE" ? "NATIVE" : "ERC20" })}
            >
              <option value="ERC20">Token</option>
              <option value="NATIVE">The network&apos;s own coin</option>
            </SelectField>
            {text("Contract", "contractAddress", "Never changes. Empty for the network's own coin.")}
            {text("Decimals", "decimals", "Never changes. Compared with the contract.")}
          </>
        ) : null}
        {text("Name", "name")}
        {text("Decimals shown", "displayDecimals")}
        {text(`Minimum deposit, ${code}`, "minDeposit")}
        {text(`Tolerance, ${code}`, "mismatchTolerance", "Between declared and received.")}
        {text("Waiting window, hours", "waitingWindowHours")}
        {text(`Large amount, ${code}`, "largeAmount", "Until limits are agreed on.")}
        <SelectField
          label="Deposit address"
          value={form.addressSource}
          onChange={(event) =>
            change({ addressSource: ADDRESS_SOURCES.find((one) => one === event.target.value) ?? form.addressSource })
          }
        >
          {ADDRESS_SOURCES.map((source) => (
            <option key={source} value={source}>
              {SOURCE_WORDS[source]}
            </option>
          ))}
        </SelectField>
        <div className={styles.checks}>
          {check("Deposits are taken", "depositEnabled")}
          {check("Refunds are paid", "refundEnabled")}
          {check("Each deposit needs a new proof of its address", "proofPerDeposit")}
        </div>
      </div>
      <BandFields
        legend="Confirmations by amount"
        none="As many as the network asks for, whatever the amount."
        from={`from, ${code}`}
        count="confirmations"
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
