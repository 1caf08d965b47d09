/** The one action a row's status allows: "Cancel" or "Request Refund", else none. Guide, Cancellation and Refund. */
import { useNavigate } from "@tanstack/react-router";
import { memo } from "react";
import type { Deposit } from "#shared/contract/deposit.ts";
import { CANCELLABLE_STATUS, REFUNDABLE_STATUS, whyNotCancel, whyNotRequestRefund } from "#shared/domain/deposits.ts";
import { useDialogs } from "#renderer/api/dialogs.ts";
import { useActionContext } from "#renderer/api/session.tsx";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";

export const RecordAction = memo(function RecordAction({
  deposit,
}: {
  deposit: Pick<Deposit, "id" | "status" | "activeRefundNo">;
}) {
  const context = useActionContext();
  const openCancel = useDialogs((dialogs) => dialogs.openCancel);
  const navigate = useNavigate();
  if (deposit.status === CANCELLABLE_STATUS)
    return (
      <ActionButton
        variant="row"
        tabIndex={-1}
        reason={whyNotCancel(deposit, context)}
        onClick={() => openCancel(deposit.id)}
      >
        Cancel
      </ActionButton>
    );
  if (deposit.status === REFUNDABLE_STATUS && deposit.activeRefundNo === null)
    return (
      <ActionButton
        variant="row"
        tabIndex={-1}
        reason={whyNotRequestRefund(deposit, context)}
        onClick={() => void navigate({ to: "/records/$id/refund", params: { id: deposit.id }, search: true })}
      >
        Request Refund
      </ActionButton>
    );
  return null;
});
