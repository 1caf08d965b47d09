/** The second person's word on a proposed version, each part beside the one that holds; whoever proposed may only withdraw. */
import { useState, type ReactNode } from "react";
import type { LimitsVersion } from "#shared/contract/configuration.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { useCommand } from "#renderer/api/command.ts";
import { useDecision } from "#renderer/api/decision.ts";
import { explain } from "#renderer/api/explain.ts";
import { useUser } from "#renderer/api/session.tsx";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { TextArea } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { ComparedRows, type ComparedRow } from "./ComparedRows.tsx";

type Decision = "approve" | "reject" | "withdraw";
const ENDED = { reject: "Rejected.", withdraw: "Withdrawn." } as const;

export function DecideVersionDialog({
  what,
  about,
  approved,
  proposed,
  rows,
  note,
  warning,
  onClose,
}: {
  /** "the limits", "the rules": as in "Approve the limits" */
  what: string;
  /** "USDT" */
  about: string;
  /** said once it is approved */
  approved: string;
  proposed: Omit<LimitsVersion, "kind" | "payload">;
  rows: readonly ComparedRow[];
  note: string;
  warning?: ReactNode;
  onClose: () => void;
}) {
  // What the person saw when the dialog opened.
  const [seen] = useState(proposed);
  const own = useUser().id === proposed.proposedBy.id;
  const commands = {
    approve: useCommand("configuration", "approve"),
    reject: useCommand("configuration", "reject"),
    withdraw: useCommand("configuration", "withdraw"),
  };
  const { remarks, setRemarks, reason, busy, pending, error, give } = useDecision<Decision>(
    seen,
    commands,
    (decision) => {
      toast(decision === "approve" ? approved : ENDED[decision], `${about}, version ${proposed.number}`);
      onClose();
    },
  );
  const button = (decision: Decision, words: string, primary: boolean) => (
    <ActionButton
      {...(primary && { variant: "primary" })}
      reason={reason}
      busy={pending(decision)}
      onClick={() => give(decision)}
    >
      {words}
    </ActionButton>
  );
  const words = what.replace(/^the /, "the proposed ");
  return (
    <DialogFrame
      title={own ? `Withdraw ${words} for ${about}?` : `Decide on ${what} for ${about}`}
      say={busy ? "Asking the central service…" : "Nothing changes yet."}
      busy={busy}
      onClose={onClose}
      width={720}
      buttons={
        <>
          <Button onClick={onClose}>{own ? "Leave it proposed" : "Decide later"}</Button>
          {own ? button("withdraw", "Withdraw", true) : null}
          {own ? null : button("reject", "Reject", false)}
          {own ? null : button("approve", `Approve ${what}`, true)}
        </>
      }
    >
      {warning}
      <ComparedRows caption={`${proposed.proposedBy.name}: ${proposed.remarks}`} head="Rule" rows={rows} />
      <p className="quiet">{note}</p>
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
