/** The first of two people: what should be done about a hold, why, and where the evidence is. */
import { useState } from "react";
import type { Deposit } from "#shared/contract/deposit.ts";
import { HOLD_RESOLUTION_EFFECTS, HOLD_RESOLUTION_LABELS, HOLD_RESOLUTIONS } from "#shared/domain/depositHolds.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { SelectField, TextArea, TextField } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { HoldFacts } from "./HoldFacts.tsx";

export function HoldProposeDialog({
  deposit,
  possible,
  onClose,
}: {
  deposit: Deposit;
  possible: readonly string[];
  onClose: () => void;
}) {
  // What the person saw when the dialog opened; a newer version is refused by the central service and shown.
  const [{ id, version }] = useState(deposit);
  // In their order, the usual one first; one that a newer central service invented is left out.
  const choices = possible.flatMap((code) => HOLD_RESOLUTIONS.filter((one) => one === code));
  const [resolution, setResolution] = useState(choices[0] ?? "RELEASE");
  const [remarks, setRemarks] = useState("");
  const [evidence, setEvidence] = useState("");
  const { key, renew } = useIdempotencyKey();
  const propose = useCommand("deposits", "proposeHold");
  const needsEvidence = resolution === "UNBLOCK" || resolution === "REVERSE_CREDIT";
  const reason =
    remarks.trim() === ""
      ? "Write why; the second person decides on it."
      : needsEvidence && evidence.trim() === ""
        ? "Say where the evidence is."
        : null;
  const submit = () =>
    propose.give(
      {
        id,
        version,
        resolutionCode: resolution,
        remarks: remarks.trim(),
        evidence: evidence.trim() === "" ? [] : [evidence.trim()],
        idempotencyKey: key,
      },
      {
        done: () => {
          toast("Proposed. Another person decides.", deposit.recordNo);
          onClose();
        },
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  return (
    <DialogFrame
      title="Propose a resolution"
      step="Step 1 of 2: another person decides"
      say={propose.isPending ? "Asking the central service…" : "Nothing changes yet."}
      busy={propose.isPending}
      onClose={onClose}
      width={640}
      buttons={
        <>
          <Button onClick={onClose}>Leave it on hold</Button>
          <ActionButton variant="primary" reason={reason} busy={propose.isPending} onClick={submit}>
            Propose
          </ActionButton>
        </>
      }
    >
      <HoldFacts deposit={deposit} />
      <SelectField
        label="Resolution"
        value={resolution}
        hint={HOLD_RESOLUTION_EFFECTS[resolution]}
        data-autofocus
        onChange={(event) => {
          const chosen = choices.find((one) => one === event.target.value);
          if (chosen !== undefined) setResolution(chosen);
          renew();
        }}
      >
        {choices.map((one) => (
          <option key={one} value={one}>
            {HOLD_RESOLUTION_LABELS[one]}
          </option>
        ))}
      </SelectField>
      <TextArea
        label="Why"
        value={remarks}
        limit={REMARKS_MAX_LENGTH}
        maxLength={REMARKS_MAX_LENGTH}
        required
        onChange={(event) => setRemarks(event.target.value)}
      />
      <TextField
        label={resolution === "REVERSE_CREDIT" ? "Reference of the ledger's reversal" : "Where the evidence is kept"}
        optional={!needsEvidence}
        maxLength={200}
        value={evidence}
        onChange={(event) => setEvidence(event.target.value)}
      />
      {propose.error === null ? null : <ErrorPanel {...explain(propose.error)} inset />}
    </DialogFrame>
  );
}
