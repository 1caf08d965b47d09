/** Withholding a payment in two people's steps, and closing one whose slot went to another transaction: what each asks and says. */
import { useState } from "react";
import { useCommand } from "#renderer/api/command.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { t } from "#renderer/i18n/t.ts";
import { isDeadSlot } from "#shared/domain/refundRepairs.ts";
import { FactRow } from "#renderer/ui/Facts.tsx";
import { TimeText } from "#renderer/ui/TimeText.tsx";
import { freshVersion } from "./freshVersion.ts";
import { RemarksDialog } from "./RemarksDialog.tsx";
import { RepairDialog } from "./RepairDialog.tsx";

export type RepairDialogKey = "ASK_VOID" | "APPROVE_VOID" | "DROP_VOID" | "CLOSE_UNPAID";
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
          title="Do not withhold"
          label="Do not withhold"
          keep="Keep as asked"
          says="What was asked for and approved is taken back, as long as no replacement is signed. The payment goes on as it is."
        />
      );
    case "CLOSE_UNPAID":
      return <CloseUnpaid {...props} />;
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
      title={dead ? `Void the payment slot of ${seen.refundNo}?` : `Withhold the payment of ${seen.refundNo}?`}
      label={dead ? "Ask to void the slot" : "Ask to withhold"}
      keep="Back"
      says={[
        dead
          ? "The refund ended and its payment slot was never used, so that the key's later payments wait behind it."
          : "The payment stays signed and can still be mined at any moment. Withholding is a race, and only the chain decides it.",
        "Another person must approve it. Then an executor signs a transaction on the same slot that pays nobody. It costs a network fee.",
      ]}
      textLabel="Reason, goes into the log"
      textNeeded="Write the reason; the second person decides by it."
      needsProof={false}
      command={command}
      give={({ text, idempotencyKey }, then) =>
        command.give({ id: seen.id, version: freshVersion(seen, refund), reason: text, idempotencyKey }, then)
      }
      done="Asked for. Another person must approve it now."
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
          : `Approve withholding the payment of ${seen.refundNo}?`
      }
      label={dead ? t("repairs:slot.approve.do") : "Approve withholding"}
      keep="Back"
      says={[
        "Your device key signs that exactly this payment slot may be used up without paying anybody, and nothing else.",
        dead
          ? t("repairs:slot.approve.says")
          : "The client is not paid by this refund if the replacement is mined first. A new refund may be requested once it is final.",
      ]}
      textLabel="Comment, goes into the log"
      textNeeded={null}
      needsProof
      command={command}
      give={({ text, proof, idempotencyKey }, then) =>
        command.give({ id: seen.id, version: freshVersion(seen, refund), comment: text, proof, idempotencyKey }, then)
      }
      done="Approved. The executor whose key has the slot may sign the replacement now."
      onClose={onClose}
      onDone={onDone}
    >
      {seen.voiding === null ? null : (
        <FactRow label="Asked by">
          {seen.voiding.requestedBy.name}, <TimeText at={seen.voiding.requestedAt} form="auto" />
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
      title={`Close ${seen.refundNo} as unpaid?`}
      label="Close as unpaid"
      keep="Keep open"
      says={[
        "The central service reads the chain again first. It refuses while a reorganisation could still bring this payment back, or while any node knows it.",
        "The status becomes Failed on chain, the client was not paid by it, and the record is free for a new request.",
      ]}
      textLabel="Evidence: which transaction used the slot, who sent it, and why it is not this payment"
      textNeeded="Write down what you found; it goes into the log."
      needsProof
      command={command}
      give={({ text, proof, idempotencyKey }, then) =>
        command.give({ id: seen.id, version: freshVersion(seen, refund), evidence: text, proof, idempotencyKey }, then)
      }
      done="Closed as unpaid. The record is free for a new request."
      onClose={onClose}
      onDone={onDone}
    />
  );
}
