/** The first of two people: other rules for a network, or a new one. Chain id and first block are what a network is. */
import { useState } from "react";
import type { NetworkHistory } from "#shared/contract/configuration.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { t } from "#renderer/i18n/t.ts";
import { CheckField, SelectField, TextField } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { compared } from "./ComparedRows.tsx";
import {
  type NetworkForm,
  networkFormOf,
  networkRows,
  networkRulesIn,
  networkWarning,
  NEW_NETWORK,
} from "./networkRows.ts";
import { type Asked, ProposeRulesDialog } from "./ProposeRulesDialog.tsx";
import styles from "./configuration.module.css";

const NOBODY = { openRecords: 0, openRefunds: 0 };

/** `history` null: a new network. */
export function ProposeNetworkDialog({ history, onClose }: { history: NetworkHistory | null; onClose: () => void }) {
  const held = history?.rules ?? null;
  const [code, setCode] = useState(history?.network ?? "");
  const [form, setForm] = useState<NetworkForm>(() => (held === null ? NEW_NETWORK : networkFormOf(held)));
  const { key, renew } = useIdempotencyKey();
  const propose = useCommand("configuration", "proposeNetwork");
  const change = (part: Partial<NetworkForm>) => {
    setForm((former) => ({ ...former, ...part }));
    renew();
  };
  const read = networkRulesIn(form);
  const problem = /^[A-Z0-9_]{2,40}$/.test(code)
    ? "problem" in read
      ? read.problem
      : null
    : t("configuration:network.codeMissing");
  const submit = (asked: Asked) => {
    if ("problem" in read) return;
    const payload = { basedOn: history?.version ?? null, rules: read.rules };
    propose.give(
      { network: code, payload, ...asked, idempotencyKey: key },
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
  const text = (label: string, field: Exclude<keyof NetworkForm, "enabled" | "finality">, hint?: string) => (
    <TextField
      label={label}
      value={form[field]}
      {...(hint !== undefined && { hint })}
      onChange={(event) => change({ [field]: event.target.value })}
    />
  );
  return (
    <ProposeRulesDialog
      title={history === null ? t("configuration:network.title") : t("configuration:rules.titleFor", { code })}
      problem={problem}
      changes={"problem" in read ? [] : compared(held && networkRows(held), networkRows(read.rules))}
      warning={"problem" in read ? null : networkWarning(held, read.rules, history?.affected ?? NOBODY)}
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
              value={code}
              data-autofocus
              onChange={(event) => setCode(event.target.value.trim().toUpperCase())}
            />
            {text(t("configuration:network.chainId"), "chainId", t("configuration:rules.neverChanges"))}
            {text(t("configuration:network.genesis"), "genesisHash", t("configuration:network.genesisHint"))}
            {text(t("configuration:network.coin"), "nativeSymbol", t("configuration:rules.neverChanges"))}
          </>
        ) : null}
        {text(t("configuration:rules.name"), "name")}
        {text(t("configuration:rules.confirmations"), "requiredConfirmations")}
        <SelectField
          label={t("configuration:network.final")}
          value={form.finality}
          onChange={(event) => change({ finality: event.target.value === "DEPTH" ? "DEPTH" : "FINALIZED" })}
        >
          <option value="FINALIZED">{t("configuration:network.chainSays")}</option>
          <option value="DEPTH">{t("configuration:network.afterNumber")}</option>
        </SelectField>
        {text(t("configuration:network.depth"), "finalityDepth")}
        {text(
          t("configuration:network.feeCap", { coin: form.nativeSymbol }),
          "feeCap",
          t("configuration:rules.untilLimits"),
        )}
        {text(t("configuration:network.explorerTx"), "explorerTxUrl", t("configuration:network.explorerTxHint"))}
        {text(
          t("configuration:network.explorerAddress"),
          "explorerAddressUrl",
          t("configuration:network.explorerAddressHint"),
        )}
        <div className={styles.checks}>
          <CheckField
            label={t("configuration:network.inUse")}
            checked={form.enabled}
            disabled={held === null}
            onChange={(event) => change({ enabled: event.target.checked })}
          />
          {held === null ? <p className="quiet">{t("configuration:network.newOff")}</p> : null}
        </div>
      </div>
    </ProposeRulesDialog>
  );
}
