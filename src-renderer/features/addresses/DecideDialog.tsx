/** The second person's word on an address: on the list, refused, or taken off the list again (W5, W6, W9). */
import type { WalletAddress } from "#shared/contract/address.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { useCommand } from "#renderer/api/command.ts";
import { useDecision } from "#renderer/api/decision.ts";
import { explain } from "#renderer/api/explain.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactRow } from "#renderer/ui/Facts.tsx";
import { TextArea } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { verificationMethodLabel } from "#renderer/words/verificationWords.ts";
import { AddressFacts } from "./AddressFacts.tsx";

const DONE = {
  approve: "Verified. After its cool-down the address may be paid to.",
  reject: "Rejected. Logged with your name and reason.",
  revoke: "Revoked. Refunds to it that were not signed are on hold.",
} as const;
type Decision = keyof typeof DONE;

export function DecideDialog({
  address,
  revoking,
  onClose,
}: {
  address: WalletAddress;
  revoking: boolean;
  onClose: () => void;
}) {
  const commands = {
    approve: useCommand("addresses", "approve"),
    reject: useCommand("addresses", "reject"),
    revoke: useCommand("addresses", "revoke"),
  };
  const { remarks, setRemarks, reason, busy, pending, error, give } = useDecision<Decision>(
    address,
    commands,
    (decision) => {
      toast(DONE[decision], address.address);
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
      title={revoking ? "Revoke this address?" : "Put this address on the list?"}
      say={busy ? "Asking the central service…" : "Nothing changes yet."}
      busy={busy}
      onClose={onClose}
      width={640}
      buttons={
        <>
          <Button onClick={onClose}>{revoking ? "Keep it" : "Decide later"}</Button>
          {revoking ? null : button("reject", "Reject", false)}
          {revoking ? button("revoke", "Revoke the address", true) : button("approve", "Put on the list", true)}
        </>
      }
    >
      <AddressFacts address={address}>
        <FactRow label="Proven by">{verificationMethodLabel(address.method)}</FactRow>
        <FactRow label="Proof">{address.proof ?? "–"}</FactRow>
        <FactRow label="Asked by">{address.requestedBy?.name ?? "–"}</FactRow>
      </AddressFacts>
      {address.lookalikeOf.length === 0 ? null : (
        <Banner tone="hold" inset role="note">
          <strong>It looks like another known address.</strong> Compare every character:{" "}
          {address.lookalikeOf.join(", ")}
        </Banner>
      )}
      {revoking ? (
        <Banner tone="hold" inset role="note">
          <strong>Nobody is paid there any more.</strong> Refunds to this address that are not yet signed go On Hold. A
          payment that is signed or under way is not stopped by this.
        </Banner>
      ) : null}
      <TextArea
        label={revoking ? "Reason" : "Remarks"}
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
