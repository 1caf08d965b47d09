/** The second person's word on a change of rights; whoever proposed it may only withdraw. */
import { useState } from "react";
import type { RightsChange } from "#shared/contract/account.ts";
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
import { RightsDifference } from "./RightsDifference.tsx";

type Decision = "approveRights" | "rejectRights" | "withdrawRights";

export function DecideRightsDialog({ change, onClose }: { change: RightsChange; onClose: () => void }) {
  // What the person saw when the dialog opened.
  const [seen] = useState(change);
  const { before, after, proposedBy, user, remarks: why } = seen;
  const own = useUser().id === proposedBy.id;
  const commands = {
    approveRights: useCommand("users", "approveRights"),
    rejectRights: useCommand("users", "rejectRights"),
    withdrawRights: useCommand("users", "withdrawRights"),
  };
  const { remarks, setRemarks, reason, busy, pending, error, give } = useDecision<Decision>(
    seen,
    commands,
    (decision) => {
      toast(t(`people:decide.done.${decision}`), user.name);
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
      title={t(own ? "people:decide.withdrawTitle" : "people:decide.title", { name: user.name })}
      say={t(busy ? "people:dialog.asking" : "people:dialog.nothingYet")}
      busy={busy}
      onClose={onClose}
      width={680}
      buttons={
        <>
          <Button onClick={onClose}>{t(own ? "people:decide.leave" : "people:decide.later")}</Button>
          {own ? button("withdrawRights", t("people:decide.withdraw"), true) : null}
          {own ? null : button("rejectRights", t("people:decide.reject"), false)}
          {own ? null : button("approveRights", t("people:decide.approve"), true)}
        </>
      }
    >
      <p>{t("people:account.said", { name: proposedBy.name, remarks: why })}</p>
      <RightsDifference before={before} after={after} />
      <TextArea
        label={t("people:decide.remarks")}
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
