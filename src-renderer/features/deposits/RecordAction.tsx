/** The one action a row's status allows: "Cancel" or "Request Refund", else none. Guide, Cancellation and Refund. */
import type { Deposit } from "#shared/contract/deposit.ts";
import {
  CANCELLABLE_STATUS,
  REFUNDABLE_STATUS,
  whyNotCancel,
  whyNotRequestRefund,
  type ActionContext,
} from "#shared/domain/deposits.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";

type Acted = Pick<Deposit, "id" | "status" | "activeRefundNo">;

/** Who may do what now, and what pressing does. Looked up once for the grid, not once a row. */
export type RecordActions = {
  context: ActionContext;
  onCancel: (depositId: string) => void;
  onRequestRefund: (depositId: string) => void;
};

export function actionOf(deposit: Acted): "cancel" | "refund" | null {
  if (deposit.status === CANCELLABLE_STATUS) return "cancel";
  return deposit.status === REFUNDABLE_STATUS && deposit.activeRefundNo === null ? "refund" : null;
}

export function RecordAction({
  deposit,
  actions,
  isTabStop,
}: {
  deposit: Acted;
  actions: RecordActions;
  isTabStop: boolean;
}) {
  const action = actionOf(deposit);
  const tabIndex = isTabStop ? 0 : -1;
  if (action === "cancel")
    return (
      <ActionButton
        variant="row"
        tabIndex={tabIndex}
        reason={whyNotCancel(deposit, actions.context)}
        onClick={() => actions.onCancel(deposit.id)}
      >
        {t("deposits:row.cancel")}
      </ActionButton>
    );
  if (action === "refund")
    return (
      <ActionButton
        variant="row"
        tabIndex={tabIndex}
        reason={whyNotRequestRefund(deposit, actions.context)}
        onClick={() => actions.onRequestRefund(deposit.id)}
      >
        {t("deposits:row.refund")}
      </ActionButton>
    );
  return null;
}
