/** The cancellation was refused: what happened, and what changed between what the person saw and now (409, 412). */
import { deposit as depositSchema, type Deposit } from "#shared/contract/deposit.ts";
import { DEPOSIT_STATUS_LABELS, statusLabel } from "#shared/domain/statuses.ts";
import type { CallError } from "#renderer/api/CallError.ts";
import { explain } from "#renderer/api/explain.ts";
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
      title={unsure ? "The answer is not known" : "Not cancelled"}
      onClose={onClose}
      say={unsure ? "Look at the record before repeating." : "Nothing was changed by you."}
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
            {changes.map(({ label, before, after }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{before}</td>
                <td>{after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </DialogFrame>
  );
}

function changesBetween(before: Deposit, after: Deposit): { label: string; before: string; after: string }[] {
  const status = (deposit: Deposit) => statusLabel(DEPOSIT_STATUS_LABELS, deposit.status);
  const blocks = ({ confirmations }: Deposit) =>
    confirmations.blockNumber === null
      ? "No transfer seen"
      : `${confirmations.current} of ${confirmations.required}, block ${confirmations.blockNumber}`;
  const rows = [
    { label: "Status", before: status(before), after: status(after) },
    { label: "Confirmations", before: blocks(before), after: blocks(after) },
    { label: "TXID", before: before.txHash ?? "–", after: after.txHash ?? "–" },
    { label: "Amount", before: before.declaredAmount, after: after.declaredAmount },
    { label: "Cancelled by", before: before.cancel?.by.name ?? "–", after: after.cancel?.by.name ?? "–" },
    { label: "Version", before: String(before.version), after: String(after.version) },
  ];
  return rows.filter((row) => row.before !== row.after);
}
