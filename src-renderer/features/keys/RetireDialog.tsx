/** Takes a payment key out of use for good: whose it is, a reason for the log, one button that names the deed. */
import { useState } from "react";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
import { toast } from "#renderer/ui/toasts.tsx";
import type { Signer } from "#shared/contract/signer.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Banner } from "#renderer/ui/Banner.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { TextArea } from "#renderer/ui/TextField.tsx";
import { SignerStatus } from "./SignerStatus.tsx";

export function RetireDialog({ signer, onClose }: { signer: Signer; onClose: () => void }) {
  // The version that the person saw when the dialog opened, not one that arrived behind it.
  const [seen] = useState(signer);
  const [remarks, setRemarks] = useState("");
  const { key, renew } = useIdempotencyKey();
  const retire = useCommand("signingKey", "retire");
  const submit = () =>
    retire.give(
      { id: seen.id, version: seen.version, remarks: remarks.trim(), idempotencyKey: key },
      {
        done: () => {
          toast(t("keys:retire.done", { name: seen.executor.name }));
          onClose();
        },
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  return (
    <DialogFrame
      title={t("keys:retire.title", { name: seen.executor.name })}
      say={t(retire.isPending ? "keys:dialog.asking" : "keys:dialog.nothingYet")}
      busy={retire.isPending}
      onClose={onClose}
      width={640}
      buttons={
        <>
          <Button onClick={onClose}>{t("keys:retire.keep")}</Button>
          <ActionButton
            variant="primary"
            reason={remarks.trim() === "" ? t("keys:retire.reasonMissing") : null}
            busy={retire.isPending}
            onClick={submit}
          >
            {t("keys:retire.do")}
          </ActionButton>
        </>
      }
    >
      <FactList framed>
        <FactRow label={t("keys:facts.executor")}>{seen.executor.name}</FactRow>
        <FactRow label={t("keys:facts.workstation")}>{seen.workstationName}</FactRow>
        <FactRow label={t("keys:facts.status")}>
          <SignerStatus status={seen.status} />
        </FactRow>
        <FactRow label={t("keys:facts.address")}>
          <AddressText value={seen.address} form="approve" />
        </FactRow>
      </FactList>
      <Banner tone="hold" inset role="note">
        <strong>{t("keys:retire.undone")}</strong> {t("keys:retire.effect", { name: seen.executor.name })}
      </Banner>
      <TextArea
        label={t("keys:retire.reason")}
        value={remarks}
        limit={REMARKS_MAX_LENGTH}
        maxLength={REMARKS_MAX_LENGTH}
        data-autofocus
        onChange={(event) => setRemarks(event.target.value)}
      />
      {retire.error === null ? null : <ErrorPanel {...explain(retire.error)} inset />}
    </DialogFrame>
  );
}
