/** The second of two people: follows a proposal or refuses it; or, without one, blocks the record at once (D17). */
import { useState } from "react";
import { Trans } from "react-i18next";
import type { Deposit, HoldProposal } from "#shared/contract/deposit.ts";
import { HOLD_RESOLUTIONS, type HoldDecision } from "#shared/domain/depositHolds.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";
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
  const reason = remarks.trim() === "" ? t("record:decide.remarksMissing") : null;
  const give = (decision: HoldDecision) => () =>
    decide.give(
      { id, version, decision, remarks: remarks.trim(), idempotencyKey: key },
      {
        done: ({ status }) => {
          toast(
            decision === "REFUSE"
              ? t("record:decide.refused")
              : t("record:decide.now", { status: codeLabel("deposit", status) }),
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
      title={proposal === null ? t("record:decide.blockTitle", { no: deposit.recordNo }) : t("record:decide.title")}
      {...(proposal !== null && { step: t("record:decide.step") })}
      say={decide.isPending ? t("record:decide.asking") : t("record:decide.nothingYet")}
      busy={decide.isPending}
      onClose={onClose}
      width={640}
      buttons={
        <>
          <Button onClick={onClose}>{proposal === null ? t("record:decide.leave") : t("record:decide.later")}</Button>
          {proposal === null ? (
            <ActionButton variant="primary" reason={reason} busy={decide.isPending} onClick={give("BLOCK")}>
              {t("record:decide.block")}
            </ActionButton>
          ) : (
            <>
              <ActionButton reason={reason} busy={decide.isPending} onClick={give("REFUSE")}>
                {t("record:decide.refuse")}
              </ActionButton>
              <ActionButton
                variant="primary"
                reason={resolution === null ? t("record:decide.unknown") : reason}
                busy={decide.isPending}
                onClick={give("FOLLOW")}
              >
                {resolution === null ? t("record:decide.follow") : codeLabel("holdResolution", resolution)}
              </ActionButton>
            </>
          )}
        </>
      }
    >
      <HoldFacts deposit={deposit} />
      <Banner tone="hold" inset role="note">
        {proposal === null ? (
          <Trans t={t} i18nKey="record:decide.blocking" components={{ strong: <strong /> }} />
        ) : (
          <>
            <strong>{t("record:decide.proposes", { name: proposal.by.name })}</strong>{" "}
            {proposal.evidence.length === 0
              ? proposal.remarks
              : t("record:decide.evidence", { remarks: proposal.remarks, evidence: proposal.evidence.join("; ") })}
            {resolution === null ? null : <p>{codeLabel("holdEffect", resolution)}</p>}
          </>
        )}
      </Banner>
      <TextArea
        label={t("record:decide.remarks")}
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
