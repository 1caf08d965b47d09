/** Withdraw, Release hold, and taking back what was asked for: facts restated, a remark for the log, one button that names the deed. */
import { useState } from "react";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { useCurrencyBook } from "#renderer/api/currencies.ts";
import { t } from "#renderer/i18n/t.ts";
import { codeLabel } from "#renderer/i18n/codeLabel.ts";
import type { Refund } from "#shared/contract/refund.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { AddressText } from "#renderer/ui/AddressText.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { FactList, FactRow } from "#renderer/ui/Facts.tsx";
import { Money } from "#renderer/ui/Money.tsx";
import { StatusPill } from "#renderer/ui/StatusPill.tsx";
import { TextArea } from "#renderer/ui/TextField.tsx";
import { freshVersion } from "./freshVersion.ts";

export function RemarksDialog({
  refund,
  verb,
  title,
  label,
  keep,
  says,
  onClose,
  onDone,
}: {
  refund: Refund;
  verb: "withdraw" | "releaseHold" | "dropVoid";
  title: string;
  label: string;
  keep: string;
  says: string;
  onClose: () => void;
  onDone: (words: string) => void;
}) {
  // The version that the person saw when the dialog opened, not one that arrived behind it.
  const [seen] = useState(refund);
  const [remarks, setRemarks] = useState("");
  const { key, renew } = useIdempotencyKey();
  const { decimalsOf } = useCurrencyBook();
  const act = useCommand("refunds", verb);
  const missing = remarks.trim() === "" ? t("refunds:remarks.missing") : null;
  const submit = () =>
    act.give(
      { id: seen.id, version: freshVersion(seen, refund), remarks: remarks.trim(), idempotencyKey: key },
      {
        done: (changed) => {
          onDone(t("refunds:remarks.done", { status: codeLabel("refund", changed.status) }));
          onClose();
        },
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  return (
    <DialogFrame
      title={t("refunds:remarks.title", { title, no: seen.refundNo })}
      say={t(act.isPending ? "refunds:asking" : "refunds:nothingYet")}
      busy={act.isPending}
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>{keep}</Button>
          <ActionButton variant="primary" reason={missing} busy={act.isPending} onClick={submit}>
            {label}
          </ActionButton>
        </>
      }
    >
      <FactList framed>
        <FactRow label={t("refunds:facts.refund")}>
          <strong>{seen.refundNo}</strong>{" "}
          <span className="quiet">{t("refunds:facts.for", { recordNo: seen.recordNo })}</span>
        </FactRow>
        <FactRow label={t("refunds:head.customer")}>
          {seen.customerNo} · {seen.customerName}
        </FactRow>
        <FactRow label={t("refunds:facts.amount")}>
          <Money amount={seen.amount} currency={seen.currency} decimals={decimalsOf(seen.currency, seen.network)} />
        </FactRow>
        <FactRow label={t("refunds:facts.to")}>
          <AddressText value={seen.refundAddress} />
        </FactRow>
        <FactRow label={t("refunds:head.status")}>
          <StatusPill kind="refund" status={seen.status} />
        </FactRow>
        {seen.holdReason === null ? null : (
          <FactRow label={t("refunds:remarks.held")}>{codeLabel("refundHoldReason", seen.holdReason)}</FactRow>
        )}
      </FactList>
      <p>{says}</p>
      <TextArea
        label={t("refunds:remarks.label")}
        value={remarks}
        limit={REMARKS_MAX_LENGTH}
        maxLength={REMARKS_MAX_LENGTH}
        data-autofocus
        onChange={(event) => setRemarks(event.target.value)}
      />
      {act.error === null ? null : <ErrorPanel {...explain(act.error)} inset />}
    </DialogFrame>
  );
}
