/** The cancellation was refused: what happened, and what changed between what the person saw and now (409, 412). */
import { deposit as depositSchema, type Deposit } from "#shared/contract/deposit.ts";
import type { CallError } from "#renderer/api/CallError.ts";
import { explain } from "#renderer/api/explain.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";
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
      title={unsure ? t("deposits:refused.unknown") : t("deposits:refused.title", { no: seen.recordNo })}
      onClose={onClose}
      say={
        unsure
          ? t("deposits:refused.look")
          : now === null
            ? t("deposits:refused.nothing")
            : t("deposits:refused.nowIs", { status: codeLabel("deposit", now.status) })
      }
      buttons={
        <Button data-autofocus onClick={onClose}>
          {t("deposits:cancel.close")}
        </Button>
      }
    >
      <ErrorPanel {...explain(error)} inset />
      <CancelFacts deposit={now ?? seen} />
      {changes.length === 0 ? null : (
        <table className={styles.changes}>
          <caption className="spoken">{t("deposits:refused.changes")}</caption>
          <thead>
            <tr>
              <th scope="col" />
              <th scope="col">{t("deposits:refused.opened")}</th>
              <th scope="col">{t("deposits:refused.now")}</th>
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
  const status = (deposit: Deposit) => codeLabel("deposit", deposit.status);
  const blocks = ({ confirmations }: Deposit) =>
    confirmations.blockNumber === null
      ? t("deposits:row.noTransfer")
      : t("deposits:refused.blocks", {
          current: confirmations.current,
          required: confirmations.required,
          block: confirmations.blockNumber,
        });
  const rows: Change[] = [
    { label: t("deposits:columns.status"), before: status(before), after: status(after) },
    { label: t("deposits:columns.confirmations"), before: blocks(before), after: blocks(after) },
    { label: "TXID", before: before.txHash ?? "–", after: after.txHash ?? "–", hash: true },
    { label: t("deposits:columns.amount"), before: before.declaredAmount, after: after.declaredAmount },
    {
      label: t("deposits:refused.cancelledBy"),
      before: before.cancel?.by.name ?? "–",
      after: after.cancel?.by.name ?? "–",
    },
    { label: t("deposits:refused.version"), before: String(before.version), after: String(after.version) },
  ];
  return rows.filter((row) => row.before !== row.after);
}
