/** The one thing that is due for an address: its button, and the dialog that it opens. */
import { useState } from "react";
import type { WalletAddress } from "#shared/contract/address.ts";
import { useActionContext, useUser } from "#renderer/api/session.tsx";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { type DueAction, dueAction, whyNotAct } from "./addressRules.ts";
import { DecideDialog } from "./DecideDialog.tsx";
import { ProofDialog } from "./ProofDialog.tsx";
import { StartProofDialog } from "./StartProofDialog.tsx";

export function AddressAction({ address }: { address: WalletAddress }) {
  const context = useActionContext();
  const user = useUser();
  // Kept from the moment it opens: the address moves on while its dialog is still needed.
  const [open, setOpen] = useState<{ action: Exclude<DueAction, null>; address: WalletAddress } | null>(null);
  const due = dueAction(address);
  const close = () => setOpen(null);
  return (
    <>
      {due === null ? null : (
        <ActionButton
          size="small"
          reason={whyNotAct(due, address, context, user.id)}
          aria-label={t("addresses:action.of", { action: t(`addresses:action.${due}`), address: address.address })}
          onClick={() => setOpen({ action: due, address })}
        >
          {t(`addresses:action.${due}`)}
        </ActionButton>
      )}
      {open === null ? null : open.action === "prove" ? (
        <StartProofDialog
          address={open.address}
          onClose={close}
          onStarted={() => setOpen({ ...open, action: "continue" })}
        />
      ) : open.action === "continue" ? (
        <ProofDialog address={open.address} onClose={close} />
      ) : (
        <DecideDialog address={open.address} revoking={open.action === "revoke"} onClose={close} />
      )}
    </>
  );
}
