/** The second person's word on proposed limits, each beside the one that holds; whoever proposed may only withdraw. */
import { useState } from "react";
import type { LimitsVersion, CurrencyLimits } from "#shared/contract/configuration.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useUser } from "#renderer/api/session.tsx";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { TextArea } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { limitRows } from "./limitRows.ts";
import styles from "./limits.module.css";

const DONE = { approve: "Approved. The new limits hold.", reject: "Rejected.", withdraw: "Withdrawn." } as const;
type Decision = keyof typeof DONE;

export function DecideLimitsDialog({
  limits: { currency, inForce },
  proposed,
  coin,
  onClose,
}: {
  limits: CurrencyLimits;
  proposed: LimitsVersion;
  coin: string;
  onClose: () => void;
}) {
  // What the person saw when the dialog opened.
  const [{ id, version }] = useState(proposed);
  const own = useUser().id === proposed.proposedBy.id;
  const [remarks, setRemarks] = useState("");
  const { key, renew } = useIdempotencyKey();
  const commands = {
    approve: useCommand("limits", "approve"),
    reject: useCommand("limits", "reject"),
    withdraw: useCommand("limits", "withdraw"),
  };
  const busy = Object.values(commands).some(({ isPending }) => isPending);
  const error = Object.values(commands).find((command) => command.error !== null)?.error ?? null;
  const reason = remarks.trim() === "" ? "Write what you checked, or why not; it goes into the log." : null;
  const give = (decision: Decision) => {
    for (const command of Object.values(commands)) command.reset();
    commands[decision].give(
      { id, version, remarks: remarks.trim(), idempotencyKey: key },
      {
        done: () => {
          toast(DONE[decision], `${currency}, version ${proposed.number}`);
          onClose();
        },
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  };
  const button = (decision: Decision, words: string, primary: boolean) => (
    <ActionButton
      {...(primary && { variant: "primary" })}
      reason={reason}
      busy={commands[decision].isPending}
      onClick={() => give(decision)}
    >
      {words}
    </ActionButton>
  );
  const held = limitRows(inForce.limits, currency, coin);
  const asked = limitRows(proposed.payload, currency, coin);
  return (
    <DialogFrame
      title={own ? `Withdraw the proposed limits for ${currency}?` : `Decide on the limits for ${currency}`}
      say={busy ? "Asking the central service…" : "Nothing changes yet."}
      busy={busy}
      onClose={onClose}
      width={720}
      buttons={
        <>
          <Button onClick={onClose}>{own ? "Leave it proposed" : "Decide later"}</Button>
          {own ? button("withdraw", "Withdraw", true) : null}
          {own ? null : button("reject", "Reject", false)}
          {own ? null : button("approve", "Approve the limits", true)}
        </>
      }
    >
      <table className={styles.compared}>
        <caption>
          {proposed.proposedBy.name}: {proposed.remarks}
        </caption>
        <thead>
          <tr>
            <th scope="col">Limit</th>
            <th scope="col">Now</th>
            <th scope="col">Proposed</th>
          </tr>
        </thead>
        <tbody>
          {held.map(({ label, value }, index) => {
            const next = asked[index]?.value ?? "";
            return (
              <tr key={label} className={next === value ? undefined : styles.changed}>
                <th scope="row">{label}</th>
                <td>{value}</td>
                <td>{next === value ? <span className="quiet">unchanged</span> : <strong>{next}</strong>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="quiet">A refund keeps the limits under which it was requested.</p>
      <TextArea
        label="Remarks"
        value={remarks}
        limit={REMARKS_MAX_LENGTH}
        maxLength={REMARKS_MAX_LENGTH}
        required
        data-autofocus
        onChange={(event) => setRemarks(event.target.value)}
      />
      {error === null ? null : <ErrorPanel {...explain(error)} inset />}
    </DialogFrame>
  );
}
