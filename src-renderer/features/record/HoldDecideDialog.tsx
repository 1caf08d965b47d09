/** The second of two people: follows a proposal or refuses it; or, without one, blocks the record at once (D17). */
import { useState } from "react";
import type { Deposit, HoldProposal } from "#shared/contract/deposit.ts";
import {
  HOLD_RESOLUTION_EFFECTS,
  HOLD_RESOLUTION_LABELS,
  HOLD_RESOLUTIONS,
  type HoldDecision,
} from "#shared/domain/depositHolds.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { DEPOSIT_STATUS_LABELS, statusLabel } from "#shared/domain/statuses.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { TextArea } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { HoldFacts } from "./HoldFacts.tsx";

export function HoldDecideDialog({
  deposit,
  proposal,
  onClose,
}: {
  deposit: Deposit;
  proposal: HoldProposal | null;
  onClose: () => void;
}) {
  // What the person saw when the dialog opened; a newer version is refused by the central service and shown.
  const [{ id, version }] = useState(deposit);
  const [remarks, setRemarks] = useState("");
  const { key, renew } = useIdempotencyKey();
  const decide = useCommand("deposits", "decideHold");
  const resolution = HOLD_RESOLUTIONS.find((one) => one === proposal?.resolutionCode) ?? null;
  const reason = remarks.trim() === "" ? "Write what you checked; it goes into the log." : null;
  const give = (decision: HoldDecision) => () =>
    decide.give(
      { id, version, decision, remarks: remarks.trim(), idempotencyKey: key },
      {
        done: ({ status }) => {
          toast(
            decision === "REFUSE"
              ? "Refused. The record stays as it is."
              : `Now ${statusLabel(DEPOSIT_STATUS_LABELS, status)}.`,
            deposit.recordNo,
          );
          onClose();
        },
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  return (
    <DialogFrame
      title={proposal === null ? `Block ${deposit.recordNo}?` : "Decide on the proposed resolution"}
      {...(proposal !== null && { step: "Step 2 of 2" })}
      say={decide.isPending ? "Asking the central service…" : "Nothing changes yet."}
      busy={decide.isPending}
      onClose={onClose}
      width={640}
      buttons={
        <>
          <Button onClick={onClose}>{proposal === null ? "Leave it on hold" : "Decide later"}</Button>
          {proposal === null ? (
            <ActionButton variant="primary" reason={reason} busy={decide.isPending} onClick={give("BLOCK")}>
              Block the record
            </ActionButton>
          ) : (
            <>
              <ActionButton reason={reason} busy={decide.isPending} onClick={give("REFUSE")}>
                Refuse
              </ActionButton>
              <ActionButton
                variant="primary"
                reason={resolution === null ? "This version does not know the proposed resolution." : reason}
                busy={decide.isPending}
                onClick={give("FOLLOW")}
              >
                {resolution === null ? "Follow" : HOLD_RESOLUTION_LABELS[resolution]}
              </ActionButton>
            </>
          )}
        </>
      }
    >
      <HoldFacts deposit={deposit} />
      <Banner tone="hold" inset role="note">
        {proposal === null ? (
          <>
            <strong>Nothing more happens to it.</strong> No credit and no refund, until two supervisors lift the block.
            Nobody tells the client.
          </>
        ) : (
          <>
            <strong>{proposal.by.name} proposes:</strong> {proposal.remarks}
            {proposal.evidence.length === 0 ? "" : ` (${proposal.evidence.join("; ")})`}
            {resolution === null ? null : <p>{HOLD_RESOLUTION_EFFECTS[resolution]}</p>}
          </>
        )}
      </Banner>
      <TextArea
        label="Remarks"
        value={remarks}
        limit={REMARKS_MAX_LENGTH}
        maxLength={REMARKS_MAX_LENGTH}
        required
        data-autofocus
        onChange={(event) => setRemarks(event.target.value)}
      />
      {decide.error === null ? null : <ErrorPanel {...explain(decide.error)} inset />}
    </DialogFrame>
  );
}
