/** The first of two people: what should be done about a hold, why, and where the evidence is. */
import { useState } from "react";
import type { Deposit } from "#shared/contract/deposit.ts";
import { HOLD_RESOLUTIONS } from "#shared/domain/depositHolds.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";
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
      ? t("record:propose.whyMissing")
      : needsEvidence && evidence.trim() === ""
        ? t("record:propose.evidenceMissing")
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
          toast(t("record:propose.done"), deposit.recordNo);
          onClose();
        },
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  return (
    <DialogFrame
      title={t("record:propose.title")}
      step={t("record:propose.step")}
      say={propose.isPending ? t("record:decide.asking") : t("record:decide.nothingYet")}
      busy={propose.isPending}
      onClose={onClose}
      width={640}
      buttons={
        <>
          <Button onClick={onClose}>{t("record:decide.leave")}</Button>
          <ActionButton variant="primary" reason={reason} busy={propose.isPending} onClick={submit}>
            {t("record:propose.do")}
          </ActionButton>
        </>
      }
    >
      <HoldFacts deposit={deposit} />
      <SelectField
        label={t("record:propose.resolution")}
        value={resolution}
        hint={codeLabel("holdEffect", resolution)}
        data-autofocus
        onChange={(event) => {
          const chosen = choices.find((one) => one === event.target.value);
          if (chosen !== undefined) setResolution(chosen);
          renew();
        }}
      >
        {choices.map((one) => (
          <option key={one} value={one}>
            {codeLabel("holdResolution", one)}
          </option>
        ))}
      </SelectField>
      <TextArea
        label={t("record:propose.why")}
        value={remarks}
        limit={REMARKS_MAX_LENGTH}
        maxLength={REMARKS_MAX_LENGTH}
        required
        onChange={(event) => setRemarks(event.target.value)}
      />
      <TextField
        label={resolution === "REVERSE_CREDIT" ? t("record:propose.reversal") : t("record:propose.evidence")}
        optional={!needsEvidence}
        maxLength={200}
        value={evidence}
        onChange={(event) => setEvidence(event.target.value)}
      />
      {propose.error === null ? null : <ErrorPanel {...explain(propose.error)} inset />}
    </DialogFrame>
  );
}
