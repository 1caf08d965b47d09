/** Withholding a payment in two people's steps, and closing one whose slot went to another transaction: what each asks and says. */
import { useState } from "react";
import { Trans } from "react-i18next";
import { useCommand } from "#renderer/api/command.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import { t } from "#renderer/i18n/t.ts";
import { isDeadSlot } from "#shared/domain/refundRepairs.ts";
import { FactRow } from "#renderer/ui/Facts.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { freshVersion } from "./freshVersion.ts";
import { RemarksDialog } from "./RemarksDialog.tsx";
import { RepairDialog } from "./RepairDialog.tsx";

export type RepairDialogKey = "REJECT_HELD" | "ASK_VOID" | "APPROVE_VOID" | "DROP_VOID" | "CLOSE_UNPAID";
type Props = { refund: Refund; onClose: () => void; onDone: (words: string) => void };

export function OpenRepair({ which, ...props }: Props & { which: RepairDialogKey }) {
  switch (which) {
    case "ASK_VOID":
      return <AskVoid {...props} />;
    case "APPROVE_VOID":
      return <ApproveVoid {...props} />;
    case "DROP_VOID":
      return isDeadSlot(props.refund) ? (
        <RemarksDialog
          {...props}
          verb="dropVoid"
          title={t("repairs:slot.drop.title")}
          label={t("repairs:slot.drop.do")}
          keep={t("repairs:slot.drop.keep")}
          says={t("repairs:slot.drop.says")}
        />
      ) : (
        <RemarksDialog
          {...props}
          verb="dropVoid"
          title={t("refunds:drop.title")}
          label={t("refunds:drop.title")}
          keep={t("refunds:drop.keep")}
          says={t("refunds:drop.says")}
        />
      );
    case "CLOSE_UNPAID":
      return <CloseUnpaid {...props} />;
    case "REJECT_HELD":
      return <RejectHeld {...props} />;
  }
}

function AskVoid({ refund, onClose, onDone }: Props) {
  // The version that the person saw when the dialog opened, not one that arrived behind it.
  const [seen] = useState(refund);
  const command = useCommand("refunds", "requestVoid");
  const dead = isDeadSlot(seen);
  return (
    <RepairDialog
      refund={seen}
      title={t(dead ? "refunds:void.askSlotTitle" : "refunds:void.askTitle", { no: seen.refundNo })}
      label={t(dead ? "refunds:void.askSlot" : "refunds:void.ask")}
      keep={t("refunds:void.back")}
      says={[dead ? t("refunds:void.askSlotSays") : t("refunds:void.askSays"), t("refunds:void.askNext")]}
      textLabel={t("refunds:void.reason")}
      textNeeded={t("refunds:void.reasonMissing")}
      needsProof={false}
      command={command}
      give={({ text, idempotencyKey }, then) =>
        command.give({ id: seen.id, version: freshVersion(seen, refund), reason: text, idempotencyKey }, then)
      }
      done={t("refunds:void.askedFor")}
      onClose={onClose}
      onDone={onDone}
    />
  );
}

function ApproveVoid({ refund, onClose, onDone }: Props) {
  const [seen] = useState(refund);
  const command = useCommand("refunds", "approveVoid");
  const dead = isDeadSlot(seen);
  return (
    <RepairDialog
      refund={seen}
      title={
        dead
          ? t("repairs:slot.approve.title", { no: seen.refundNo })
          : t("refunds:void.approveTitle", { no: seen.refundNo })
      }
      label={dead ? t("repairs:slot.approve.do") : t("refunds:void.approve")}
      keep={t("refunds:void.back")}
      says={[t("refunds:void.approveKey"), dead ? t("repairs:slot.approve.says") : t("refunds:void.approveSays")]}
      textLabel={t("refunds:void.comment")}
      textNeeded={null}
      needsProof
      command={command}
      give={({ text, proof, idempotencyKey }, then) =>
        command.give({ id: seen.id, version: freshVersion(seen, refund), comment: text, proof, idempotencyKey }, then)
      }
      done={t("refunds:void.approved")}
      onClose={onClose}
      onDone={onDone}
    >
      {seen.voiding === null ? null : (
        <FactRow label={t("refunds:head.askedBy")}>
          <Trans
            t={t}
            i18nKey="refunds:detail.asked"
            values={{ name: seen.voiding.requestedBy.name }}
            components={{ at: <TimeText at={seen.voiding.requestedAt} form="auto" /> }}
          />
          <span className="secondary"> · {seen.voiding.reason}</span>
        </FactRow>
      )}
    </RepairDialog>
  );
}

function CloseUnpaid({ refund, onClose, onDone }: Props) {
  const [seen] = useState(refund);
  const command = useCommand("refunds", "closeUnpaid");
  return (
    <RepairDialog
      refund={seen}
      title={t("refunds:close.title", { no: seen.refundNo })}
      label={t("refunds:close.do")}
      keep={t("refunds:close.keep")}
      says={[t("refunds:close.first"), t("refunds:close.afterwards")]}
      textLabel={t("refunds:close.evidence")}
      textNeeded={t("refunds:close.missing")}
      needsProof
      command={command}
      give={({ text, proof, idempotencyKey }, then) =>
        command.give({ id: seen.id, version: freshVersion(seen, refund), evidence: text, proof, idempotencyKey }, then)
      }
      done={t("refunds:close.done")}
      onClose={onClose}
      onDone={onDone}
    />
  );
}

/** F12: the cause of the hold stands, so that nobody can release it. */
function RejectHeld({ refund, onClose, onDone }: Props) {
  const [seen] = useState(refund);
  const command = useCommand("refunds", "reject");
  const { id, refundNo, intentHash, holdReason } = seen;
  return (
    <RepairDialog
      refund={seen}
      title={t("refunds:reject.title", { no: refundNo })}
      label={t("refunds:reject.do")}
      keep={t("refunds:release.keep")}
      says={[t(seen.slot === null ? "refunds:reject.says" : "refunds:reject.saysSlot")]}
      textLabel={t("refunds:void.reason")}
      textNeeded={t("refunds:reject.missing")}
      needsProof
      command={command}
      give={({ text, proof, idempotencyKey }, then) =>
        command.give(
          { id, version: freshVersion(seen, refund), intentHash, comment: text, proof, idempotencyKey },
          then,
        )
      }
      done={t("refunds:reject.done")}
      onClose={onClose}
      onDone={onDone}
    >
      {holdReason === null ? null : (
        <FactRow label={t("refunds:remarks.held")}>{codeLabel("refundHoldReason", holdReason)}</FactRow>
      )}
    </RepairDialog>
  );
}
