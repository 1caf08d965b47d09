/** The first of two people: other rules for a network, or a new one. Chain id and first block are what a network is. */
import { useState } from "react";
import type { NetworkHistory } from "#shared/contract/configuration.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
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
    : "Write the code: 2 or more capital letters or digits.";
  const submit = (asked: Asked) => {
    if ("problem" in read) return;
    const payload = { basedOn: history?.version ?? null, rules: read.rules };
    propose.give(
      { network: code, payload, ...asked, idempotencyKey: key },
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
      title={history === null ? "Propose a new network" : `Propose other rules for ${code}`}
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
              label="Code"
              value={code}
              data-autofocus
              onChange={(event) => setCode(event.target.value.trim().toUpperCase())}
            />
            {text("Chain id", "chainId", "Never changes.")}
            {text("Hash of the first block", "genesisHash", "Never changes. Compared with every node.")}
            {text("Own coin", "nativeSymbol", "Never changes.")}
          </>
        ) : null}
        {text("Name", "name")}
        {text("Confirmations", "requiredConfirmations")}
        <SelectField
          label="A block is final"
          value={form.finality}
          onChange={(event) => change({ finality: event.target.value === "DEPTH" ? "DEPTH" : "FINALIZED" })}
        >
          <option value="FINALIZED">when the chain says so</option>
          <option value="DEPTH">after a number of blocks</option>
        </SelectField>
        {text("Depth at which it is final, blocks", "finalityDepth")}
        {text(`Fee cap, ${form.nativeSymbol} a refund`, "feeCap", "Until limits are agreed on.")}
        {text("Explorer of transactions", "explorerTxUrl", "https, {} where the hash goes. Empty: none.")}
        {text("Explorer of addresses", "explorerAddressUrl", "https, {} where the address goes. Empty: none.")}
        <div className={styles.checks}>
          <CheckField
            label="The network is in use"
            checked={form.enabled}
            disabled={held === null}
            onChange={(event) => change({ enabled: event.target.checked })}
          />
          {held === null ? (
            <p className="quiet">
              A new network begins switched off: the service is then given its nodes, started again, and the network
              switched on.
            </p>
          ) : null}
        </div>
      </div>
    </ProposeRulesDialog>
  );
}
