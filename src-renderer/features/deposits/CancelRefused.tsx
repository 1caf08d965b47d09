/** The cancellation was refused: what happened, and what changed between what the person saw and now (409, 412). */
import { deposit as depositSchema, type Deposit } from "#shared/contract/deposit.ts";
import { DEPOSIT_STATUS_LABELS, statusLabel } from "#shared/domain/statuses.ts";
import type { CallError } from "#renderer/api/CallError.ts";
import { explain } from "#renderer/api/explain.ts";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { CancelFacts } from "./CancelFacts.tsx";
import styles from "./CancelDialog.module.css";

export function CancelRefused({
  seen,
  present,
  error,
  onClose,
}: {
  seen: Deposit;
  present: Deposit | null;
  error: CallError;
  onClose: () => void;
}) {
  const current = depositSchema.safeParse(error.body.current);
  const now = current.success ? current.data : present;
  const changes = now === null ? [] : changesBetween(seen, now);
  const unsure =
    error.code === "TIMEOUT" ||
    error.code === "OFFLINE" ||
    error.code === "INTERNAL" ||
    error.code === "SERVICE_UNAVAILABLE";
  return (
    <DialogFrame
      title={unsure ? "The answer is not known" : `Not cancelled: ${seen.recordNo}`}
      onClose={onClose}
      say={
        unsure
          ? "Look at the record before repeating."
          : now === null
            ? "Nothing was changed by you."
            : `Nothing was changed by you. The record is now ${statusLabel(DEPOSIT_STATUS_LABELS, now.status)}.`
      }
      buttons={
        <Button data-autofocus onClick={onClose}>
          Close
        </Button>
      }
    >
      <ErrorPanel {...explain(error)} inset />
      <CancelFacts deposit={now ?? seen} />
      {changes.length === 0 ? null : (
        <table className={styles.changes}>
          <caption className="spoken">What changed</caption>
          <thead>
            <tr>
              <th scope="col" />
              <th scope="col">When you opened it</th>
              <th scope="col">Now</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ label, before, after, hash }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{hash === true && before !== "–" ? <AddressText value={before} /> : before}</td>
                <td>{hash === true && after !== "–" ? <AddressText value={after} /> : after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </DialogFrame>
  );
}

type Change = { label: string; before: string; after: string; hash?: boolean };

function changesBetween(before: Deposit, after: Deposit): Change[] {
  const status = (deposit: Deposit) => statusLabel(DEPOSIT_STATUS_LABELS, deposit.status);
  const blocks = ({ confirmations }: Deposit) =>
    confirmations.blockNumber === null
      ? "No transfer seen"
      : `${confirmations.current} of ${confirmations.required}, block ${confirmations.blockNumber}`;
  const rows: Change[] = [
    { label: "Status", before: status(before), after: status(after) },
    { label: "Confirmations", before: blocks(before), after: blocks(after) },
    { label: "TXID", before: before.txHash ?? "–", after: after.txHash ?? "–", hash: true },
    { label: "Amount", before: before.declaredAmount, after: after.declaredAmount },
    { label: "Cancelled by", before: before.cancel?.by.name ?? "–", after: after.cancel?.by.name ?? "–" },
    { label: "Version", before: String(before.version), after: String(after.version) },
  ];
  return rows.filter((row) => row.before !== row.after);
}
