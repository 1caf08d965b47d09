import { useDialogs } from "#renderer/api/dialogs.ts";
import { CancelDialog } from "#renderer/features/deposits/CancelDialog.tsx";

/** Draws the cancel dialog for whichever page asked for it: the list or the detail. */
export function CancelDialogHost() {
  const { cancelDepositId, closeCancel } = useDialogs();
  return cancelDepositId === null ? null : (
    <CancelDialog key={cancelDepositId} depositId={cancelDepositId} onClose={closeCancel} />
  );
}
