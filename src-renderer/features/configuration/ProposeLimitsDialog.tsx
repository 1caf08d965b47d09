/** The first of two people: other limits for one currency, and why. Another person decides. */
import { useState } from "react";
import type { CurrencyLimits } from "#shared/contract/configuration.ts";
import { REMARKS_MAX_LENGTH } from "#shared/domain/deposits.ts";
import { useIdempotencyKey } from "#renderer/api/calls.ts";
import { useCommand } from "#renderer/api/command.ts";
import { explain } from "#renderer/api/explain.ts";
import { t } from "#renderer/i18n/t.ts";
import { ActionButton } from "#renderer/ui/ActionButton.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DialogFrame } from "#renderer/ui/DialogFrame.tsx";
import { ErrorPanel } from "#renderer/ui/ErrorPanel.tsx";
import { TextArea, TextField } from "#renderer/ui/TextField.tsx";
import { toast } from "#renderer/ui/toasts.tsx";
import { BandFields } from "./BandFields.tsx";
import { formOf, limitsOf } from "./limitRows.ts";
import styles from "./configuration.module.css";

export function ProposeLimitsDialog({
  limits: { network, currency, inForce },
  coin,
  onClose,
}: {
  limits: CurrencyLimits;
  coin: string;
  onClose: () => void;
}) {
  const [form, setForm] = useState(() => formOf(inForce.limits));
  const [remarks, setRemarks] = useState("");
  const { key, renew } = useIdempotencyKey();
  const propose = useCommand("limits", "propose");
  const read = limitsOf(form);
  const reason = "problem" in read ? read.problem : remarks.trim() === "" ? t("configuration:whyMissing") : null;
  const change = (part: Partial<typeof form>) => {
    setForm((former) => ({ ...former, ...part }));
    renew();
  };
  const submit = () => {
    if ("problem" in read) return;
    propose.give(
      {
        kind: "PAYMENT_LIMITS",
        network,
        currency,
        payload: read.limits,
        effectiveFrom: null,
        remarks: remarks.trim(),
        idempotencyKey: key,
      },
      {
        done: ({ number }) => {
          toast(t("configuration:proposed", { number }), currency);
          onClose();
        },
        refused: ({ retryable }) => {
          if (!retryable) renew();
        },
      },
    );
  };
  return (
    <DialogFrame
      title={t("configuration:limits.dialog.title", { currency })}
      step={t("configuration:step")}
      say={t(propose.isPending ? "configuration:asking" : "configuration:nothingYet")}
      busy={propose.isPending}
      onClose={onClose}
      width={680}
      buttons={
        <>
          <Button onClick={onClose}>{t("configuration:limits.dialog.keep")}</Button>
          <ActionButton variant="primary" reason={reason} busy={propose.isPending} onClick={submit}>
            {t("configuration:propose")}
          </ActionButton>
        </>
      }
    >
      <div className={styles.fields}>
        <TextField
          label={t("configuration:limits.dialog.feeCap", { coin })}
          value={form.feeCap}
          data-autofocus
          onChange={(event) => change({ feeCap: event.target.value })}
        />
        <TextField
          label={t("configuration:limits.dialog.large", { currency })}
          hint={t("configuration:limits.dialog.largeHint")}
          value={form.largeAmount}
          onChange={(event) => change({ largeAmount: event.target.value })}
        />
        <TextField
          label={t("configuration:limits.dialog.payments")}
          value={form.payments}
          onChange={(event) => change({ payments: event.target.value })}
        />
        <TextField
          label={t("configuration:limits.dialog.sum", { currency })}
          optional
          hint={t("configuration:limits.dialog.sumHint")}
          value={form.amount}
          onChange={(event) => change({ amount: event.target.value })}
        />
      </div>
      <BandFields
        legend={t("configuration:limits.dialog.bands")}
        none={t("configuration:limits.dialog.noBands")}
        from={t("configuration:limits.dialog.above", { currency })}
        count={t("configuration:limits.dialog.approvals")}
        bands={form.bands.map(({ above, approvals }) => ({ from: above, count: approvals }))}
        onChange={(bands) => change({ bands: bands.map(({ from, count }) => ({ above: from, approvals: count })) })}
      />
      <TextArea
        label={t("configuration:why")}
        value={remarks}
        limit={REMARKS_MAX_LENGTH}
        maxLength={REMARKS_MAX_LENGTH}
        required
        onChange={(event) => setRemarks(event.target.value)}
      />
      {propose.error === null ? null : <ErrorPanel {...explain(propose.error)} inset />}
    </DialogFrame>
  );
}
