/** The second person's word on a proposed version, each part beside the one that holds; whoever proposed may only withdraw. */
import { useState, type ReactNode } from "react";
import type { LimitsVersion } from "#shared/contract/configuration.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { useCommand } from "#renderer/api/command.ts";
import { useDecision } from "#renderer/api/decision.ts";
import { explain } from "#renderer/api/explain.ts";
import { useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { TextArea } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { ComparedRows, type ComparedRow } from "./ComparedRows.tsx";

type Decision = "approve" | "reject" | "withdraw";

function doneText(decision: Decision, what: "limits" | "rules"): string {
  if (decision === "approve") return t(`configuration:decide.${what}.approved`);
  return t(decision === "reject" ? "configuration:decide.rejected" : "configuration:decide.withdrawn");
}

export function DecideVersionDialog({
  what,
  about,
  proposed,
  rows,
  warning,
  onClose,
}: {
  what: "limits" | "rules";
  /** "USDT" */
  about: string;

  proposed: Omit<LimitsVersion, "kind" | "payload">;
  rows: readonly ComparedRow[];

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
      toast(doneText(decision, what), t("configuration:decide.version", { about, number: proposed.number }));
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

  return (
    <DialogFrame
      title={t(own ? `configuration:decide.${what}.withdraw` : `configuration:decide.${what}.title`, { about })}
      say={t(busy ? "configuration:asking" : "configuration:nothingYet")}
      busy={busy}
      onClose={onClose}
      width={720}
      buttons={
        <>
          <Button onClick={onClose}>{t(own ? "configuration:decide.leave" : "configuration:decide.later")}</Button>
          {own ? button("withdraw", t("configuration:decide.withdraw"), true) : null}
          {own ? null : button("reject", t("configuration:decide.reject"), false)}
          {own ? null : button("approve", t(`configuration:decide.${what}.approve`), true)}
        </>
      }
    >
      {warning}
      <ComparedRows
        caption={t("configuration:versions.said", { name: proposed.proposedBy.name, remarks: proposed.remarks })}
        head={t("configuration:compared.rule")}
        rows={rows}
      />
      <p className="quiet">{t(`configuration:decide.${what}.note`)}</p>
      <TextArea
        label={t("configuration:decide.remarks")}
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
