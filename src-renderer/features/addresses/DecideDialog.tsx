/** The second person's word on an address: on the list, refused, or taken off the list again (W5, W6, W9). */
import type { WalletAddress } from "#shared/contract/address.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { useCommand } from "#renderer/api/command.ts";
import { useDecision } from "#renderer/api/decision.ts";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
import { listText } from "#renderer/i18n/listText.ts";
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

type Decision = "approve" | "reject" | "revoke";

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
      toast(t(`addresses:decide.done.${decision}`), address.address);
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
      title={t(revoking ? "addresses:decide.titleRevoke" : "addresses:decide.title")}
      say={t(busy ? "addresses:dialog.asking" : "addresses:dialog.nothingYet")}
      busy={busy}
      onClose={onClose}
      width={640}
      buttons={
        <>
          <Button onClick={onClose}>{t(revoking ? "addresses:decide.keep" : "addresses:decide.later")}</Button>
          {revoking ? null : button("reject", t("addresses:decide.reject"), false)}
          {revoking
            ? button("revoke", t("addresses:decide.revoke"), true)
            : button("approve", t("addresses:decide.approve"), true)}
        </>
      }
    >
      <AddressFacts address={address}>
        <FactRow label={t("addresses:decide.provenBy")}>{verificationMethodLabel(address.method)}</FactRow>
        <FactRow label={t("addresses:decide.proof")}>{address.proof ?? "–"}</FactRow>
        <FactRow label={t("addresses:decide.askedBy")}>{address.requestedBy?.name ?? "–"}</FactRow>
      </AddressFacts>
      {address.lookalikeOf.length === 0 ? null : (
        <Banner tone="hold" inset role="note">
          <strong>{t("addresses:decide.lookalike")}</strong>{" "}
          {t("addresses:decide.compare", { addresses: listText(address.lookalikeOf) })}
        </Banner>
      )}
      {revoking ? (
        <Banner tone="hold" inset role="note">
          <strong>{t("addresses:decide.nobodyPaid")}</strong> {t("addresses:decide.onHold")}
        </Banner>
      ) : null}
      <TextArea
        label={t(revoking ? "addresses:decide.reason" : "addresses:decide.remarks")}
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
